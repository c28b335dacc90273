"""Which unit came after which, with what share: figures read in the boundaries of then or of now."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Known, Sourced, one_of
from lienthong.directory.models.place import SuccessionKind
from lienthong.directory.models.unit import Unit


class UnitSuccession(Known, Sourced):
    """On a day a unit passed, whole or in part, into another; into itself when renamed or keeping a part."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="passed_to")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="came_from")
    kind = models.TextField(choices=SuccessionKind.choices)
    share = models.DecimalField(
        max_digits=12, decimal_places=10, db_comment="of the predecessor; over 0, at most 1"
    )
    on = models.DateField(db_comment="the first day of the successor")

    class Meta:
        verbose_name = _("kế thừa cơ quan, đơn vị")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1), name="unitsuccession_share"
            ),
            one_of("kind", SuccessionKind, "unitsuccession_kind"),
            models.CheckConstraint(
                condition=~models.Q(kind=SuccessionKind.MERGER)
                | ~models.Q(predecessor=models.F("successor")),
                name="unitsuccession_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=SuccessionKind.RENAMING)
                | models.Q(predecessor=models.F("successor")),
                name="unitsuccession_renamed_stays_itself",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                condition=models.Q(known_to__isnull=True) & ~models.Q(kind=SuccessionKind.RENAMING),
                name="unitsuccession_once",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "on"],
                condition=models.Q(known_to__isnull=True, kind=SuccessionKind.RENAMING),
                name="unitsuccession_renamed_once",
            ),
        ]
