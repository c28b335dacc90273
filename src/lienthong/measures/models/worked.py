from django.db import models


class Worked(models.Model):
    """How many acts a unit did on a day, from one head of the ledger to the next: a memory of acts, not a source."""

    head = models.BigIntegerField(db_comment="size of the head that first knew these acts")
    unit_id = models.UUIDField()
    day = models.DateField(db_comment="when they were recorded, in Vietnam")
    acts = models.IntegerField()
    last = models.BigIntegerField(db_comment="position of the latest of them")

    class Meta:
        constraints = [models.UniqueConstraint("day", "unit_id", "head", name="worked_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day:%d/%m/%Y} {self.acts}"
