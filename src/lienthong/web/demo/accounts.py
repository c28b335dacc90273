"""Accounts of the demo world: everybody who holds a post has one, all with the same password, said on the screen.

Whoever signs or administers has a second factor too, as the powers of such posts ask for one; the page that asks for
its code shows it, in place of a telephone.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from lienthong.access.models import Account
from lienthong.directory.models import Person
from lienthong.kernel.acts import moments
from lienthong.web.demo.reading import rows

FILE = Path(__file__).parent / "data" / "accounts.csv"
PASSWORD = "lien-thong-2012"  # noqa: S105 - of a simulated world, printed at its start

PROFILES = (
    "chair",
    "vice_chair",
    "office_chief",
    "head",
    "deputy",
    "division_head",
    "agency_admin",
    "admin",
)  # of posts that sign, may come to sign for their head, or administer


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    person: str
    note: str
    shown: bool


def demo_accounts(*, everybody: bool = False) -> list[DemoAccount]:
    """Return the accounts to try, by role; or all of them."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        listed = [
            DemoAccount(r["username"], r["person"], r["note"], r["shown"] == "yes")
            for r in csv.DictReader(lines)
        ]
    return [row for row in listed if everybody or row.shown]


def load_accounts() -> int:
    """Open an account for each person of the file; once. The one password is hashed once."""
    people = dict(Person.objects.values_list("code", "id"))
    password = make_password(PASSWORD)
    accounts = [
        Account(username=row.username, person_id=people[row.person], password=password)
        for row in demo_accounts(everybody=True)
    ]
    Account.objects.bulk_create(accounts, ignore_conflicts=True)
    _give_telephones(Account.objects.filter(person__code__in=_signers()))
    return len(accounts)


def _signers() -> set[str]:
    """Return who signs or administers at any time of the files: also those whose post is still to come."""
    posts = {row["code"] for row in rows("posts") if row["profile"] in PROFILES}
    return {row["person"] for row in rows("appointments") if row["post"] in posts}


def _give_telephones(accounts: QuerySet[Account]) -> None:
    """Give each that has none a telephone, as if it had been registered when the world began."""
    began = moments.now()
    telephones = [
        Authenticator(user=account, type=Authenticator.Type.TOTP, created_at=began, data=_secret())
        for account in accounts.exclude(authenticator__type=Authenticator.Type.TOTP)
    ]
    Authenticator.objects.bulk_create(telephones)


def _secret() -> dict[str, str]:
    return {"secret": encrypt(generate_totp_secret())}
