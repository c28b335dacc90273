"""Reading ballots: only those that the actor may see."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lienthong.ballots.models import Ballot, Paper
from lienthong.ballots.states import COUNTED, OPEN
from lienthong.casework.selectors import sees
from lienthong.directory.models import Appointment
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing


def visible_ballots(by: Actor, at: datetime) -> QuerySet[Ballot]:
    """Return what the actor's agency keeps or submitted, and what they are asked as a member.

    Who stands in for a member sees that the ballot waits. Somebody who left sees it no more.
    """
    return Ballot.objects.filter(sees(by, at, case="case") | _asked(by, at)).select_related("case")


def visible_ballot(ballot_id: UUID, by: Actor, at: datetime) -> Ballot:
    """Return the ballot, or raise `Missing`: a stranger's is not there."""
    found = visible_ballots(by, at).filter(pk=ballot_id).first()
    if found is None:
        raise Missing
    return found


def ballot_of_paper(paper_id: UUID, by: Actor, at: datetime) -> Ballot:
    found = visible_ballots(by, at).filter(papers=paper_id).first()
    if found is None:
        raise Missing
    return found


def open_ballots() -> QuerySet[Ballot]:
    return Ballot.objects.filter(case__state=OPEN).select_related("case")


def awaiting(by: Actor, at: datetime) -> QuerySet[Ballot]:
    """Return the ballots that are not concluded."""
    return visible_ballots(by, at).filter(case__state__in=[OPEN, COUNTED])


def _asked(by: Actor, at: datetime) -> Q:
    if by.kind != ActorKind.OFFICIAL or by.person_id is None:
        return Q(pk__in=[])
    held = Appointment.objects.on(local_day(at)).filter(person=OuterRef("person"), post=OuterRef("post"))
    papers = Paper.objects.filter(ballot=OuterRef("pk"), person__in={by.person_id, *by.stands_in})
    return Q(Exists(papers.filter(Exists(held))))
