"""Named, dated lists of enterprises, as plans address them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key
from lienthong.kernel.languages import TwoNames
from lienthong.parties.models.party import Party


class PartyGroup(TwoNames, models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True)
    name = models.TextField()
    name_en = models.TextField(blank=True)

    class Meta:
        verbose_name = _("nhóm doanh nghiệp")

    def __str__(self) -> str:
        return self.name


class PartyGroupMember(Versioned):
    history_key = "party"

    group = models.ForeignKey(PartyGroup, models.PROTECT, related_name="members")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")

    class Meta:
        verbose_name = _("doanh nghiệp trong nhóm")
        constraints = [
            never_twice("partygroupmember_once", "group_id", "party_id"),
            never_empty("partygroupmember_some_day"),
        ]
