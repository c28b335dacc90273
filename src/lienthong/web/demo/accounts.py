"""Accounts of the demo world: everybody who holds a post has one, all with the same password, said on the screen.

Administrators have a second factor too, as the powers of their posts ask for one; the page that asks for its code
shows it, in place of a telephone.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from lienthong.access.models import Account
from lienthong.directory.models import Person
from lienthong.kernel.acts import moments

FILE = Path(__file__).parent / "data" / "accounts.csv"
PASSWORD = "lien-thong-2012"  # noqa: S105 - of a simulated world, printed at its start

ADMINISTRATORS = ("quantri", "qtcq.stttt", "qtcq.muine")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    person: str
    note: str
    shown: bool


def demo_accounts(*, everybody: bool = False) -> list[DemoAccount]:
    """Return the accounts to try, by role; or all of them."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [
            DemoAccount(r["username"], r["person"], r["note"], r["shown"] == "yes")
            for r in csv.DictReader(lines)
        ]
    return [row for row in rows if everybody or row.shown]


def load_accounts() -> int:
    """Open an account for each person of the file; once. The one password is hashed once."""
    people = dict(Person.objects.values_list("code", "id"))
    password = make_password(PASSWORD)
    accounts = [
        Account(username=row.username, person_id=people[row.person], password=password)
        for row in demo_accounts(everybody=True)
    ]
    Account.objects.bulk_create(accounts, ignore_conflicts=True)
    for account in Account.objects.filter(username__in=ADMINISTRATORS):
        _give_a_telephone(account)
    return len(accounts)


def _give_a_telephone(account: Account) -> None:
    if Authenticator.objects.filter(user=account).exists():
        return
    telephone = TOTP.activate(account, generate_totp_secret()).instance
    telephone.created_at = moments.now()
    telephone.save(update_fields=["created_at"])
