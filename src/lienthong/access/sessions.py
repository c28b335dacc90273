"""Coming and going are acts. Where from is personal: it can be erased, and only its owner sees it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from lienthong.access.models import Account
from lienthong.access.words import LOCK_OUT, SIGN_IN, SIGN_IN_FAILED, SIGN_OUT
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record

NO_SUCH_ACCOUNT = ("access.account", UUID(int=0))


@action
def sign_in(
    account: Account,
    *,
    address: str,
    by: Actor,
    at: datetime,
    factor: str = "",
    how: Mapping[str, str] | None = None,
) -> None:
    """Record a coming, and the second factor that was shown; `how` names provider and level of a sign-in elsewhere."""
    Account.objects.filter(pk=account.pk).update(signed_in_at=at)
    detail = {**(how or {}), **({"factor": factor} if factor else {})}
    record(SIGN_IN, subject=account, by=by, at=at, detail=detail, personal={"address": address})


@action
def fail_to_sign_in(
    account: Account | None, *, address: str, wait: timedelta, by: Actor, at: datetime
) -> None:
    """Record a wrong name or password, and the lock-out that it brings. What was typed is recorded nowhere.

    `by` is the system: whoever typed is not known.
    """
    subject = account or NO_SUCH_ACCOUNT
    record(SIGN_IN_FAILED, subject=subject, by=by, at=at, personal={"address": address})
    if wait:
        minutes = {"minutes": wait // timedelta(minutes=1)}
        record(LOCK_OUT, subject=subject, by=by, at=at, detail=minutes, personal={"address": address})


@action
def sign_out(account: Account, *, by: Actor, at: datetime) -> None:
    record(SIGN_OUT, subject=account, by=by, at=at)
