"""Who may write a plan down and give its tasks."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny


def may_edit(by: Actor) -> Verdict:
    if by.kind == ActorKind.SYSTEM or by.can(Capability.PLAN_EDIT):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền này: %(power)s.") % {"power": Capability.PLAN_EDIT.label})
