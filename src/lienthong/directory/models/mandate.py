"""A mandate is held by one unit at a time, and moves with its work when the apparatus is reorganised."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import MD5, Cast
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.unit import Unit
from lienthong.kernel.history.models import Versioned, never_empty

_key_of_word = Cast(MD5("code"), models.UUIDField())


class Mandate(Versioned, Sourced):
    history_key = "code"

    code = models.TextField(db_comment="the same mandate under successive holders")
    title = models.TextField()
    title_en = models.TextField(blank=True)
    fields = ArrayField(
        models.TextField(),
        default=list,
        blank=True,
        db_comment="codes of fields of work: open tasks in them pass with the mandate; none: tasks stay where they are",
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mandates")

    class Meta:
        verbose_name = _("chức năng, nhiệm vụ")
        constraints = [
            ExclusionConstraint(
                name="mandate_one_holder",
                expressions=[(Func(_key_of_word, "during", function="span"), RangeOperators.OVERLAPS)],
                condition=Q(known_to__isnull=True),
            ),
            never_empty("mandate_some_day"),
        ]

    def __str__(self) -> str:
        return self.title
