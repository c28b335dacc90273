"""Who may act for an enterprise or a household business."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.parties.models.party import Party


class Representative(Versioned):
    history_key = "party"

    party = models.ForeignKey(Party, models.PROTECT, related_name="representatives")
    citizen = models.ForeignKey(Party, models.PROTECT, related_name="represents")
    title = models.TextField(db_comment="Giám đốc, chủ hộ, người được ủy quyền: as the paper words it")

    class Meta:
        verbose_name = _("người đại diện")
        constraints = [
            never_twice("representative_once", "party_id", "citizen_id"),
            never_empty("representative_some_day"),
            models.CheckConstraint(
                condition=~models.Q(party=models.F("citizen")), name="representative_not_itself"
            ),
        ]
