from django.db import models

from lienthong.casework.models.case import Case
from lienthong.kernel.keys import new_key


class Extension(models.Model):
    """A later deadline, granted for a reason. Extensions are counted and shown."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    reason = models.TextField()
    term = models.TextField(db_comment="the new deadline in the office's words")
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField()
    granted_at = models.DateTimeField()
    act_id = models.UUIDField()

    class Meta:
        ordering = ["granted_at"]
