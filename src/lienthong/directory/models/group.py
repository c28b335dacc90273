"""Named, dated lists of units: "các sở, ban, ngành" is a list that somebody keeps, not a kind."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.unit import Unit
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key
from lienthong.kernel.languages import TwoNames


class UnitGroup(TwoNames, models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True)
    name = models.TextField()
    name_en = models.TextField(blank=True)
    during = DateRangeField(null=True, db_comment="when the list is in use; empty: always")

    class Meta:
        verbose_name = _("nhóm cơ quan")

    def __str__(self) -> str:
        return self.name


class GroupMember(Versioned, Sourced):
    history_key = "unit"

    group = models.ForeignKey(UnitGroup, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")

    class Meta:
        verbose_name = _("cơ quan trong nhóm")
        constraints = [
            never_twice("groupmember_once", "group_id", "unit_id"),
            never_empty("groupmember_some_day"),
        ]
