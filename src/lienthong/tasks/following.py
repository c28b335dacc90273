"""Following a task: confirming its output, sending it back, opening it again, reminding."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.powers.authority import in_capacity
from lienthong.casework.assigning import end_assignment
from lienthong.casework.moving import give_turn, keep, move
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid, WrongState
from lienthong.tasks.models import Delivery, Task
from lienthong.tasks.policies import deciding_on, following_of, may_confirm, may_follow, may_reopen
from lienthong.tasks.states import DONE, SHARED, WITHDRAWN
from lienthong.tasks.taking import take


@action
def confirm(task_id: UUID, *, answer: str = "", by: Actor, at: datetime, seen: int | None = None) -> Task:
    """Confirm the output. Only now is the task complete; whether in time was decided when it was delivered."""
    task = take(task_id, by=by, at=at, seen=seen)
    delivery = _waiting(task)
    may_confirm(by, task, finished_by=author_of(delivery), at=at).or_raise()
    by = in_capacity(by, following_of(task), at=at)
    move(task.case, "confirm", by=by, at=at)
    act = record(
        "tasks.confirm",
        subject=task,
        case_id=task.pk,
        by=by,
        at=at,
        detail={
            "finish": str(delivery.act_id),
            "delivered": delivery.delivered_at.isoformat(),
            "due": delivery.due_at.isoformat() if delivery.due_at else None,
            "on_time": delivery.on_time,
            "lead": str(task.case.holder_id),
            "answer": answer.strip(),
        },
    )
    _answer(delivery, act, answer, confirmed=True)
    end_assignment(task.case, at=at)
    keep(task.case)
    _complete_whole(task, by=by, at=at)
    return task


@action
def send_back(task_id: UUID, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Task:
    """Send the output back, with what is missing; the clock has not stopped."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_follow(by, task, at=at).or_raise()
    by = in_capacity(by, following_of(task), at=at)
    _need(reason)
    delivery = _waiting(task)
    move(task.case, "send_back", by=by, at=at)
    act = _record_reason("tasks.send_back", task, reason, by=by, at=at, revokes=delivery.act_id)
    _answer(delivery, act, reason, confirmed=False)
    _return_turn(task)
    keep(task.case)
    return task


@action
def reopen(task_id: UUID, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Task:
    """Open a confirmed task again: the confirmation is revoked, and figures as of later no longer count it."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_reopen(by, task, at=at).or_raise()
    by = in_capacity(by, following_of(task), deciding_on(task), at=at)
    _need(reason)
    move(task.case, "reopen", by=by, at=at)
    delivery = task.deliveries.get(confirmed=True)
    _record_reason("tasks.reopen", task, reason, by=by, at=at, revokes=delivery.answer_act_id)
    Delivery.objects.filter(pk=delivery.pk).update(confirmed=False)
    give_turn(task.case, unit_id=task.case.holder_id)
    keep(task.case)
    _follow_whole_again(task, by=by, at=at)
    return task


@action
def remind(task_id: UUID, *, text: str, by: Actor, at: datetime, seen: int | None = None) -> Task:
    """Remind the lead, in words that stay on the record."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_follow(by, task, at=at).or_raise()
    by = in_capacity(by, following_of(task), at=at)
    _need(text)
    move(task.case, "remind", by=by, at=at)
    _record_reason("tasks.remind", task, text, by=by, at=at)
    keep(task.case)
    return task


def _waiting(task: Task) -> Delivery:
    delivery = task.deliveries.filter(confirmed__isnull=True).first()
    if delivery is None:
        raise WrongState(_("Nhiệm vụ này không có kết quả đang chờ xác nhận."))
    return delivery


def author_of(delivery: Delivery) -> UUID | None:
    """Return who delivered: the same person may not confirm."""
    return Act.objects.values_list("person_id", flat=True).get(pk=delivery.act_id)


def _answer(delivery: Delivery, act: Act, text: str, *, confirmed: bool) -> None:
    delivery.confirmed, delivery.answer = confirmed, text.strip()
    delivery.answered_at, delivery.answer_act_id = act.recorded_at, act.id
    delivery.save(update_fields=["confirmed", "answer", "answered_at", "answer_act_id"])


def _return_turn(task: Task) -> None:
    """Give the turn back to whom the work is assigned."""
    current = task.case.assignments.filter(until__isnull=True).first()
    unit_id = current.unit_id if current else task.case.holder_id
    give_turn(task.case, unit_id=unit_id, person_id=current.person_id if current else None)


def _complete_whole(task: Task, *, by: Actor, at: datetime) -> None:
    """Close the shared task when its last open part is confirmed."""
    whole = _whole(task, SHARED)
    if whole is None or whole.case.parts.exclude(state__in=[DONE, WITHDRAWN]).exists():
        return
    move(whole.case, "complete", by=by, at=at)
    record("tasks.complete", subject=whole, case_id=whole.pk, by=by, at=at)
    keep(whole.case)


def _follow_whole_again(task: Task, *, by: Actor, at: datetime) -> None:
    whole = _whole(task, DONE)
    if whole is None:
        return
    move(whole.case, "resume_following", by=by, at=at)
    record("tasks.resume_following", subject=whole, case_id=whole.pk, by=by, at=at)
    keep(whole.case)


def _whole(task: Task, state: str) -> Task | None:
    """Return the task this one is a part of, locked, if it is in the state."""
    if task.case.parent_id is None:
        return None
    whole = Task.objects.select_related("case").select_for_update(of=("case",)).get(pk=task.case.parent_id)
    return whole if whole.case.state == state else None


def _record_reason(
    verb: str, task: Task, text: str, *, by: Actor, at: datetime, revokes: UUID | None = None
) -> Act:
    return record(
        verb, subject=task, case_id=task.pk, by=by, at=at, detail={"reason": text.strip()}, revokes=revokes
    )


def _need(text: str) -> None:
    if not text.strip():
        raise Invalid(_("Phải ghi rõ lý do, nội dung."), field="reason")
