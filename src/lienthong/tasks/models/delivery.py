from django.db import models

from lienthong.kernel.keys import new_key
from lienthong.tasks.models.task import Task


class Delivery(models.Model):
    """The task reported finished, with its output; confirmed or sent back by the monitoring unit."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="deliveries")
    output = models.TextField()
    document_number = models.TextField(blank=True)
    document_date = models.DateField(null=True)
    delivered_at = models.DateTimeField(db_comment="when it was recorded; on time is measured by this")
    due_at = models.DateTimeField(null=True, db_comment="the deadline as it stood then")
    act_id = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(
        null=True, db_comment="empty: waiting; false: sent back, or reopened later"
    )
    answer = models.TextField(blank=True)
    answer_act_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-delivered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "task", condition=models.Q(confirmed__isnull=True), name="delivery_one_waiting"
            ),
            models.UniqueConstraint(
                "task", condition=models.Q(confirmed=True), name="delivery_one_confirmed"
            ),
        ]

    @property
    def on_time(self) -> bool:
        return self.due_at is None or self.delivered_at <= self.due_at
