"""Opening a ballot: the question goes to everybody who is a member that day, each with a paper of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.powers.authority import Matter, in_capacity
from lienthong.ballots.members import Member, charter_on, members_of
from lienthong.ballots.models import Ballot, Paper
from lienthong.ballots.numbers import next_number
from lienthong.ballots.policies import NOT_THE_KEEPER, keeper_for, may_open
from lienthong.ballots.ruling import Charter
from lienthong.ballots.states import OPEN, WAITING
from lienthong.casework.assigning import involve
from lienthong.casework.deadlines import due_of
from lienthong.casework.models import Case, Role
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, NotAllowed, must_say
from lienthong.kernel.vault.attaching import File, attach

KIND = "ballots.ballot"
KIND_OF_PAPER = "ballots.paper"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which body, until when in the office's words; whose draft it is, and its documents."""

    body_id: UUID
    title: str
    question: str
    term: str
    field: str = ""
    submitted_by: UUID | None = None
    files: Sequence[File] = ()
    calendar: str = "vn"


@action
def open_ballot(asked: Question, *, by: Actor, at: datetime) -> Ballot:
    """Ask the members of the day. A deadline is needed: who does not answer must not hold up the others.

    Raises `NotAllowed`, or `Invalid` for a body that does not work collectively or has no members that day.
    """
    may_open(by).or_raise()
    day = local_day(at)
    charter = charter_on(asked.body_id, day)
    if charter is None:
        raise Invalid(_("Cơ quan này không làm việc theo chế độ tập thể."), field="body")
    keeper = keeper_for(by, asked.body_id, at=at)
    if keeper is None:
        raise NotAllowed(NOT_THE_KEEPER)
    by = in_capacity(by, Matter(Capability.BALLOTS_OPEN, keeper, asked.field), at=at)
    title = must_say(asked.title, _("Phải ghi trích yếu."), "title")
    question = must_say(asked.question, _("Phải ghi nội dung xin ý kiến."), "question")
    term = must_say(asked.term, _("Phải ghi thời hạn trả lời."), "term")
    members = _members(asked, charter, day)
    if asked.submitted_by is not None and asked.submitted_by not in tree(day).nodes:
        raise Invalid(_("Không có cơ quan, đơn vị này."), field="submitted_by")
    due_at = _due(term, asked, at)
    key = new_key()
    case = _open_case(key, asked, title=title, term=term, due_at=due_at, at=at)
    ballot = Ballot.objects.create(
        case=case,
        body_id=asked.body_id,
        kept_by_id=keeper,
        submitted_by_id=asked.submitted_by,
        kind=tree(day).nodes[asked.body_id].kind,
        question=question,
        field=asked.field,
    )
    _involve(ballot, at)
    _hand_out(ballot, members, at)
    act = record(
        "ballots.open", subject=ballot, case_id=key, by=by, at=at, detail=_facts(ballot, members, asked.files)
    )
    attach(asked.files, to=ballot, act_id=act.id)
    return ballot


def _members(asked: Question, charter: Charter, day: date) -> list[Member]:
    found = members_of(asked.body_id, charter, day)
    if not found:
        raise Invalid(_("Hôm nay tập thể này chưa có thành viên nào trong danh bạ."), field="body")
    return found


def _due(term: str, asked: Question, at: datetime) -> datetime:
    due_at = due_of(term, start=at, calendar=asked.calendar, known_at=at)
    if due_at <= at:
        raise Invalid(_("Thời hạn trả lời phải ở sau lúc gửi phiếu."), field="term")
    return due_at


def _open_case(key: UUID, asked: Question, *, title: str, term: str, due_at: datetime, at: datetime) -> Case:
    """The ballot itself is nobody's turn while members answer: each has the turn of their own paper."""
    return Case.objects.create(
        id=key,
        kind=KIND,
        number=next_number(key, asked.body_id, on=local_day(at)),
        title=title,
        state=OPEN,
        revision=1,
        holder_id=asked.body_id,
        begun_at=at,
        opened_at=at,
        calendar=asked.calendar,
        term=term,
        due_at=due_at,
    )


def _involve(ballot: Ballot, at: datetime) -> None:
    involve(ballot.case, [ballot.body_id], Role.LEAD, at=at)
    involve(ballot.case, [ballot.kept_by_id], Role.MONITORING, at=at)
    if ballot.submitted_by_id:
        involve(ballot.case, [ballot.submitted_by_id], Role.FOR_INFORMATION, at=at)


def _hand_out(ballot: Ballot, members: Sequence[Member], at: datetime) -> None:
    whole = ballot.case
    cases = [
        Case(
            kind=KIND_OF_PAPER,
            number=whole.number,
            title=whole.title,
            state=WAITING,
            parent=whole,
            holder_id=ballot.body_id,
            turn_unit_id=ballot.body_id,
            turn_person_id=member.person_id,
            opened_at=at,
            calendar=whole.calendar,
            term=whole.term,
            due_at=whole.due_at,
        )
        for member in members
    ]
    Case.objects.bulk_create(cases)
    Paper.objects.bulk_create(
        [
            Paper(
                case=case,
                ballot=ballot,
                person_id=member.person_id,
                post_id=member.seat.post_id,
                called=member.seat.called,
                ordinal=ordinal,
                chairs=member.seat.chairs,
            )
            for ordinal, (case, member) in enumerate(zip(cases, members, strict=True), start=1)
        ]
    )


def _facts(ballot: Ballot, members: Sequence[Member], files: Sequence[File]) -> dict[str, object]:
    return {
        "body": str(ballot.body_id),
        "kept_by": str(ballot.kept_by_id),
        "submitted_by": str(ballot.submitted_by_id) if ballot.submitted_by_id else None,
        "question": ballot.question,
        "term": ballot.case.term,
        "due": ballot.case.due_at.isoformat() if ballot.case.due_at else None,
        "members": [str(member.person_id) for member in members],
        "files": [file.blob.sha256 for file in files],
    }
