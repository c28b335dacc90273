"""Each session belongs to the browser in which it was signed in: with another it ends at once.

A browser is known by a signed cookie of its own (`browsers.py`). Whoever copies only the key of a session gets the
page for signing in; the owner has to sign in again, and sees why.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from lienthong.access.browsers import Browser, address_of
from lienthong.access.devices import device_of
from lienthong.access.models import Account, Session
from lienthong.access.session_rows import BEGUN
from lienthong.access.words import SESSION_REFUSED
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.recording import action, record

EVERY: Final = timedelta(minutes=5)  # how often it is written down that a session is in use


def begin(request: HttpRequest, browser: Browser) -> None:
    """Bind the session to its browser, while signing in."""
    at: datetime = request.at  # type: ignore[attr-defined]  # set by the doors
    request.session[BEGUN] = {"at": at.isoformat(), "device": device_of(request), "browser": browser.id}


def attend(request: HttpRequest, *, at: datetime) -> None:
    """Let a session go on in its browser, and end one that comes without it."""
    session: Any = request.session
    begun = session.get(BEGUN)
    if not begun:
        return
    if Browser.of(request).id != begun["browser"]:
        _end(request, at=at)
    elif session.seen_at is None or at - session.seen_at >= EVERY:
        Session.objects.filter(pk=session.session_key).update(seen_at=at)
        session.seen_at = at


def _end(request: HttpRequest, *, at: datetime) -> None:
    account = request.user
    if isinstance(account, Account):
        refuse_session(account, address=address_of(request), by=SYSTEM, at=at)
    request.session.flush()
    request.user = AnonymousUser()


@action
def refuse_session(account: Account, *, address: str, by: Actor, at: datetime) -> None:
    """Record that a session came from another browser than its own. `by` is the system: who it was is not known."""
    record(SESSION_REFUSED, subject=account, by=by, at=at, personal={"address": address})
