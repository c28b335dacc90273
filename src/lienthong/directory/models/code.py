"""Which code of one scheme is which of another, as somebody wrote it down: never reckoned from how codes look."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.catalogue import CodeScheme
from lienthong.kernel.history.models import Versioned, never_empty


def _once(name: str, column: str) -> ExclusionConstraint:
    """Return the constraint that a code is mapped once a day between two schemes (`never_twice`, over texts)."""
    bar = Value("|", models.TextField())
    said = Concat("scheme", bar, "to_scheme", bar, column, output_field=models.TextField())
    key = Cast(MD5(said), models.UUIDField())
    return ExclusionConstraint(
        name=name,
        expressions=[(Func(key, "during", function="span"), RangeOperators.OVERLAPS)],
        condition=Q(known_to__isnull=True),
    )


class CodeMapping(Versioned, Sourced):
    """On these days a code of one scheme stands for one of the other, and the other way round."""

    scheme = models.ForeignKey(CodeScheme, models.PROTECT, related_name="+")
    code = models.TextField(db_comment="in capitals, as the scheme writes it")
    to_scheme = models.ForeignKey(CodeScheme, models.PROTECT, related_name="+")
    to_code = models.TextField(db_comment="in capitals, as the other scheme writes it")

    class Meta:
        verbose_name = _("mã tương ứng")
        constraints = [
            _once("codemapping_once", "code"),
            _once("codemapping_once_back", "to_code"),
            never_empty("codemapping_some_day"),
            models.CheckConstraint(
                condition=~Q(scheme=models.F("to_scheme")), name="codemapping_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ↔ {self.to_code}"
