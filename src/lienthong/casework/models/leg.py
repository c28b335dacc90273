from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.casework.models.case import Case
from lienthong.directory.models import Unit
from lienthong.kernel.keys import new_key


class LegState(models.TextChoices):
    WAITING = "waiting", _("Chờ phần việc trước")
    RUNNING = "running", _("Đang giải quyết")
    SETTLED = "settled", _("Đã giải quyết")
    DISCONTINUED = "discontinued", _("Đã dừng giải quyết")


class Leg(models.Model):
    """One unit's part of a case, with its own clock. Legs with the same `stage` run side by side."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="legs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.TextField()
    stage = models.SmallIntegerField(
        db_comment="a stage starts when every leg of the stage before is settled"
    )
    state = models.TextField(choices=LegState.choices, default=LegState.WAITING)
    term = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    carrier = models.TextField(
        default="here", db_comment="here, or the registered carrier that takes it elsewhere"
    )

    class Meta:
        ordering = ["stage", "id"]
        constraints = [
            models.UniqueConstraint("case", "unit", "title", name="leg_once"),
            models.CheckConstraint(condition=models.Q(stage__gte=1), name="leg_stage_from_one"),
        ]
