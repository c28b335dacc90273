"""Asking for another content, lead or deadline, and answering. The clock runs on meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.powers.authority import in_capacity
from lienthong.casework.assigning import assign, involve, release
from lienthong.casework.deadlines import due_of
from lienthong.casework.extending import extend
from lienthong.casework.models import Role
from lienthong.casework.moving import keep, move
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, WrongState
from lienthong.tasks.addressees import check_addressees, may_receive
from lienthong.tasks.models import Proposal, ProposalKind, Task
from lienthong.tasks.policies import deciding_on, may_answer, may_work
from lienthong.tasks.taking import take

ANSWERED = gettext_lazy("Đề nghị này đã được trả lời.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a deadline, a lead or a wording, by kind; with the written proposal's number."""

    kind: ProposalKind
    reason: str
    term: str = ""
    to_unit_id: UUID | None = None
    wording: str = ""
    document: str = ""


@action
def propose(task_id: UUID, asked: Asked, *, by: Actor, at: datetime, seen: int | None = None) -> Proposal:
    """Ask in writing. An extension is asked before the deadline; one open proposal of a kind at a time."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_work(by, task, at=at).or_raise()
    _check_asked(task, asked, at)
    move(task.case, "propose", by=by, at=at)
    act = record("tasks.propose", subject=task, case_id=task.pk, by=by, at=at, detail=_facts(asked))
    proposal = Proposal.objects.create(
        task=task,
        kind=asked.kind,
        reason=asked.reason.strip(),
        term=asked.term,
        to_unit_id=asked.to_unit_id,
        wording=asked.wording.strip(),
        document=asked.document.strip(),
        proposed_at=at,
        act_id=act.id,
    )
    keep(task.case)
    return proposal


@action
def answer(
    proposal_id: UUID, *, accept: bool, text: str, by: Actor, at: datetime, seen: int | None = None
) -> Proposal:
    """Answer a proposal; accepting carries it out in the same act."""
    proposal = Proposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        raise Missing
    task = take(proposal.task_id, by=by, at=at, seen=seen)
    may_answer(by, task, asked_by=author_of(proposal), at=at).or_raise()
    by = in_capacity(by, deciding_on(task), at=at)
    proposal.refresh_from_db()
    if proposal.accepted is not None:
        raise WrongState(ANSWERED)
    if not accept and not text.strip():
        raise Invalid(_("Không đồng ý thì phải nêu lý do."), field="text")
    if accept:
        _check_still_fits(task, proposal, local_day(at))
    move(task.case, "answer", by=by, at=at)
    act = record(
        "tasks.answer",
        subject=task,
        case_id=task.pk,
        by=by,
        at=at,
        detail={**_consequences(task, proposal, at, accept=accept), "accepted": accept, "text": text.strip()},
    )
    if accept:
        _carry_out(task, proposal, act, at=at)
    proposal.accepted, proposal.answer, proposal.answered_at = accept, text.strip(), at
    proposal.save(update_fields=["accepted", "answer", "answered_at"])
    keep(task.case)
    return proposal


def waiting(task: Task) -> QuerySet[Proposal]:
    """Return what is asked of a task and not answered yet."""
    return task.proposals.filter(accepted__isnull=True)


def author_of(proposal: Proposal) -> UUID | None:
    """Return who asked: the same person may not answer."""
    return Act.objects.values_list("person_id", flat=True).get(pk=proposal.act_id)


def _facts(asked: Asked) -> dict[str, str | None]:
    return {
        "kind": str(asked.kind),
        "reason": asked.reason.strip(),
        "term": asked.term,
        "to_unit": str(asked.to_unit_id) if asked.to_unit_id else None,
        "wording": asked.wording.strip(),
        "document": asked.document.strip(),
    }


def _consequences(task: Task, proposal: Proposal, at: datetime, *, accept: bool) -> dict[str, str | None]:
    """Return what figures need to know: the deadline and the lead from this act on."""
    due = task.case.due_at
    lead: UUID | None = task.case.holder_id
    if accept and proposal.kind == ProposalKind.EXTENSION:
        due = due_of(proposal.term, start=task.case.opened_at, calendar=task.case.calendar, known_at=at)
    if accept and proposal.kind == ProposalKind.TRANSFER:
        lead = proposal.to_unit_id
    return {"kind": proposal.kind, "due": due.isoformat() if due else None, "lead": str(lead)}


def _carry_out(task: Task, proposal: Proposal, act: Act, *, at: datetime) -> None:
    match ProposalKind(proposal.kind):
        case ProposalKind.EXTENSION:
            extend(task.case, term=proposal.term, reason=proposal.reason, act_id=act.id, at=at)
        case ProposalKind.TRANSFER:
            _transfer(task, proposal, act, at=at)
        case ProposalKind.ADJUSTMENT:
            task.output = proposal.wording
            task.save(update_fields=["output"])


def _transfer(task: Task, proposal: Proposal, act: Act, *, at: datetime) -> None:
    """Move the lead; the old lead keeps sight of what it did."""
    if proposal.to_unit_id is None:
        raise Missing
    release(task.case, Role.LEAD, at=at)
    release(task.case, Role.HANDLING, at=at)  # its divisions too work on it no more
    task.case.holder_id, task.case.heirs_of = proposal.to_unit_id, None  # nobody has to hand it on any more
    involve(task.case, [proposal.to_unit_id], Role.LEAD, at=at)
    assign(
        task.case,
        unit_id=proposal.to_unit_id,
        person_id=None,
        instruction=proposal.answer,
        act_id=act.id,
        at=at,
    )


def _check_still_fits(task: Task, proposal: Proposal, day: date) -> None:
    """Refuse a transfer to a unit that has ended, or that leads or follows by now: units change meanwhile."""
    to_unit = proposal.to_unit_id
    if to_unit is None:
        return
    if to_unit in {task.case.holder_id, task.monitoring_id} or not may_receive(
        task.assigner_id, to_unit, day
    ):
        raise WrongState(
            _("Cơ quan được đề nghị không còn nhận được nhiệm vụ này; hãy trả lời không đồng ý.")
        )


def _check_asked(task: Task, asked: Asked, at: datetime) -> None:
    if not asked.reason.strip():
        raise Invalid(_("Phải nêu lý do đề nghị."), field="reason")
    if task.proposals.filter(kind=asked.kind, accepted__isnull=True).exists():
        raise WrongState(_("Đã có một đề nghị cùng loại đang chờ trả lời."))
    match asked.kind:
        case ProposalKind.EXTENSION:
            _check_extension(task, asked, at)
        case ProposalKind.TRANSFER:
            _check_transfer(task, asked, local_day(at))
        case ProposalKind.ADJUSTMENT:
            if not asked.wording.strip():
                raise Invalid(_("Phải ghi nội dung đề nghị điều chỉnh."), field="wording")


def _check_extension(task: Task, asked: Asked, at: datetime) -> None:
    due = task.case.due_at
    if due is None:
        raise Invalid(_("Nhiệm vụ không có thời hạn thì không cần gia hạn."), field="term")
    if at > due:
        raise Invalid(_("Đề nghị gia hạn phải gửi trước khi hết hạn."), field="term")
    if not asked.term.strip():
        raise Invalid(_("Phải ghi hạn đề nghị."), field="term")
    if due_of(asked.term, start=task.case.opened_at, calendar=task.case.calendar, known_at=at) <= due:
        raise Invalid(_("Hạn đề nghị phải sau hạn hiện tại."), field="term")


def _check_transfer(task: Task, asked: Asked, day: date) -> None:
    if asked.to_unit_id is None:
        raise Invalid(_("Phải chọn cơ quan nhận."), field="to_unit")
    if asked.to_unit_id in {task.case.holder_id, task.monitoring_id}:
        raise Invalid(_("Cơ quan nhận phải khác cơ quan chủ trì và cơ quan theo dõi."), field="to_unit")
    check_addressees(task.assigner_id, {"to_unit": [asked.to_unit_id]}, day)
