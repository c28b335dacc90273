"""Who may write a plan down, and who may give its tasks."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import needs
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny
from lienthong.plans.models import PlanItem
from lienthong.tasks.policies import may_give
from lienthong.tasks.states import WITHDRAWN


def may_edit(by: Actor) -> Verdict:
    if by.kind == ActorKind.SYSTEM or by.can(Capability.PLAN_EDIT):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền này: %(power)s.") % {"power": Capability.PLAN_EDIT.label})


def may_read_monday(by: Actor | None) -> Verdict:
    """The leader and the Office: the page speaks of the tasks and the lateness of everybody."""
    sees = needs(Capability.FIGURES_SEE)(by)
    return sees and needs(Capability.TASKS_SEE_ALL)(by)


def may_keep_monday(by: Actor | None) -> Verdict:
    """Who follows all tasks puts the page in order before the meeting."""
    reads = may_read_monday(by)
    return reads and needs(Capability.TASKS_MONITOR)(by)


def may_give_item(by: Actor, item: PlanItem) -> Verdict:
    power = may_give(by)
    if power and item.given.exclude(task__case__state=WITHDRAWN).exists():
        return deny(_("Nhiệm vụ này của kế hoạch đã được giao."))
    return power
