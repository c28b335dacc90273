"""A member answers, in person; until the votes are counted the member may answer anew."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.actors import official
from lienthong.ballots.models import Paper, Vote
from lienthong.ballots.policies import may_vote
from lienthong.ballots.rules import Answer
from lienthong.ballots.states import WAITING
from lienthong.ballots.taking import take
from lienthong.casework.moving import check, ensure_fresh, keep, move
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.words import due_words
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.refusals import Invalid, WrongState

SETTLE_JOB = "ballots.settle"


@action
def vote(
    ballot_id: UUID, *, answer: Answer, words: str = "", by: Actor, at: datetime, seen: int | None = None
) -> Vote:
    """Answer for oneself; a new answer revokes the former.

    `seen` is the revision of the member's own paper, so that votes of others make no form stale.
    """
    ballot = take(ballot_id, by=by, at=at)
    may_vote(by, ballot, at=at).or_raise()
    check(ballot.case, "vote")
    if ballot.case.due_at is not None and at > ballot.case.due_at:
        raise WrongState(_("Đã hết thời hạn trả lời (%(due)s).") % {"due": due_words(ballot.case.due_at)})
    paper = ballot.papers.select_related("case").select_for_update(of=("case",)).get(person=by.person_id)
    ensure_fresh(paper.case, seen)
    said = words.strip()
    if answer == Answer.OTHER and not said:
        raise Invalid(_("Ý kiến khác thì phải ghi nội dung."), field="words")
    former = paper.votes.filter(until__isnull=True).first()
    by = _as_member(by, paper, at)
    move(paper.case, "vote", by=by, at=at)
    act = record(
        "ballots.vote",
        subject=paper,
        case_id=paper.pk,
        by=by,
        at=at,
        detail={"answer": str(answer), "words": said},
        revokes=former.act_id if former else None,
    )
    paper.votes.filter(until__isnull=True).update(until=at)
    made = Vote.objects.create(paper=paper, answer=answer, words=said, act_id=act.id, since=at)
    keep(paper.case)
    if not ballot.papers.filter(case__state=WAITING).exists():
        defer(SETTLE_JOB, ballot_id=str(ballot.pk))
    return made


def _as_member(by: Actor, paper: Paper, at: datetime) -> Actor:
    """Return the member in the post by which they are one, whatever post they work in at this moment."""
    if by.post_id == paper.post_id or by.person_id is None:
        return by
    found = official(by.person_id, paper.post_id, at=at)
    return replace(found, account_id=by.account_id) if found else by
