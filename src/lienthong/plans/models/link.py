from django.db import models

from lienthong.kernel.keys import new_key
from lienthong.plans.models.item import PlanItem
from lienthong.tasks.models import Task


class PlanTask(models.Model):
    """The link from a plan's item to the task given for it; the plan owns the link, the task knows no plan.

    Written with the act that gave the task and never changed, so that a figure of the plan stays what it was.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="given")
    task = models.OneToOneField(Task, models.PROTECT, related_name="+")
