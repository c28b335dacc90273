"""Reading tasks: only those that the actor may see, with what a list or a page needs in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.access.powers.authority import agency_of
from lienthong.casework.reading_for import case_for_leader
from lienthong.casework.selectors import sees
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.words import due_words
from lienthong.kernel.refusals import Missing, type_of_reason
from lienthong.kernel.ui.components import Deadline, Tone
from lienthong.tasks.models import Delivery, Task
from lienthong.tasks.states import AWAITING, DONE, IN_PROGRESS, SHARED, STANDING, STATES

READ = "deliveries_read"  # where a task holds its deliveries once a list has read them


def visible_tasks(by: Actor, at: datetime) -> QuerySet[Task]:
    return Task.objects.filter(sees(by, at, case="case")).select_related("case")


def with_deliveries(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Read with each task what its status is told by: what was delivered and not sent back."""
    counted = Delivery.objects.filter(Q(confirmed=True) | Q(confirmed__isnull=True))
    told = counted.only("task", "confirmed", "delivered_at", "due_at")
    return tasks.prefetch_related(Prefetch("deliveries", told, to_attr=READ))


def visible_task(task_id: UUID, by: Actor, at: datetime) -> Task:
    """Return the task that the actor sees or reads for a leader, or raise `Missing`: a stranger's is not there."""
    try:
        return visible_tasks(by, at).get(pk=task_id)
    except Task.DoesNotExist:
        return _read_for_a_leader(task_id, by, at)


def followed(by: Actor, at: datetime) -> QuerySet[Task]:
    """Return what the actor's agency follows: to remind, to confirm."""
    return visible_tasks(by, at).filter(monitoring=agency_of(by, at))


def given(by: Actor, at: datetime) -> QuerySet[Task]:
    return visible_tasks(by, at).filter(assigner=agency_of(by, at), case__parent__isnull=True)


def led(by: Actor, at: datetime) -> QuerySet[Task]:
    return visible_tasks(by, at).filter(case__holder=agency_of(by, at))


@dataclass(frozen=True, slots=True)
class Status:
    """What a list says of a task: the official class, its word and its tone (never colour alone)."""

    code: str
    words: type_of_reason
    tone: str


_STATUS = {
    "within": Status("within", _("Đang thực hiện, trong hạn"), "plain"),
    "overdue": Status("overdue", _("Chưa hoàn thành, quá hạn"), "bad"),
    "open": Status("open", _("Đang thực hiện"), "plain"),
    "awaiting": Status("awaiting", _("Chờ xác nhận"), "info"),
    "done_on_time": Status("done_on_time", _("Hoàn thành đúng hạn"), "good"),
    "done_late": Status("done_late", _("Hoàn thành quá hạn"), "warn"),
}


def status_of(task: Task, *, at: datetime) -> Status:
    """Return the status as it reads `at`. A delivered task is judged by its delivery, not by today."""
    state = task.case.state
    if state == AWAITING:
        return _STATUS["awaiting"]
    if state == DONE:
        return _STATUS["done_on_time" if _delivered_on_time(task) else "done_late"]
    if state == IN_PROGRESS and task.case.due_at is not None:
        return _STATUS["overdue" if task.case.due_at < at else "within"]
    if state in {STANDING, SHARED, IN_PROGRESS}:
        return Status(state, STATES[state], "plain")
    return Status(state, STATES[state], "plain")


def deadline_of(task: Task, *, at: datetime, calendar: Calendar | None = None) -> Deadline | None:
    """Return the deadline in words; of what is delivered, whether it came in time: the clock has stopped for it.

    A list brings the `calendar` it has read once.
    """
    case = task.case
    if not case.is_open:
        return None
    if case.state == AWAITING and case.due_at is not None:
        waiting = next((d for d in _deliveries(task) if d.confirmed is None), None)
        in_time = waiting is None or waiting.on_time
        words, tone = (_("Gửi đúng hạn"), Tone.PLAIN) if in_time else (_("Gửi quá hạn"), Tone.WARN)
        return Deadline(words, tone, due_words(case.due_at))
    return Deadline.of(case.due_at, at=at, calendar=calendar or load(case.calendar))


def _delivered_on_time(task: Task) -> bool:
    delivery = next((d for d in _deliveries(task) if d.confirmed), None)
    return delivery is None or delivery.on_time


def _deliveries(task: Task) -> Iterable[Delivery]:
    read: Iterable[Delivery] | None = vars(task).get(READ)
    return task.deliveries.all() if read is None else read


def _read_for_a_leader(task_id: UUID, by: Actor, at: datetime) -> Task:
    case = case_for_leader(task_id, by, at)
    try:
        return Task.objects.select_related("case").get(pk=case.pk)
    except Task.DoesNotExist:
        raise Missing from None
