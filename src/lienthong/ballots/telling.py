"""Who is told of a ballot, and how notices call it. Of single votes nobody is told."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from lienthong.access.models import Account
from lienthong.ballots.models import Ballot, Paper
from lienthong.ballots.states import LEFT
from lienthong.kernel.acts.models import Act
from lienthong.kernel.notices.titles import Title

FOLLOWED = {"ballots.close", "ballots.conclude", "ballots.withdraw"}


def members(act: Act) -> set[UUID]:
    """Return the accounts of the members; those who left the list are not told any more."""
    return _accounts(Paper.objects.filter(ballot=act.subject_id).exclude(case__state=LEFT))


def who_concludes(act: Act) -> set[UUID]:
    """Return the account of the chair, whose turn it is once the votes are counted."""
    return _accounts(Paper.objects.filter(ballot=act.subject_id, chairs=True).exclude(case__state=LEFT))


def all_who_follow(act: Act) -> set[UUID]:
    """Return the members and who opened the ballot: told when it is counted, concluded or withdrawn."""
    if act.verb not in FOLLOWED:
        return set()
    opened = Act.objects.filter(verb="ballots.open", subject_id=act.subject_id)
    keepers = {account for account in opened.values_list("account_id", flat=True) if account}
    return members(act) | keepers


def _accounts(papers: QuerySet[Paper]) -> set[UUID]:
    return set(Account.objects.filter(person__in=papers.values("person")).values_list("id", flat=True))


def titles_of(ids: Iterable[UUID]) -> dict[UUID, Title]:
    """Return how notices name ballots; who was told of one may see it."""
    found = Ballot.objects.select_related("case").filter(pk__in=list(ids))
    return {ballot.pk: Title(ballot.case.title, address(ballot.pk)) for ballot in found}


def address(ballot_id: UUID) -> str:
    return reverse("ballots:ballot", args=[ballot_id])
