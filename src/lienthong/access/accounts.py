"""Accounts are opened, locked and given a new first password by an administrator; each is an act."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.access.devices import end_sessions
from lienthong.access.lasting import ensure_others_manage
from lienthong.access.models import Account
from lienthong.access.models.account import USERNAME, fold
from lienthong.access.passwords import a_first_password
from lienthong.access.policies import may_deactivate, may_manage
from lienthong.access.words import DEACTIVATE, OPEN_ACCOUNT, RESET_PASSWORD
from lienthong.directory.models import Person
from lienthong.directory.revision import hold_directory
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, WrongState


@action
def open_account(person_id: UUID, *, username: str, by: Actor, at: datetime) -> tuple[Account, str]:
    """Open the account of a person; returns it with its first password, which is kept nowhere else.

    Raises `NotAllowed`, `Invalid` for an unknown person or a name that is taken or not plain, `WrongState`
    for somebody who has an account.
    """
    may_manage(by).or_raise()
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Invalid(_("Không có người này trong danh bạ."), field="person")
    if Account.objects.filter(person=person).exists():
        raise WrongState(_("%(name)s đã có tài khoản.") % {"name": person.full_name})
    password = a_first_password()
    account = Account(username=_free(username), person=person, must_change_password=True)
    account.set_password(password)
    account.save(force_insert=True)
    record(OPEN_ACCOUNT, subject=account, by=by, at=at, personal={"username": account.username})
    return account, password


@action
def deactivate(account_id: UUID, *, reason: str, by: Actor, at: datetime) -> Account:
    """Lock an account: its sessions end with this act, its password is gone.

    Raises `NotAllowed` (also for one's own), `Missing`, `Invalid` without a reason, `WrongState` if it is
    locked already, or nobody else is left who manages accounts. The reason is about a person, so it stands in
    the part that can be erased.
    """
    hold_directory()  # of two who lock each other, the second hears that nobody would be left
    account = _locked(account_id)
    may_deactivate(by, account).or_raise()
    if not account.is_active:
        raise WrongState(_("Tài khoản này đã khóa."))
    if not reason.strip():
        raise Invalid(_("Hãy nêu lý do."), field="reason")
    ensure_others_manage(account.person_id, on=local_day(at))
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    end_sessions(account)
    record(DEACTIVATE, subject=account, by=by, at=at, personal={"reason": reason.strip()})
    return account


@action
def reset_password(account_id: UUID, *, by: Actor, at: datetime) -> tuple[Account, str]:
    """Give a new first password, to be printed and handed over; a locked account is open again.

    Its sessions end. Raises `NotAllowed`, `Missing`, `WrongState` for one's own account: that is a change.
    """
    may_manage(by).or_raise()
    account = _locked(account_id)
    if account.pk == by.account_id:
        raise WrongState(_("Mật khẩu của chính mình thì đổi ở trang “Tài khoản của tôi”."))
    password = a_first_password()
    account.is_active, account.must_change_password = True, True
    account.set_password(password)
    account.save(update_fields=["is_active", "must_change_password", "password"])
    end_sessions(account)
    record(RESET_PASSWORD, subject=account, by=by, at=at)
    return account, password


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None:
        raise Missing
    return account


def _free(username: str) -> str:
    name = fold(username)
    try:
        USERNAME(name)
    except ValidationError as wrong:
        raise Invalid(USERNAME.message, field="username") from wrong
    if Account.objects.filter(username=name).exists():
        raise Invalid(_("Tên đăng nhập này đã có người dùng."), field="username")
    return name
