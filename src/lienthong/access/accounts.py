"""Accounts are opened, locked, given a first password or a link by an administrator; each is an act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.access import invitations
from lienthong.access.devices import end_sessions
from lienthong.access.elsewhere.forgetting import forget_identities
from lienthong.access.lasting import ensure_others_manage
from lienthong.access.models import Account
from lienthong.access.models.account import USERNAME, fold
from lienthong.access.passwords import give_first_password
from lienthong.access.policies import administers, may_deactivate, may_manage, reach_of
from lienthong.access.words import DEACTIVATE, INVITE, OPEN_ACCOUNT, RESET_PASSWORD
from lienthong.directory.models import Person
from lienthong.directory.revision import hold_directory
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, WrongState, type_of_reason

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """An account that was opened, with its first password, which is kept nowhere else; "" where a link was sent."""

    account: Account
    password: str


@action
def open_account(person_id: UUID, *, username: str, by: Actor, at: datetime) -> tuple[Account, str]:
    """Open the account of a person; returns it with its first password, which is kept nowhere else.

    Raises `NotAllowed`, `Invalid` for an unknown person or a name that is taken or not plain, `WrongState`
    for somebody who has an account.
    """
    administers(by).or_raise()
    try:
        (opened,) = _open({person_id: username}, "", by, at)
    except Missing as nobody:
        raise Invalid(_("Không có người này trong danh bạ."), field="person") from nobody
    return opened.account, opened.password


@action
def open_accounts(wanted: Mapping[UUID, str], *, invite: str = "", by: Actor, at: datetime) -> list[Opened]:
    """Open accounts for people by the names they are to have, an act for each: all of them, or none.

    With `invite`, the address under which links open here, each is sent a link by official e-mail instead of a
    first password. Raises as `open_account`; `Invalid` beside `username-<key of the person>`.
    """
    administers(by).or_raise()
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise Invalid(_("Hãy chọn từ 1 đến %(most)d người.") % {"most": MOST_AT_ONCE}, field="people")
    return _open(wanted, invite, by, at)


@action
def deactivate(account_id: UUID, *, reason: str, by: Actor, at: datetime) -> Account:
    """Lock an account: its sessions end with this act, its password is gone.

    A locked account to which a link was sent can be locked again: the link opens nothing any more.
    Raises `NotAllowed` (also for one's own), `Missing`, `Invalid` without a reason, `WrongState` if it is
    locked already, or nobody else is left who manages accounts. The reason is about a person, so it stands in
    the part that can be erased.
    """
    hold_directory()  # of two who lock each other, the second hears that nobody would be left
    account = _locked(account_id, by)
    may_deactivate(by, account, at).or_raise()
    if not may_be_locked(account):
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
    account = _anothers(account_id, by, at)
    account.is_active = True
    password = give_first_password(account, at=at)
    account.save(update_fields=["is_active", "must_change_password", "first_password_at", "password"])
    end_sessions(account)
    forget_identities(account)
    record(RESET_PASSWORD, subject=account, by=by, at=at)
    return account, password


@action
def invite(account_id: UUID, *, address: str, by: Actor, at: datetime) -> Account:
    """Send a link to set one's password to the official e-mail; until it is used, the old password stands.

    A locked account stays locked until then (`invitations.accept`). `address` is where links open here.
    Raises as `reset_password`, and `WrongState` where no link can be sent.
    """
    account = _anothers(account_id, by, at)
    _must_be_reached(account.person)
    record(INVITE, subject=account, by=by, at=at)
    invitations.send_later(account, address=address, at=at)
    return account


def may_be_locked(account: Account) -> bool:
    """Return whether there is something to lock: the account, or the link that would open it again."""
    if account.is_active:
        return True
    last = _last(account, DEACTIVATE, INVITE)
    return last is not None and last.verb == INVITE


def _open(wanted: Mapping[UUID, str], link: str, by: Actor, at: datetime) -> list[Opened]:
    people = _people(wanted, by, at)
    names = {key: _plain(name, _place(key, wanted)) for key, name in wanted.items()}
    _all_free(names, wanted)
    opened = []
    for key, person in people.items():
        if link:
            _must_be_reached(person)
        account = Account(username=names[key], person=person)
        password = "" if link else give_first_password(account, at=at)
        if link:
            account.set_unusable_password()
        account.save(force_insert=True)
        record(OPEN_ACCOUNT, subject=account, by=by, at=at, personal={"username": account.username})
        if link:
            record(INVITE, subject=account, by=by, at=at)
            invitations.send_later(account, address=link, at=at)
        opened.append(Opened(account, password))
    return opened


def _people(wanted: Mapping[UUID, str], by: Actor, at: datetime) -> dict[UUID, Person]:
    """Return those who are to have accounts, in their order; refused where one may not, or has one."""
    reach = reach_of(by, at, fresh=True)
    found = reach.people().filter(pk__in=list(wanted)).select_related("account").in_bulk()
    verdicts = reach.may_keep(found)
    for key in wanted:
        if key not in found:
            raise Missing
        if not verdicts[key]:
            raise NotAllowed(_named(found[key], verdicts[key].reason))
        if hasattr(found[key], "account"):
            raise WrongState(_("%(name)s đã có tài khoản.") % {"name": found[key].full_name})
    return {key: found[key] for key in wanted}


def _anothers(account_id: UUID, by: Actor, at: datetime) -> Account:
    """Return somebody else's account, to be given a new way in."""
    administers(by).or_raise()
    account = _locked(account_id, by)
    if account.pk == by.account_id:
        raise WrongState(_("Mật khẩu của chính mình thì đổi ở trang “Tài khoản của tôi”."))
    if account.person_id is None:
        raise Missing
    may_manage(by, account.person_id, at).or_raise()
    _ours_to_open(account, by, at)
    return account


def _ours_to_open(account: Account, by: Actor, at: datetime) -> None:
    """What was locked from above is not opened from below."""
    reach = reach_of(by, at)
    if account.is_active or reach.units is None:
        return
    locked = _last(account, DEACTIVATE)
    if locked is not None and locked.unit_id not in reach.units:
        raise NotAllowed(_("Tài khoản này do quản trị của tỉnh khóa; chỉ quản trị của tỉnh mở lại."))


def _last(account: Account, *verbs: str) -> Act | None:
    acts = Act.objects.filter(subject_id=account.pk, verb__in=verbs)
    return acts.order_by("-recorded_at", "-id").first()


def _locked(account_id: UUID, by: Actor) -> Account:
    administers(by).or_raise()
    rows = Account.objects.select_for_update(of=("self",)).select_related("person")
    account = rows.filter(pk=account_id).first()
    if account is None:
        raise Missing
    return account


def _must_be_reached(person: Person | None) -> None:
    verdict = invitations.may_be_sent(person)
    if person is not None and not verdict:
        raise WrongState(_named(person, verdict.reason))


def _named(person: Person, reason: type_of_reason) -> str:
    return f"{person.full_name}: {reason}"


def _place(key: UUID, wanted: Mapping[UUID, str]) -> str:
    """Return beside which question a refusal of a name stands: one of many has a place of its own."""
    return "username" if len(wanted) == 1 else f"username-{key}"


def _plain(username: str, field: str) -> str:
    name = fold(username)
    try:
        USERNAME(name)
    except ValidationError as wrong:
        raise Invalid(USERNAME.message, field=field) from wrong
    return name


def _all_free(names: Mapping[UUID, str], wanted: Mapping[UUID, str]) -> None:
    taken = {*Account.objects.filter(username__in=list(names.values())).values_list("username", flat=True)}
    for key, name in names.items():
        if name in taken:
            raise Invalid(_("Tên đăng nhập này đã có người dùng."), field=_place(key, wanted))
        taken.add(name)
