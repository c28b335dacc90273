from lienthong.plans.models.item import PlanItem
from lienthong.plans.models.link import PlanTask
from lienthong.plans.models.monday import MondayLine, MondayPage, Part
from lienthong.plans.models.plan import Plan
from lienthong.plans.models.target import Goal, Serving, Target

__all__ = ["Goal", "MondayLine", "MondayPage", "Part", "Plan", "PlanItem", "PlanTask", "Serving", "Target"]
