"""Second factors are added, renamed, removed and used by acts; what is secret or typed is in none of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils.translation import gettext_lazy as _

from lienthong.access.devices import end_sessions
from lienthong.access.elsewhere.forgetting import forget_identities
from lienthong.access.factors.codes import COUNTER, Accepted, Kind, counter_of
from lienthong.access.factors.passkeys import WRONG
from lienthong.access.models import Account
from lienthong.access.models.account import fold
from lienthong.access.policies import administers, may_manage
from lienthong.access.sessions import NO_SUCH_ACCOUNT
from lienthong.access.words import (
    ADD_FACTOR,
    CLEAR_FACTORS,
    FACTOR_REFUSED,
    LOCK_OUT,
    NEW_RECOVERY_CODES,
    REMOVE_FACTOR,
    RENAME_FACTOR,
    STEP_UP,
    USE_RECOVERY_CODE,
)
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, WrongState, must_say

SECOND = (Kind.TOTP, Kind.WEBAUTHN)  # recovery codes only stand in for one of these
MOST = 10  # passkeys of one account
OWN = _("Mỗi người tự thêm, gỡ xác thực bước hai của mình.")


class Given(Protocol):
    """What somebody shows: a code, or a passkey's answer."""

    def check(self, account: Account, *, at: datetime) -> Accepted: ...


@action
def accept(account: Account, given: Given, *, again: bool, by: Actor, at: datetime) -> Accepted:
    """Accept what is shown; `again` is in the middle of work, else it is while signing in (an act of its own).

    Raises `Invalid`.
    """
    accepted = given.check(account, at=at)
    if accepted.left is not None:
        record(USE_RECOVERY_CODE, subject=account, by=by, at=at, detail={"left": accepted.left})
    if again:
        record(STEP_UP, subject=account, by=by, at=at, detail={"factor": accepted.kind})
    return accepted


