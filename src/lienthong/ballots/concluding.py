"""The end of a ballot: what the chair concludes from its outcome; or it is withdrawn before it was counted."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.powers.authority import in_capacity
from lienthong.ballots.members import name_of
from lienthong.ballots.models import Ballot, Conclusion
from lienthong.ballots.policies import (
    charter_for,
    concluding_on,
    heads,
    keeping_of,
    may_conclude,
    may_keep,
)
from lienthong.ballots.states import WAITING
from lienthong.ballots.taking import take
from lienthong.casework.moving import keep, move
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import must_say


@action
def conclude(ballot_id: UUID, *, words: str, by: Actor, at: datetime, seen: int | None = None) -> Ballot:
    """Say, on behalf of the body (TM.), what follows from the outcome; the outcome itself is the votes'."""
    ballot = take(ballot_id, by=by, at=at, seen=seen)
    may_conclude(by, ballot, at=at).or_raise()
    said = must_say(words, _("Phải ghi nội dung kết luận."), "words")
    by = _on_behalf(by, ballot, at)
    move(ballot.case, "conclude", by=by, at=at)
    detail = {"words": said, "outcome": ballot.outcome}
    act = record("ballots.conclude", subject=ballot, case_id=ballot.pk, by=by, at=at, detail=detail)
    Conclusion.objects.create(ballot=ballot, words=said, at=at, act_id=act.id)
    keep(ballot.case)
    return ballot


@action
def withdraw(ballot_id: UUID, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Ballot:
    """Take the question back while members still answer. What was counted is concluded, never withdrawn."""
    ballot = take(ballot_id, by=by, at=at, seen=seen)
    may_keep(by, ballot, at=at).or_raise()
    by = in_capacity(by, keeping_of(ballot), at=at)
    why = must_say(reason, _("Phải nêu lý do rút phiếu."), "reason")
    move(ballot.case, "withdraw", by=by, at=at)
    for paper in ballot.papers.filter(case__state=WAITING).select_related("case"):
        move(paper.case, "end", by=SYSTEM, at=at)
        record("ballots.end", subject=paper, case_id=paper.pk, by=SYSTEM, at=at)
        keep(paper.case)
    record("ballots.withdraw", subject=ballot, case_id=ballot.pk, by=by, at=at, detail={"reason": why})
    keep(ballot.case)
    return ballot


def _on_behalf(by: Actor, ballot: Ballot, at: datetime) -> Actor:
    """Return the actor as printed: TM. the committee; of a body without powers of its own, TM. the body."""
    if not charter_for(ballot).by_seats:
        return in_capacity(by, concluding_on(ballot), at=at)
    chair = heads(by, ballot, at=at)
    called = chair.called if chair else by.post
    return replace(by, post=f"TM. {name_of(ballot.body_id, local_day(at))}, {called}")
