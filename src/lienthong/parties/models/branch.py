"""Branches of an enterprise, and the one that reports for all of them in a province."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.parties.models.party import Party


class Branch(Versioned):
    """A party is a branch of another during a range of days."""

    history_key = "party"

    party = models.ForeignKey(Party, models.PROTECT, related_name="branch_of")
    enterprise = models.ForeignKey(Party, models.PROTECT, related_name="branches")

    class Meta:
        verbose_name = _("chi nhánh")
        constraints = [
            never_twice("branch_once", "party_id"),
            never_empty("branch_some_day"),
            models.CheckConstraint(
                condition=~models.Q(party=models.F("enterprise")), name="branch_not_of_itself"
            ),
        ]


class FocalBranch(Versioned):
    """Several branches in a province report through one: who signs, and who owes.

    The province is a place of the directory, which is a neighbour: its key and its name as printed then.
    """

    history_key = "enterprise"

    enterprise = models.ForeignKey(Party, models.PROTECT, related_name="focal_branches")
    branch = models.ForeignKey(Party, models.PROTECT, related_name="focal_for")
    place_id = models.UUIDField(db_comment="key of the province in the directory")
    place_name = models.TextField()

    class Meta:
        verbose_name = _("chi nhánh đầu mối")
        constraints = [
            never_twice("focalbranch_once", "enterprise_id", "place_id"),
            never_empty("focalbranch_some_day"),
        ]
