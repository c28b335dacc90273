from django.db import models

from lienthong.casework.models.case import Case
from lienthong.kernel.keys import new_key


class Suspension(models.Model):
    """The clock stands still, for a reason, between two acts. Pausing is not stopping."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="suspensions")
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    act_id = models.UUIDField(db_comment="the act that stopped the clock")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", condition=models.Q(until__isnull=True), name="suspension_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="suspension_ends_after_it_begins",
            ),
        ]