@action
def refuse(account: Account | None, *, address: str, wait: timedelta, by: Actor, at: datetime) -> None:
    """Record that a factor was refused, and the wait that it brings; what was typed is recorded nowhere."""
    subject = account or NO_SUCH_ACCOUNT
    record(FACTOR_REFUSED, subject=subject, by=by, at=at, personal={"address": address})
    if wait:
        minutes = {"minutes": wait // timedelta(minutes=1)}
        record(LOCK_OUT, subject=subject, by=by, at=at, detail=minutes, personal={"address": address})


@action
def step_up_by_password(account: Account, *, by: Actor, at: datetime) -> None:
    """Record that the password was shown again, where there is no second factor yet."""
    record(STEP_UP, subject=account, by=by, at=at, detail={"factor": "password"})


@action
def add_app(account: Account, *, secret: str, code: str, by: Actor, at: datetime) -> list[str]:
    """Keep the secret of a telephone that shows the right code now; return the first recovery codes, if made.

    Raises `Invalid` for a wrong code, `WrongState` where an app is there already.
    """
    _own(account, by)
    counter = counter_of(secret, code)
    if _factors(account).filter(type=Kind.TOTP).exists():
        raise WrongState(_("Tài khoản này đã có ứng dụng tạo mã. Gỡ cái cũ trước khi thêm cái mới."))
    factor: Authenticator = TOTP.activate(account, secret).instance
    factor.data[COUNTER], factor.created_at = counter, at
    factor.save(update_fields=["data", "created_at"])
    record(ADD_FACTOR, subject=account, by=by, at=at, detail={"factor": str(Kind.TOTP)})
    return _first_codes(account, by=by, at=at)


@action
def add_passkey(
    account: Account, complete: Callable[[], dict[str, Any]], *, name: str, by: Actor, at: datetime
) -> list[str]:
    """Keep a passkey under a name; return the first recovery codes, if made.

    `complete` ends the ceremony. Raises `Invalid` for an answer that is not to it, a device that is known, no name.
    """
    _own(account, by)
    said = must_say(name, _("Hãy đặt tên để sau này nhận ra thiết bị."), "name")
    credential = complete()
    kept = Authenticator.objects.filter(type=Kind.WEBAUTHN)
    if kept.filter(data__credential__rawId=credential["rawId"]).exists():
        raise Invalid(WRONG, field="credential")
    if _factors(account).filter(type=Kind.WEBAUTHN).count() >= MOST:
        raise WrongState(_("Mỗi tài khoản có không quá %(most)d passkey.") % {"most": MOST})
    data = {"name": said, "credential": credential}
    kept.create(user=account, type=Kind.WEBAUTHN, data=data, created_at=at)
    detail = {"factor": str(Kind.WEBAUTHN)}
    record(ADD_FACTOR, subject=account, by=by, at=at, detail=detail, personal={"name": said})
    return _first_codes(account, by=by, at=at)


@action
def renew_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    """Make new recovery codes; the old ones are good no more. Raises `WrongState` without a second factor."""
    _own(account, by)
    if not has_factor(account):
        raise WrongState(
            _("Hãy thêm ứng dụng tạo mã hoặc passkey trước; mã dự phòng chỉ để thay khi mất máy.")
        )
    _factors(account).filter(type=Kind.RECOVERY_CODES).delete()
    return _first_codes(account, by=by, at=at)


@action
def rename(account: Account, factor_id: int, *, name: str, by: Actor, at: datetime) -> None:
    """Name a passkey anew. Raises `Missing`, `Invalid` without a name."""
    _own(account, by)
    said = must_say(name, _("Hãy đặt tên để sau này nhận ra thiết bị."), "name")
    factor = one_of(account, factor_id)
    if factor.type != Kind.WEBAUTHN:
        raise Missing
    factor.data["name"] = said
    factor.save(update_fields=["data"])
    record(RENAME_FACTOR, subject=account, by=by, at=at, personal={"name": said})


@action
def remove(account: Account, factor_id: int, *, here: str | None, by: Actor, at: datetime) -> bool:
    """Remove one's own factor; return whether one is left.

    With the last one recovery codes go too, and all sessions but the one of here. Raises `Missing`.
    """
    _own(account, by)
    factor = one_of(account, factor_id)
    factor.delete()
    left = has_factor(account)
    if not left:
        _factors(account).delete()
        end_sessions(account, but=here)
    record(REMOVE_FACTOR, subject=account, by=by, at=at, detail={"factor": str(factor.type)})
    return left


@action
def clear(account_id: UUID, *, reason: str, by: Actor, at: datetime) -> Account:
    """Remove all factors of somebody who lost them; their sessions end. Never one's own.

    Raises `NotAllowed`, `Missing`, `Invalid` without a reason (it is about a person: in the erasable part),
    `WrongState` where there is none.
    """
    administers(by).or_raise()
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None or account.person_id is None:
        raise Missing
    may_manage(by, account.person_id, at).or_raise()
    if account.pk == by.account_id:
        raise NotAllowed(_("Của chính mình thì gỡ ở trang “Tài khoản của tôi”, hoặc nhờ một quản trị khác."))
    _clear(account, reason, by=by, at=at)
    return account


@action
def clear_at_the_machine(username: str, *, reason: str, by: Actor, at: datetime) -> Account:
    """Remove all factors of whoever nobody else can help: the only administrator. `by` is the system.

    Raises as `clear`; `NotAllowed` for an actor who came by a page.
    """
    if by.kind != ActorKind.SYSTEM:
        raise NotAllowed(OWN)
    account = Account.objects.select_for_update(of=("self",)).filter(username=fold(username)).first()
    if account is None:
        raise Missing(_("Không có tài khoản này: %(username)s.") % {"username": username})
    _clear(account, reason, by=by, at=at)
    return account


def has_factor(account: Account) -> bool:
    return bool(_factors(account).filter(type__in=SECOND).exists())


def one_of(account: Account, factor_id: int) -> Authenticator:
    """Return a factor of the account that can be shown by itself. Raises `Missing` for any other."""
    factor = _factors(account).filter(pk=factor_id, type__in=SECOND).first()
    if factor is None:
        raise Missing
    return factor


def _clear(account: Account, reason: str, *, by: Actor, at: datetime) -> None:
    said = must_say(reason, _("Hãy nêu lý do."), "reason")
    forgotten = forget_identities(account)
    if not _factors(account).delete()[0] and not forgotten:
        raise WrongState(_("Tài khoản này không có xác thực bước hai."))
    end_sessions(account)
    record(CLEAR_FACTORS, subject=account, by=by, at=at, personal={"reason": said})


def _factors(account: Account) -> Any:
    return Authenticator.objects.filter(user=account)


def _first_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    if _factors(account).filter(type=Kind.RECOVERY_CODES).exists():
        return []
    record(NEW_RECOVERY_CODES, subject=account, by=by, at=at)
    codes: list[str] = RecoveryCodes.activate(account).get_unused_codes()
    return codes


def _own(account: Account, by: Actor) -> None:
    if by.account_id != account.pk:
        raise NotAllowed(OWN)
