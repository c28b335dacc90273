"""The same acts under the same policies, as JSON. A retry with the same Idempotency-Key counts once."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Header, Router, Schema, Status
from pydantic import ConfigDict, StringConstraints

from lienthong.access.doors import Request
from lienthong.ballots import concluding, counting, opening, reading, voting
from lienthong.ballots.models import Ballot
from lienthong.ballots.policies import may_see_votes
from lienthong.ballots.rules import Answer, Outcome
from lienthong.ballots.selectors import visible_ballot, visible_ballots
from lienthong.ballots.states import CONCLUDED, COUNTED

router = Router(tags=["ballots"])
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
WITHOUT_NUL = r"\A[^\x00]*\z"
Line = Annotated[str, StringConstraints(max_length=300, pattern=WITHOUT_NUL)]
Sentences = Annotated[str, StringConstraints(max_length=4000, pattern=WITHOUT_NUL)]
MOST = 200


class Sent(Schema):
    """What a program sends: a part that we do not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Seen(Sent):
    seen: int | None = Field(None, description="the revision you have read; an older one is refused with 409")


class BallotIn(Sent):
    body: UUID
    title: Line
    question: Sentences
    term: Line = Field(description="the deadline in the office's words, e.g. 3 ngày làm việc")
    field: Line = ""
    submitted_by: UUID | None = None


class VoteIn(Seen):
    answer: Answer
    words: Sentences = ""


class ReasonIn(Seen):
    reason: Sentences


class ConclusionIn(Seen):
    words: Sentences


class MemberOut(Schema):
    name: str
    called: str
    state: str
    answer: str = Field(description="empty where it was not given, or is not for you to see")
    words: str
    at: datetime | None


class BallotOut(Schema):
    id: UUID
    number: str
    title: str
    body: UUID
    state: str
    revision: int
    due_at: datetime | None
    members: int
    answered: int
    outcome: Outcome | None


class BallotDetail(BallotOut):
    question: str
    why: str
    agreed: int | None = Field(description="known once it was counted, as the numbers below")
    disagreed: int | None
    other: int | None
    needed: int | None
    rule: str
    source: str
    papers: list[MemberOut]


@router.get("", response=list[BallotOut], summary="Ballots you may see, the latest first")
def ballots(request: Request) -> list[BallotOut]:
    found = visible_ballots(request.actor, request.at).order_by("-case__opened_at", "-pk")
    return [BallotOut(**_brief(ballot)) for ballot in found[:MOST]]


@router.get("/{uuid:ballot_id}", response=BallotDetail, summary="One ballot, with its list of members")
def ballot(request: Request, ballot_id: UUID) -> BallotDetail:
    return _read(request, ballot_id)


@router.post("", response={201: BallotDetail}, operation_id="ballots_open")
def open_ballot(request: Request, body: BallotIn, key: Key = None) -> Status[BallotDetail]:
    asked = opening.Question(body_id=body.body, **body.dict(exclude={"body"}))
    opened = opening.open_ballot(asked, by=request.actor, at=request.at, key=key)
    return Status(201, _read(request, opened.pk))


@router.post("/{uuid:ballot_id}/votes", response=BallotDetail, operation_id="ballots_vote")
def vote(request: Request, ballot_id: UUID, body: VoteIn, key: Key = None) -> BallotDetail:
    """Answer as a member; `seen` is not needed, your own later answer replaces the former."""
    return _do(voting.vote, request, ballot_id, body, key)


@router.post("/{uuid:ballot_id}/count", response=BallotDetail, operation_id="ballots_close")
def close(request: Request, ballot_id: UUID, body: ReasonIn, key: Key = None) -> BallotDetail:
    return _do(counting.close, request, ballot_id, body, key)


@router.post("/{uuid:ballot_id}/conclusion", response=BallotDetail, operation_id="ballots_conclude")
def conclude(request: Request, ballot_id: UUID, body: ConclusionIn, key: Key = None) -> BallotDetail:
    return _do(concluding.conclude, request, ballot_id, body, key)


@router.post("/{uuid:ballot_id}/withdrawal", response=BallotDetail, operation_id="ballots_withdraw")
def withdraw(request: Request, ballot_id: UUID, body: ReasonIn, key: Key = None) -> BallotDetail:
    return _do(concluding.withdraw, request, ballot_id, body, key)


def _do(
    act: Callable[..., object], request: Request, ballot_id: UUID, body: Seen, key: UUID | None
) -> BallotDetail:
    said = body.dict(exclude={"seen"})
    act(ballot_id, **said, by=request.actor, at=request.at, seen=body.seen, key=key)
    return _read(request, ballot_id)


def _read(request: Request, ballot_id: UUID) -> BallotDetail:
    found = visible_ballot(ballot_id, request.actor, request.at)
    tally, result = counting.tally_of(found), counting.result_of(found)
    counted = found.case.state in {COUNTED, CONCLUDED}
    rule, source = (str(words) for _label, words in reading.rule_words(found))
    shown = may_see_votes(request.actor, found, at=request.at).allowed
    numbers: dict[str, Any] = {"agreed": tally.agreed, "disagreed": tally.disagreed, "other": tally.other}
    numbers["needed"] = result.needed
    return BallotDetail(
        **_brief(found),
        question=found.question,
        why=reading.why(found),
        **(numbers if counted else dict.fromkeys(numbers)),
        rule=rule,
        source=source,
        papers=[_member(line) for line in reading.lines_of(found, shown=shown)],
    )


def _brief(ballot: Ballot) -> dict[str, Any]:
    case, tally = ballot.case, counting.tally_of(ballot)
    return {
        "id": ballot.pk,
        "number": case.number,
        "title": case.title,
        "body": ballot.body_id,
        "state": case.state,
        "revision": case.revision,
        "due_at": case.due_at,
        "members": tally.members,
        "answered": tally.answered,
        "outcome": ballot.outcome or None,
    }


def _member(line: reading.Line) -> MemberOut:
    return MemberOut(
        name=line.name, called=line.called, state=line.state, answer=line.chosen, words=line.words, at=line.at
    )
