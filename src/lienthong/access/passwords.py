"""Passwords: changing one's own; the first one, made here and printed once."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.access import throttle
from lienthong.access.devices import end_sessions
from lienthong.access.models import Account
from lienthong.access.words import CHANGE_PASSWORD, FIRST_PASSWORD_OVER
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState

PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else on paper: no i, l, o, 0, 1
GROUPS = 4
FEW = 10_000


def a_first_password() -> str:
    """Return a password to print and hand over: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(PLAIN) for _letter in range(4)) for _group in range(GROUPS))


def give_first_password(account: Account, *, at: datetime) -> str:
    """Give the account a first password, not yet saved; return it, for it is kept nowhere.

    Drawn by a machine from 79 bits, it needs no slow hash: a page for a hundred people stays a page.
    """
    password = a_first_password()
    account.password = _quickly(password)
    account.must_change_password, account.first_password_at = True, at
    return password


def first_password_ends(account: Account) -> datetime | None:
    """Return the moment from which an unused first password opens nothing."""
    if not account.must_change_password or account.first_password_at is None:
        return None
    return account.first_password_at + timedelta(days=settings.FIRST_PASSWORD_DAYS)


def is_over(account: Account, *, at: datetime) -> bool:
    ends = first_password_ends(account)
    return ends is not None and ends <= at


@action
def note_over(account: Account, *, address: str, by: Actor, at: datetime) -> None:
    """Record that somebody came with a first password that was right, and too old; `by` is the system."""
    record(FIRST_PASSWORD_OVER, subject=account, by=by, at=at, personal={"address": address})


@action
def change_password(
    account: Account, *, old: str, new: str, here: str | None = None, by: Actor, at: datetime
) -> Account:
    """Replace one's own password; all other sessions of the account end, but not the one of `here` (its key).

    Raises `NotAllowed` for somebody else's account, `Invalid` for a wrong old or a weak new one.
    """
    if by.account_id != account.pk:
        raise NotAllowed(_("Mỗi người tự đổi mật khẩu của mình."))
    if not account.check_password(old):
        raise Invalid(_("Mật khẩu hiện tại không đúng."), field="old")
    if old == new:
        raise Invalid(_("Mật khẩu mới phải khác mật khẩu hiện tại."), field="new")
    strong(new, account)
    account.set_password(new)
    account.must_change_password, account.first_password_at = False, None
    account.save(update_fields=["password", "must_change_password", "first_password_at"])
    end_sessions(account, but=here)
    record(CHANGE_PASSWORD, subject=account, by=by, at=at)
    return account


def count_attempt(account: Account, *, at: datetime) -> tuple[throttle.Limit, throttle.Limit]:
    """Count a try at the old password as one at signing in: an open browser is no way to guess it.

    Raises `WrongState` while one has to wait. Release what this returns once the password was right.
    """
    counted = throttle.limits(source=f"account {account.pk}", username=account.username)
    if throttle.reserve(counted, at=at) is None:
        raise WrongState(_("Nhập sai nhiều lần. Hãy thử lại sau ít phút."))
    return counted


def _quickly(password: str) -> str:
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=FEW)
    return make_password(password)


def strong(password: str, account: Account) -> None:
    """Raise `Invalid` for a password that is easily guessed."""
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), field="new") from weak
