"""Who is told of a ballot, and how notices call it. Of single votes nobody is told."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from lienthong.access.models import Account
from lienthong.ballots.models import Ballot, Paper
from lienthong.ballots.states import LEFT
from lienthong.kernel.acts.models import Act
from lienthong.kernel.notices.titles import Title


def members(act: Act) -> set[UUID]:
    """Return the accounts of the members; those who left the list are not told any more."""
    people = Paper.objects.filter(ballot=act.subject_id).exclude(case__state=LEFT).values("person")
    return set(Account.objects.filter(person__in=people).values_list("id", flat=True))


def keeper(act: Act) -> set[UUID]:
    """Return who opened the ballot: told when it is counted and concluded."""
    if act.verb not in {"ballots.close", "ballots.conclude"}:
        return set()
    opened = Act.objects.filter(verb="ballots.open", subject_id=act.subject_id)
    return {account for account in opened.values_list("account_id", flat=True) if account}


def titles_of(ids: Iterable[UUID]) -> dict[UUID, Title]:
    """Return how notices name ballots; who was told of one may see it."""
    found = Ballot.objects.select_related("case").filter(pk__in=list(ids))
    return {ballot.pk: Title(ballot.case.title, address(ballot.pk)) for ballot in found}


def address(ballot_id: UUID) -> str:
    return reverse("ballots:ballot", args=[ballot_id])
