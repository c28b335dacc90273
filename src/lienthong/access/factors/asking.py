"""Asking for a second factor: at what pace, and what the page that asks shows."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.utils.translation import gettext_lazy as _

from lienthong.access import throttle
from lienthong.access.assurance import show_factor
from lienthong.access.browsers import address_of, is_known, source_of
from lienthong.access.factors import passkeys
from lienthong.access.factors.codes import COUNTER, Accepted, Code, Kind, next_code
from lienthong.access.factors.keeping import Given, accept, refuse
from lienthong.access.models import Account
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Installation
from lienthong.kernel.refusals import Invalid, Refused

TOO_SOON = _("Sai nhiều lần liên tiếp. Hãy thử lại sau ít phút.")
SLOWED = _(
    "Nhiều nơi đang thử sai mã của tài khoản này nên ở trình duyệt lạ phải chờ. Hãy dùng trình duyệt đã từng đăng nhập "
    "hoặc passkey, hoặc thử lại sau ít phút."
)


class TooSoon(Refused):
    """Wrong too often from here: what is shown is not looked at until later."""

    status = 429


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page that asks shows: for a code, for a passkey, and in a simulated world the code itself."""

    by_password: bool  # there is no second factor
    by_code: bool
    by_passkey: bool
    options: str
    simulated: bool
    code: str


def look_at(request: Any, account: Account, given: Given, *, again: bool) -> Accepted:
    """Look at what somebody shows for an account, and note it in the session.

    Wrong ones from one place, or browser, wait longer and longer; from elsewhere nobody can make the owner wait in a
    browser that the account has signed in from, or with a passkey: codes alone can be guessed.
    Raises `Invalid` (recorded) and `TooSoon`.
    """
    at, address = request.at, address_of(request)
    source = f"factor {source_of(request, address, account.username)}"
    own = throttle.limits(source=source, username=account.username)[:1]
    guessed = isinstance(given, Code) and not again and not is_known(request, account.username)
    counted = (*own, throttle.codes_from_anywhere(account.username)) if guessed else own
    wait = throttle.reserve(counted, at=at)
    if wait is None:
        raise TooSoon(TOO_SOON if throttle.left_to_wait(own, at=at) else SLOWED)
    by = request.actor if again else SYSTEM
    try:
        accepted: Accepted = accept(account, given, again=again, by=by, at=at)
    except Invalid:
        refuse(account, address=address, wait=wait, by=by, at=at)
        raise
    throttle.release(counted)
    show_factor(request, account, accepted.kind)
    return accepted


def asked_of(request: Any, account: Account) -> Asked:
    """Return what to ask of the account; a new challenge waits in the session where it has passkeys."""
    factors = {factor.type: factor for factor in Authenticator.objects.filter(user=account)}
    by_passkey = Kind.WEBAUTHN in factors and passkeys.possible(request)
    code = code_of_the_moment(factors.get(Kind.TOTP))
    return Asked(
        by_password=not factors,
        by_code=Kind.TOTP in factors or Kind.RECOVERY_CODES in factors,
        by_passkey=by_passkey,
        options=passkeys.begin_asking(account) if by_passkey else "",
        simulated=code is not None,
        code=code or "",
    )


def code_of_the_moment(app: Authenticator | None) -> str | None:
    """Return the code that stands in for a telephone in a simulated world; never in a real one.

    "" when the codes of now and next were used: one waits for another.
    """
    if app is None or not is_simulated():
        return None
    return next_code(decrypt(app.data["secret"]), after=app.data.get(COUNTER, 0))


def is_simulated() -> bool:
    return Installation.objects.filter(simulated=True).exists()
