from lienthong.plans.models.item import PlanItem
from lienthong.plans.models.link import PlanTask
from lienthong.plans.models.plan import Plan

__all__ = ["Plan", "PlanItem", "PlanTask"]
