"""What can be asked about a task: whether somebody may do an act with it now, and why."""

from datetime import datetime

from django.utils.translation import gettext as _

from lienthong.casework.moving import check
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing, Verdict, WrongState, deny
from lienthong.tasks.models import Task
from lienthong.tasks.offers import Act
from lienthong.tasks.selectors import visible_tasks


def task_numbered(number: str, reader: Actor, at: datetime) -> Task:
    """Return the task of this number that the reader may see. Raises `Missing`."""
    found = visible_tasks(reader, at).filter(case__number=number.strip()).first() if number.strip() else None
    if found is None:
        raise Missing(_("Hãy ghi số của một nhiệm vụ mà anh/chị được xem."))
    return found


def judge(act: Act, who: Actor, task: Task, at: datetime) -> Verdict:
    """Return what the act's own policy says, then what the state of the task allows."""
    if not visible_tasks(who, at).filter(pk=task.pk).exists():
        return deny(_("Người này không thuộc các cơ quan tham gia nhiệm vụ, nên không thấy nhiệm vụ."))
    verdict = act.may(who, task, at=at)
    if verdict:
        try:
            check(task.case, act.verb)
        except WrongState as refusal:
            return deny(refusal.reason)
    return verdict
