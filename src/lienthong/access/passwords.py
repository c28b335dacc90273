"""Passwords: changing one's own; the first one, made here and printed once."""

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.access import throttle
from lienthong.access.devices import end_sessions
from lienthong.access.models import Account
from lienthong.access.words import CHANGE_PASSWORD
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState

PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else on paper: no i, l, o, 0, 1
GROUPS = 4


def a_first_password() -> str:
    """Return a password to print and hand over: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(PLAIN) for _letter in range(4)) for _group in range(GROUPS))


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
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
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


def strong(password: str, account: Account) -> None:
    """Raise `Invalid` for a password that is easily guessed."""
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), field="new") from weak
