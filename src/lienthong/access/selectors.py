"""Reading accounts: who has one, and what happened at its door."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lienthong.access.capabilities import WORKING
from lienthong.access.models import Account, Principal, ProfileCapability, SigningRule
from lienthong.access.policies import reach_of
from lienthong.access.words import (
    CLEAR_FACTORS,
    FACTOR_REFUSED,
    LOCK_OUT,
    SESSION_REFUSED,
    SIGN_IN,
    SIGN_IN_FAILED,
    USE_RECOVERY_CODE,
)
from lienthong.directory.models import Person
from lienthong.directory.profiles import Reserved
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.acts.sightings import sightings
from lienthong.kernel.acts.verbs import verbs

AT_THE_DOOR = (
    SIGN_IN,
    SIGN_IN_FAILED,
    LOCK_OUT,
    USE_RECOVERY_CODE,
    FACTOR_REFUSED,
    SESSION_REFUSED,
    CLEAR_FACTORS,
)
SHORTEST = 2
STATES = {
    "open": Q(account__is_active=True),
    "first": Q(account__must_change_password=True, account__is_active=True),
    "invited": Q(account__is_active=True, account__password__startswith=UNUSABLE_PASSWORD_PREFIX),
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


def people(by: Actor, at: datetime) -> QuerySet[Person]:
    """Return the people whose accounts the actor manages, each with the account if there is one."""
    return reach_of(by, at).people().select_related("account")


def reserved_profiles(since: date) -> Reserved:
    """Return the profiles, by tier, that can do more than work in an agency on some day from this one on."""
    given = ProfileCapability.objects.believed().filter(during__overlap=DateRange(since, None))
    rows = given.exclude(capability__in=WORKING).values_list("profile", "tier")
    return frozenset(rows) | _signing_above(since)


def _signing_above(since: date) -> Reserved:
    """Return the profiles that sign for the agency above, each with the kind of agency in which they do."""
    rules = SigningRule.objects.believed().filter(
        during__overlap=DateRange(since, None), principal=Principal.PARENT
    )
    return frozenset(rules.exclude(profile="").values_list("profile", "kind"))


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
    seen = Act.objects.filter(subject_id=account_id, verb__in=AT_THE_DOOR)
    acts = list(seen.order_by("-recorded_at", "-id")[:latest])
    addresses = _addresses([act.id for act in acts])
    return [Visit(_said(act), act.at, addresses.get(act.id, ""), act.verb == SIGN_IN) for act in acts]


def seen_by(account: Account | None) -> QuerySet[Act]:
    """Return who opened personal data of whose account this is, in every area that tells."""
    owners = (account.party_id, account.person_id, account.pk) if account else ()
    return sightings.of(owner for owner in owners if owner)


def acts_on(account: Account, *, latest: int = 50) -> list[Act]:
    """Return what was done to the account and at its door, the latest first."""
    return list(Act.objects.filter(subject_id=account.pk).order_by("-recorded_at", "-id")[:latest])


def suggested_usernames(people: Iterable[Person]) -> dict[UUID, str]:
    """Return a free name for each of these, all different: anh.ttl, anh.ttl2 …; two queries."""
    wanted = {person.pk: suggested_username(person.full_name) for person in people}
    beginnings = Q(pk__in=[])
    for name in {*wanted.values()} - {""}:
        beginnings |= Q(username__startswith=name)
    taken = {*Account.objects.filter(beginnings).values_list("username", flat=True)}
    found: dict[UUID, str] = {}
    for person_id, name in wanted.items():
        found[person_id] = _numbered(name, taken) if name else ""
        taken.add(found[person_id])
    return found


def _numbered(name: str, taken: Collection[str]) -> str:
    number = 1
    while (known := f"{name}{number if number > 1 else ''}") in taken or len(known) < SHORTEST:
        number += 1
    return known


def suggested_username(full_name: str) -> str:
    """Return the given name with the initials of the rest, without marks: Trần Thị Lan Anh: anh.ttl."""
    plain = unicodedata.normalize("NFD", full_name.lower().replace("đ", "d"))
    words = "".join(letter for letter in plain if letter.isascii()).split()
    if not words:
        return ""
    initials = "".join(word[0] for word in words[:-1])
    return f"{words[-1]}.{initials}" if initials else words[-1]


def _said(act: Act) -> str:
    """Return what happened, with the provider and its level where somebody came in elsewhere."""
    words = verbs.read(act.verb)
    if "level" not in act.detail:
        return words
    more = _("%(words)s bằng %(provider)s, mức độ %(level)s")
    return more % {"words": words, "provider": act.detail["provider"], "level": act.detail["level"]}


def _addresses(acts: Sequence[UUID]) -> dict[UUID, str]:
    kept = Personal.objects.filter(act_id__in=acts).values_list("act_id", "payload")
    return {act_id: payload.get("address", "") for act_id, payload in kept}
