"""What a profile of posts may do, as dated data: who could do what on a day stays known."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.history.models import Versioned, never_empty

_pair = Cast(
    MD5(Concat("profile", Value("/"), "capability", output_field=models.TextField())), models.UUIDField()
)


class ProfileCapability(Versioned):
    history_key = "profile"

    profile = models.TextField(db_comment="profile of a post of the directory")
    capability = models.TextField()

    class Meta:
        verbose_name = _("quyền theo loại chức vụ")
        constraints = [
            ExclusionConstraint(
                name="profilecapability_once",
                expressions=[(Func(_pair, "during", function="span"), RangeOperators.OVERLAPS)],
                condition=Q(known_to__isnull=True),
            ),
            never_empty("profilecapability_some_day"),
        ]
        indexes = [
            models.Index("profile", name="profilecapability_believed", condition=Q(known_to__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.capability}"
