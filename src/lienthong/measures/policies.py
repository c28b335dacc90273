"""Who may say what figures mean, and who may enter them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.directory.models import Unit
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Verdict, allow, deny
from lienthong.measures.models import Definition

NO_POWER = _("Anh/chị chưa được giao quyền này: %(power)s.")
NOT_OURS = _("Chỉ cơ quan được giao đo chỉ tiêu này mới nhập được số liệu.")

WORKED_OUT = _("Chỉ tiêu này được tính từ chỉ tiêu khác, không nhập.")


def may_define(by: Actor) -> Verdict:
    return _has(by, Capability.PLAN_EDIT)


def may_enter(by: Actor, definition: Definition, *, at: datetime) -> Verdict:
    """Enter and correct: the agency that measures, and whoever keeps the plan; a formula is entered by nobody."""
    if by.kind == ActorKind.SYSTEM:
        return allow()
    if definition.expression:
        return deny(WORKED_OUT)
    if by.can(Capability.PLAN_EDIT):
        return allow()
    power = _has(by, Capability.FIGURES_ENTER)
    if power and not _measures(by, definition, at):
        return deny(NOT_OURS)
    return power


def _measures(by: Actor, definition: Definition, at: datetime) -> bool:
    measuring = Unit.objects.filter(code=definition.measured_by).values_list("pk", flat=True).first()
    return by.unit_id is not None and tree(local_day(at)).agency_of(by.unit_id) == measuring


def _has(by: Actor, capability: Capability) -> Verdict:
    if by.kind == ActorKind.SYSTEM or by.can(capability):
        return allow()
    return deny(NO_POWER % {"power": capability.label})
