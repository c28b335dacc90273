"""Codes of a telephone (TOTP, RFC 6238) and recovery codes. A code counts once.

What the library does on its own: it remembers a used code in the cache for one period. With a tolerance of one
period a code is good for three, so it could be played again; and a cache may be emptied. Here the counter of the
last code stands with the secret, under lock, and only later ones count (RFC 6238, 5.2).
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.utils.translation import gettext_lazy as _

from lienthong.access.models import Account
from lienthong.kernel.refusals import Invalid

COUNTER = "counter"
WRONG = _("Mã không đúng, hoặc đã hết hạn.")
USED = _("Mã này đã dùng rồi. Hãy chờ mã tiếp theo trên điện thoại (tối đa 30 giây).")
Kind = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was shown: its kind, and how many recovery codes are left after one of them."""

    kind: str
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """What somebody typed: six digits are of a telephone, others a recovery code."""

    typed: str

    def check(self, account: Account, *, at: datetime) -> Accepted:
        """Accept the code, under lock. Raises `Invalid` for one that is wrong or was used."""
        code = normalize_user_code(self.typed)
        from_app = len(code) == app_settings.TOTP_DIGITS
        kind = Kind.TOTP if from_app else Kind.RECOVERY_CODES
        factor = Authenticator.objects.select_for_update().filter(user=account, type=kind).first()
        if factor is None:
            raise Invalid(WRONG, field="code")
        factor.last_used_at = at
        return _of_app(factor, code) if from_app else _recovery(factor, code)


def counter_of(secret: str, code: str, *, after: int = 0) -> int:
    """Return the counter of a code that is good now. Raises `Invalid` for a wrong one, and for one used before."""
    found: list[int] = [
        n
        for n in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=code_at(secret, n))
    ]
    if not found:
        raise Invalid(WRONG, field="code")
    if max(found) <= after:
        raise Invalid(USED, field="code")
    return max(found)


def code_at(secret: str, counter: int) -> str:
    return str(format_hotp_value(hotp_value(secret, counter)))


def next_code(secret: str, *, after: int = 0) -> str:
    """Return the code that a telephone shows now; the one after it where that was used; "" where both were."""
    _before, *now_and_next = yield_hotp_counters_from_time()
    return next((code_at(secret, counter) for counter in now_and_next if counter > after), "")


def _of_app(factor: Authenticator, code: str) -> Accepted:
    factor.data[COUNTER] = counter_of(decrypt(factor.data["secret"]), code, after=factor.data.get(COUNTER, 0))
    factor.save(update_fields=["data", "last_used_at"])
    return Accepted(str(factor.type))


def _recovery(factor: Authenticator, code: str) -> Accepted:
    codes = RecoveryCodes(factor)
    if not codes.validate_code(code):
        raise Invalid(WRONG, field="code")
    return Accepted(str(factor.type), len(codes.get_unused_codes()))
