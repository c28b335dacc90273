from django.db import models

from lienthong.kernel.keys import new_key
from lienthong.tasks.models.task import Task


class Progress(models.Model):
    """What the lead reports on the way, with its evidence."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    percent = models.SmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    act_id = models.UUIDField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="progress_percent_from_0_to_100"
            )
        ]
