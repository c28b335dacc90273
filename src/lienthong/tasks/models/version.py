from django.contrib.postgres.indexes import HashIndex
from django.db import models


class Standing(models.TextChoices):
    """How a task stands. What is open is late or not by the moment that asks."""

    OPEN = "open"
    ON_TIME = "done_on_time"
    LATE = "done_late"
    WITHDRAWN = "withdrawn"


class TaskVersion(models.Model):
    """A task as it stood from one act to the next, worked out of the acts: a memory for figures, never a source.

    It came to be at `position` of the ledger and ended at `until_position`; one that still stands has no end.
    """

    position = models.BigIntegerField(primary_key=True)
    until_position = models.BigIntegerField(null=True)
    since = models.DateTimeField(db_comment="when the act was recorded that made it so")
    till = models.DateTimeField(null=True, db_comment="when the act was recorded that ended it")
    subject_id = models.UUIDField()
    unit_id = models.UUIDField()
    due = models.DateTimeField(null=True)
    standing = models.TextField(choices=Standing)
    counts = models.BooleanField(db_comment="a whole is counted by its parts")
    given_act_id = models.UUIDField()
    given_at = models.DateTimeField()
    act_id = models.UUIDField(db_comment="the act to which a figure leads back: confirmed, else given")
    moment = models.DateTimeField(db_comment="when that act was recorded")

    class Meta:
        indexes = [
            models.Index(
                "subject_id",
                name="taskversion_standing",
                condition=models.Q(until_position__isnull=True),
            ),
            # Without an order of its own: one would lead the planner through the whole table by it.
            HashIndex(fields=["unit_id"], name="taskversion_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.standing} {self.since:%d/%m/%Y}"
