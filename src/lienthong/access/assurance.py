"""How much a session has shown, and for which powers that is enough: a dated table says how long it lasts.

What was shown stands in the data of the session, so asking costs no statement.
"""

import csv
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.models import Account
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid

TABLE = Path(__file__).parent / "data" / "assurance.csv"
OWN_MEANS = ""  # the row for changing one's own ways to sign in
KEY = "shown"


@dataclass(frozen=True, slots=True)
class Row:
    """From a day until before another, a factor counts for this power so many minutes after it was shown."""

    capability: str
    minutes: int
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown in this session, and when (seconds of the epoch, by the time here; 0: not yet)."""

    account: str = ""
    itself: float = 0  # the way in, or the password again
    factor: float = 0
    kind: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return what counts for whoever is signed in now: nothing of another account passes on."""
        kept = request.session.get(KEY)
        shown = cls(**kept) if isinstance(kept, dict) else cls()
        return shown if shown.account == str(request.user.pk) else cls()

    def lasts(self, capability: str, at: datetime) -> bool:
        """Return whether the factor is enough for this power at the moment."""
        minutes = minutes_of(capability, local_day(at))
        return minutes is None or within(self.factor, minutes, at)


def show_itself(request: HttpRequest, account: Account) -> None:
    """Note that somebody has signed in now, or given the password again."""
    _keep(request, account, itself=_now(request))


def show_factor(request: HttpRequest, account: Account, kind: str) -> None:
    """Note in the session that a second factor of this kind was shown now."""
    _keep(request, account, factor=_now(request), kind=kind)


def forget_factor(request: HttpRequest) -> None:
    """What was shown counts no more: there is no such factor."""
    request.session[KEY] = {**request.session.get(KEY, {}), "factor": 0, "kind": ""}


def factor_shown(request: HttpRequest, account: Account) -> str:
    """Return the kind of factor that this session has shown for the account; "" for none."""
    kept = request.session.get(KEY) or {}
    return str(kept.get("kind", "")) if kept.get("account") == str(account.pk) else ""


def assured(by: Actor, shown: Shown, *, at: datetime) -> Actor:
    """Return the actor with what is still to be proved, as the door sees it."""
    powers = by.capabilities.union(grant.capability for grant in by.grants)
    unproved = frozenset(power for power in powers if not shown.lasts(power, at))
    return replace(by, strong=shown.lasts(OWN_MEANS, at), unproved=unproved)


def needs_strong(capability: str, on: date) -> bool:
    """Return whether the power asks for a second factor on the day."""
    return minutes_of(capability, on) is not None


def minutes_of(capability: str, on: date) -> int | None:
    """Return how many minutes a factor counts for the power on the day; None where none is asked for."""
    return next((row.minutes for row in _by_power().get(capability, ()) if row.holds(on)), None)


def within(shown: float, minutes: int, at: datetime) -> bool:
    return bool(shown) and at.timestamp() - shown < minutes * 60


def read(path: Path = TABLE) -> list[Row]:
    """Return the table. Raises `Invalid` for a power that does not exist or a row that says nothing."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_row(number, line) for number, line in enumerate(csv.DictReader(lines), 2)]


@lru_cache(maxsize=1)
def _by_power() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in read():
        found.setdefault(row.capability, []).append(row)
    return found


def _row(number: int, line: dict[str, str]) -> Row:
    try:
        power = line["capability"] and Capability(line["capability"])
        until = date.fromisoformat(line["to"]) if line["to"] else None
        row = Row(str(power), int(line["minutes"]), date.fromisoformat(line["from"]), until)
    except (KeyError, ValueError, TypeError) as wrong:
        raise Invalid(
            _("Bảng xác thực bước hai: dòng %(number)d không đọc được.") % {"number": number}
        ) from wrong
    if row.minutes <= 0 or not line["source"].strip() or (row.until and row.until <= row.since):
        raise Invalid(_("Bảng xác thực bước hai: dòng %(number)d không đọc được.") % {"number": number})
    return row


def _keep(request: HttpRequest, account: Account, **news: Any) -> None:
    kept = request.session.get(KEY) or {}
    if kept.get("account") != str(account.pk):
        kept = {}
    request.session[KEY] = {**kept, "account": str(account.pk), **news}


def _now(request: HttpRequest) -> float:
    moment: datetime = request.at  # type: ignore[attr-defined]  # set by the doors
    return moment.timestamp()
