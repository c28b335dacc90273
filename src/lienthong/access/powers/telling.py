"""Who is told of powers that were written down: both sides of a delegation, who is away and who stands in."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from lienthong.access.models import Absence, Account, Delegation
from lienthong.access.words import BEGIN_ABSENCE, DELEGATE, END_ABSENCE, REVOKE_DELEGATION
from lienthong.kernel.acts.models import Act
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import Title, titles


def register() -> None:
    for verb in (DELEGATE, REVOKE_DELEGATION):
        recipients.register(verb, of_delegation)
    for verb in (BEGIN_ABSENCE, END_ABSENCE):
        recipients.register(verb, of_absence)
    titles.register("access.delegation", titles_of_delegations)
    titles.register("access.absence", titles_of_absences)


def of_delegation(act: Act) -> list[UUID]:
    people = Delegation.objects.filter(pk=act.subject_id).values_list("from_person", "to_person").first()
    return _accounts(people or ())


def of_absence(act: Act) -> list[UUID]:
    people = Absence.objects.filter(pk=act.subject_id).values_list("person", "substitute").first()
    return _accounts(people or ())


def titles_of_delegations(ids: Iterable[UUID]) -> dict[UUID, Title]:
    return _titled(dict(Delegation.objects.filter(pk__in=list(ids)).values_list("pk", "basis")))


def titles_of_absences(ids: Iterable[UUID]) -> dict[UUID, Title]:
    return _titled(dict(Absence.objects.filter(pk__in=list(ids)).values_list("pk", "person__full_name")))


def _accounts(people: Iterable[UUID]) -> list[UUID]:
    return list(Account.objects.filter(person__in=list(people)).values_list("pk", flat=True))


def _titled(words: dict[UUID, str]) -> dict[UUID, Title]:
    return {key: Title(said, reverse("access:powers")) for key, said in words.items()}
