from django.db import models

from lienthong.casework.models.case import Case
from lienthong.directory.models import Person, Unit
from lienthong.kernel.keys import new_key


class Assignment(models.Model):
    """Work given to a unit or to a person in it, until the next assignment."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    instruction = models.TextField(blank=True)
    act_id = models.UUIDField(db_comment="the act that gave it")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", condition=models.Q(until__isnull=True), name="assignment_one_at_a_time"
            )
        ]
