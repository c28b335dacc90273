"""Reading the second factors of an account, as its owner sees them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils.translation import gettext as _

from lienthong.access.assurance import needs_strong
from lienthong.access.capabilities import Capability
from lienthong.access.factors.codes import Kind
from lienthong.access.models import Account
from lienthong.kernel.acts.actor import Actor


@dataclass(frozen=True, slots=True)
class Factor:
    id: int
    words: str
    added_at: datetime
    used_at: datetime | None
    is_passkey: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """What can be shown, and how many recovery codes are left."""

    factors: list[Factor] = field(default_factory=list)
    codes_left: int = 0


def mine_of(account: Account) -> Mine:
    """Return the factors of an account, in one statement."""
    kept = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    codes = [RecoveryCodes(one) for one in kept if one.type == Kind.RECOVERY_CODES]
    return Mine(
        factors=[_factor(one) for one in kept if one.type != Kind.RECOVERY_CODES],
        codes_left=len(codes[0].get_unused_codes()) if codes else 0,
    )


def powers_asking(by: Actor, day: date) -> list[str]:
    """Return the powers of the actor that ask for a second factor on the day, in words; those for others too."""
    return [str(power.label) for power in Capability if by.holds(power) and needs_strong(power, day)]


def words_of(factor: Authenticator) -> str:
    if factor.type == Kind.WEBAUTHN:
        return _("Passkey “%(name)s”") % {"name": factor.data["name"]}
    return _("Ứng dụng tạo mã")


def _factor(kept: Authenticator) -> Factor:
    return Factor(
        kept.pk, words_of(kept), kept.created_at, kept.last_used_at, is_passkey=kept.type == Kind.WEBAUTHN
    )
