"""Reading accounts: who has one, and what happened at its door."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lienthong.access.models import Account
from lienthong.access.words import LOCK_OUT, SIGN_IN, SIGN_IN_FAILED
from lienthong.directory.models import Person
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.acts.verbs import verbs

STATES = {
    "open": Q(account__is_active=True),
    "first": Q(account__must_change_password=True, account__is_active=True),
    "locked": Q(account__is_active=False),
    "none": Q(account__isnull=True),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One coming, or a try at it, with the address it came from while that is kept."""

    words: str
    at: datetime
    address: str
    succeeded: bool


def people() -> QuerySet[Person]:
    """Return everybody in the directory, each with the account if there is one."""
    return Person.objects.select_related("account")


def person_with_account(person_id: UUID) -> Person | None:
    return people().filter(pk=person_id).first()


def emails(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the official addresses of accounts in use, for notices; who has none is left out."""
    return _contacts("email", account_ids)


def phones(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the official numbers of accounts in use, as above."""
    return _contacts("phone", account_ids)


def _contacts(name: str, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    used = Account.objects.filter(pk__in=list(account_ids), is_active=True).exclude(**{f"person__{name}": ""})
    return dict(used.filter(person__isnull=False).values_list("pk", f"person__{name}"))


def visits(account: Account, *, latest: int = 10) -> list[Visit]:
    """Return the last times that somebody came in by this account, or tried to."""
    return visits_of(account.pk, latest=latest)


def visits_of(account_id: UUID, *, latest: int) -> list[Visit]:
    """Return as above, by the key of the account; that of no account has the tries at names that nobody has."""
    seen = Act.objects.filter(subject_id=account_id, verb__in=[SIGN_IN, SIGN_IN_FAILED, LOCK_OUT])
    acts = list(seen.order_by("-recorded_at", "-id")[:latest])
    addresses = _addresses([act.id for act in acts])
    return [
        Visit(verbs.read(act.verb), act.at, addresses.get(act.id, ""), act.verb == SIGN_IN) for act in acts
    ]


def acts_on(account: Account, *, latest: int = 50) -> list[Act]:
    """Return what was done to the account and at its door, the latest first."""
    return list(Act.objects.filter(subject_id=account.pk).order_by("-recorded_at", "-id")[:latest])


def suggested_username(full_name: str) -> str:
    """Return the given name with the initials of the rest, without marks: Trần Thị Lan Anh: anh.ttl."""
    plain = unicodedata.normalize("NFD", full_name.lower().replace("đ", "d"))
    words = "".join(letter for letter in plain if letter.isascii()).split()
    if not words:
        return ""
    initials = "".join(word[0] for word in words[:-1])
    return f"{words[-1]}.{initials}" if initials else words[-1]


def _addresses(acts: Sequence[UUID]) -> dict[UUID, str]:
    kept = Personal.objects.filter(act_id__in=acts).values_list("act_id", "payload")
    return {act_id: payload.get("address", "") for act_id, payload in kept}
