"""What a profile of posts may do, as dated data: who could do what on a day stays known."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.history.models import Versioned, never_empty

_row = Cast(
    MD5(Concat("profile", Value("/"), "tier", Value("/"), "capability", output_field=models.TextField())),
    models.UUIDField(),
)


class ProfileCapability(Versioned):
    history_key = "profile"

    profile = models.TextField(db_comment="profile of a post of the directory")
    tier = models.TextField(blank=True, db_comment="only in units of this tier; empty: in any")
    capability = models.TextField()

    class Meta:
        verbose_name = _("quyền theo loại chức vụ")
        constraints = [
            ExclusionConstraint(
                name="profilecapability_once",
                expressions=[(Func(_row, "during", function="span"), RangeOperators.OVERLAPS)],
                condition=Q(known_to__isnull=True),
            ),
            never_empty("profilecapability_some_day"),
        ]
        indexes = [
            models.Index("profile", name="profilecapability_believed", condition=Q(known_to__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.profile} {self.tier}: {self.capability}"
