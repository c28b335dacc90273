from django.db import models


class Kept(models.Model):
    """Counts of a period as a head of the ledger gave them: a memory, never a source. It may be emptied at any time."""

    facts = models.TextField(db_comment="hash of the facts that were counted")
    start = models.DateField()
    end = models.DateField()
    size = models.BigIntegerField(db_comment="acts known to the head under which the counts hold")
    moment = models.DateTimeField(db_comment="when that head was signed")
    mark = models.TextField(db_comment="which dated data entered the counts")
    counts = models.JSONField(db_comment="rows of [unit, value of each dimension, counts by class]")

    class Meta:
        constraints = [models.UniqueConstraint("facts", "start", "end", name="kept_once")]

    def __str__(self) -> str:
        return f"{self.facts[:8]} {self.start}"
