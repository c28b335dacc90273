"""Counting: when all have answered, when the deadline has passed, or by hand with a reason."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.powers.authority import in_capacity
from lienthong.ballots.members import still_members
from lienthong.ballots.models import Ballot, Paper, Vote
from lienthong.ballots.policies import charter_for, keeping_of, may_keep
from lienthong.ballots.rules import Answer, Result, Tally, count, decide
from lienthong.ballots.selectors import open_ballots
from lienthong.ballots.states import LEFT, WAITING
from lienthong.ballots.taking import take
from lienthong.casework.moving import give_turn, keep, move
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import NotAllowed, must_say


@action
def close(ballot_id: UUID, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Ballot:
    """Count before the time, with a reason; who has not answered by then does not answer any more."""
    ballot = take(ballot_id, by=by, at=at, seen=seen)
    may_keep(by, ballot, at=at).or_raise()
    by = in_capacity(by, keeping_of(ballot), at=at)
    why = must_say(reason, _("Phải nêu lý do kết thúc lấy ý kiến trước hạn."), "reason")
    _take_off_who_left(ballot, at=at)
    _count(ballot, reason=why, by=by, at=at)
    return ballot


@action
def settle(ballot_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Take off the list who is a member no more; count if nobody is left to answer or the time is over.

    The worker asks; asked twice it changes nothing. Returns whether it was counted now.
    """
    if by.kind != ActorKind.SYSTEM:
        raise NotAllowed(_("Việc này do hệ thống tự thực hiện."))
    ballot = open_ballots().select_for_update(of=("case",)).filter(pk=ballot_id).first()
    if ballot is None:
        return False
    _take_off_who_left(ballot, at=at)
    is_over = ballot.case.due_at is not None and ballot.case.due_at < at
    if not is_over and ballot.papers.filter(case__state=WAITING).exists():
        return False
    _count(ballot, reason="", by=by, at=at)
    return True


def settle_all(*, at: datetime) -> int:
    """Look at every open ballot; return how many were counted."""
    found = list(open_ballots().values_list("pk", flat=True))
    return sum(settle(ballot_id, by=SYSTEM, at=at) for ballot_id in found)


def tally_of(ballot: Ballot) -> Tally:
    """Return the votes as they stand: of the members on the list, those who left without an answer taken off."""
    members = dict(ballot.papers.exclude(case__state=LEFT).values_list("pk", "chairs"))
    votes = Vote.objects.filter(paper__in=members, until__isnull=True).order_by("since", "id")
    chair = next((paper for paper, chairs in members.items() if chairs), None)
    given = [(paper, Answer(answer)) for paper, answer in votes.values_list("paper_id", "answer")]
    return count(members, given, chair)


def result_of(ballot: Ballot) -> Result:
    """Return what the votes come to by the rule of the day on which the ballot was opened."""
    return decide(charter_for(ballot).rule, tally_of(ballot))


def _take_off_who_left(ballot: Ballot, *, at: datetime) -> None:
    """A vote given as a member stands; who leaves without one is not waited for and not counted."""
    waiting = ballot.papers.filter(case__state=WAITING)
    there = still_members(waiting, ballot.body_id, charter_for(ballot), local_day(at))
    for paper in waiting.exclude(pk__in=there.values("pk")).select_related("case"):
        _end(paper, "leave", at=at)


def _count(ballot: Ballot, *, reason: str, by: Actor, at: datetime) -> None:
    move(ballot.case, "close", by=by, at=at)
    for paper in ballot.papers.filter(case__state=WAITING).select_related("case"):
        _end(paper, "end", at=at)
    tally, result = tally_of(ballot), result_of(ballot)
    ballot.outcome = result.outcome
    ballot.save(update_fields=["outcome"])
    record(
        "ballots.close",
        subject=ballot,
        case_id=ballot.pk,
        by=by,
        at=at,
        detail={"reason": reason, **_numbers(tally, result), "rule": charter_for(ballot).source},
    )
    chair = ballot.papers.filter(chairs=True).exclude(case__state=LEFT).first()
    give_turn(ballot.case, unit_id=ballot.body_id, person_id=chair.person_id if chair else None)
    keep(ballot.case)


def _numbers(tally: Tally, result: Result) -> dict[str, str | int]:
    return {
        "members": tally.members,
        "answered": tally.answered,
        "agreed": tally.agreed,
        "disagreed": tally.disagreed,
        "other": tally.other,
        "needed": result.needed,
        "quorum": result.quorum,
        "outcome": str(result.outcome),
        "because": str(result.because),
    }


def _end(paper: Paper, verb: str, *, at: datetime) -> None:
    move(paper.case, verb, by=SYSTEM, at=at)
    record(f"ballots.{verb}", subject=paper, case_id=paper.pk, by=SYSTEM, at=at)
    keep(paper.case)
