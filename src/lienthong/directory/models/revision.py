from django.db import models


class DirectoryRevision(models.Model):
    """One row: a number that is new after every change; one taken back by a rollback never returns."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="directoryrevision_is_one")]
