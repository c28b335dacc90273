"""Who may write a plan down, and who may give its tasks."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import needs
from lienthong.access.powers.authority import authority
from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny
from lienthong.plans.models import PlanItem
from lienthong.tasks.policies import giving_for
from lienthong.tasks.states import WITHDRAWN

NOT_ISSUER = _("Chỉ cơ quan ban hành kế hoạch mới giao được nhiệm vụ của kế hoạch.")


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


def may_give_item(by: Actor, item: PlanItem, *, at: datetime) -> Verdict:
    """Give an item in the name of the plan's issuer, once: nobody else binds agencies by the plan."""
    issuer = issuer_of(item)
    if issuer is None:
        return deny(NOT_ISSUER)
    power = authority(by, giving_for(issuer, item.field), at=at, elsewhere=NOT_ISSUER)
    if power and item.given.exclude(task__case__state=WITHDRAWN).exists():
        return deny(_("Nhiệm vụ này của kế hoạch đã được giao."))
    return power


def issuer_of(item: PlanItem) -> UUID | None:
    """Return the agency that issued the plan of the item, in whose name its tasks are given."""
    return Unit.objects.filter(code=item.plan.issuer).values_list("pk", flat=True).first()
