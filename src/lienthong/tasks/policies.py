"""Who may do what with a task. Each answer has its reason; the same reason reaches button, page and record."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import needs
from lienthong.access.powers.authority import Matter, authority, units_for
from lienthong.casework.models import Role
from lienthong.casework.selectors import units_of
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Verdict, allow, deny
from lienthong.tasks.models import Task

NOT_AN_OFFICIAL = _("Chỉ cán bộ, công chức đang giữ chức vụ mới thực hiện được.")
NOT_FOR_OTHERS = _("Chỉ giao được nhiệm vụ của cơ quan mình.")


def may_give(by: Actor) -> Verdict:
    """Give tasks at all, in the name of some agency: by one's own power, or for its head."""
    return needs(Capability.TASKS_ASSIGN)(by)


def may_give_for(by: Actor, assigner_id: UUID, *, field: str, at: datetime) -> Verdict:
    """Give in the name of an agency: its head, whoever signs for the head in the field, or a delegate."""
    return authority(by, giving_for(assigner_id, field), at=at, elsewhere=NOT_FOR_OTHERS)


def giving_for(assigner_id: UUID, field: str) -> Matter:
    return Matter(Capability.TASKS_ASSIGN, assigner_id, field)


def gives_for(by: Actor, at: datetime) -> tuple[UUID, ...]:
    """Return the agencies in whose name the actor may give in some field, their own first."""
    return units_for(by, Capability.TASKS_ASSIGN, at=at)


def may_work(by: Actor, task: Task, *, at: datetime) -> Verdict:
    """Report, ask and finish: the lead agency; the person it was handed to, or whoever hands over there."""
    power = needs(Capability.TASKS_WORK)(by)
    if not power:
        return power
    if not _of_lead(by, task, at):
        return deny(_("Nhiệm vụ này do cơ quan khác chủ trì."))
    turn = task.case.turn_person_id
    if turn is None or turn == by.person_id or turn in by.stands_in or by.can(Capability.TASKS_HAND_OVER):
        return allow()
    return deny(_("Nhiệm vụ này đã được phân công cho người khác trong cơ quan."))


def may_hand_over(by: Actor, task: Task, *, at: datetime) -> Verdict:
    power = needs(Capability.TASKS_HAND_OVER)(by)
    if power and not _of_lead(by, task, at):
        return deny(_("Chỉ phân công được việc do cơ quan mình chủ trì."))
    return power


def may_follow(by: Actor, task: Task, *, at: datetime) -> Verdict:
    """Confirm, send back, remind: the monitoring agency."""
    return authority(
        by, following_of(task), at=at, elsewhere=_("Chỉ cơ quan theo dõi nhiệm vụ mới thực hiện được.")
    )


def following_of(task: Task) -> Matter:
    return Matter(Capability.TASKS_MONITOR, task.monitoring_id, task.field)


def may_confirm(by: Actor, task: Task, *, finished_by: object, at: datetime) -> Verdict:
    if finished_by is not None and finished_by == by.person_id:
        return deny(_("Không ai tự xác nhận kết quả của chính mình."))
    return may_follow(by, task, at=at)


def may_decide(by: Actor, task: Task, *, at: datetime) -> Verdict:
    """Answer a proposal, withdraw: the agency that gave the task. It binds until that agency says otherwise."""
    return authority(
        by, deciding_on(task), at=at, elsewhere=_("Chỉ cơ quan giao nhiệm vụ mới quyết định được.")
    )


def deciding_on(task: Task) -> Matter:
    return Matter(Capability.TASKS_DECIDE, task.assigner_id, task.field)


def may_answer(by: Actor, task: Task, *, asked_by: UUID | None, at: datetime) -> Verdict:
    """Answer a proposal: who decides, and did not ask; one person may hold a post on either side."""
    decides = may_decide(by, task, at=at)
    if decides and asked_by is not None and asked_by == by.person_id:
        return deny(_("Không ai tự trả lời đề nghị của chính mình."))
    return decides


def may_reopen(by: Actor, task: Task, *, at: datetime) -> Verdict:
    follows = may_follow(by, task, at=at)
    return follows or (may_decide(by, task, at=at) if by.holds(Capability.TASKS_DECIDE) else follows)


def _of_lead(by: Actor, task: Task, at: datetime) -> bool:
    """Return whether the actor works for the lead; a division that went to another agency does no longer."""
    lead = task.case.holder_id
    units = units_of(by, at) & tree(local_day(at)).subtree(lead)
    if lead in units:
        return True
    return task.case.involvements.filter(role=Role.HANDLING, unit__in=units, until__isnull=True).exists()
