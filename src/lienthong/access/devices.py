"""On which devices an account is signed in; each can be signed out from afar."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from lienthong.access.models import Account, Session
from lienthong.access.words import END_OTHER_SESSIONS, END_SESSION
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Missing

# The first that is named counts: browsers name those they descend from, too.
BROWSERS: Final = (
    ("Zalo", "Zalo"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg(e|A|iOS)?/", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("Firefox|FxiOS", "Firefox"),
    ("HeadlessChrome|Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its owner sees it; `mark` names it without giving its key away."""

    mark: str
    words: str
    started_at: datetime | None
    seen_at: datetime | None
    here: bool


def device_of(request: HttpRequest) -> str:
    """Return browser and system as the user agent names itself ("Chrome|Android"); what it does not say is empty."""
    agent = request.headers.get("User-Agent", "")[:500]
    return f"{_first(BROWSERS, agent)}|{_first(SYSTEMS, agent)}"


def device_words(device: str) -> str:
    """Return it in words: "Chrome trên Android"."""
    browser, _bar, system = device.partition("|")
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Không rõ thiết bị")


def devices_of(account: Account, *, here: str | None) -> list[Device]:
    """Return where the account is signed in, this session first, then the one seen last."""
    rows = Session.objects.filter(account=account, expire_date__gt=Now())
    found = [
        Device(_mark(row), device_words(row.device), row.started_at, row.seen_at, row.pk == here)
        for row in rows.order_by("-seen_at")
    ]
    return sorted(found, key=lambda device: not device.here)


@action
def end_one(account: Account, mark: str, *, by: Actor, at: datetime) -> None:
    """Sign the account out on one device. Raises `Missing` for one that is not its own, or ended already."""
    rows = Session.objects.filter(account=account).only("session_key", "device")
    row = next((row for row in rows if constant_time_compare(_mark(row), mark)), None)
    if row is None:
        raise Missing(_("Thiết bị này không còn đăng nhập."))
    row.delete()
    record(END_SESSION, subject=account, by=by, at=at, personal={"device": row.device})


@action
def end_others(account: Account, *, here: str | None, by: Actor, at: datetime) -> int:
    """Sign the account out everywhere but here; returns on how many devices."""
    ended = end_sessions(account, but=here)
    record(END_OTHER_SESSIONS, subject=account, by=by, at=at, detail={"ended": ended})
    return ended


def end_sessions(account: Account, *, but: str | None = None) -> int:
    """Delete the sessions of an account, as part of an act; returns how many."""
    return Session.objects.filter(account=account).exclude(pk=but or "").delete()[0]


def clear_ended() -> int:
    """Delete the sessions whose time is over; returns how many."""
    return Session.objects.filter(expire_date__lt=Now()).delete()[0]


def _mark(row: Session) -> str:
    return salted_hmac("lienthong.access.devices", row.pk, algorithm="sha256").hexdigest()[:32]


def _first(names: Iterable[tuple[str, str]], agent: str) -> str:
    return next((words for pattern, words in names if re.search(pattern, agent)), "")
