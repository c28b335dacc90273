"""A link to set a password: signed, for some days, once, and only while the account stays as it was.

Nothing is kept: the link carries the account, its last moment and a mark of the account's state. A new password,
a lock, another e-mail address, a sign-in: each makes another state, and the link opens nothing any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.access.models import Account
from lienthong.access.passwords import strong
from lienthong.access.words import ACCEPT_INVITATION, REFUSE_LINK
from lienthong.directory.models import Person
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.notices.channels import Channel, Message, channels
from lienthong.kernel.refusals import Missing, Refused, Verdict, allow, deny
from lienthong.kernel.ui.formats import moment_words

SALT = "lienthong.access.invitations"
MAIL = "email"
NO_MAIL = _("Hệ thống này chưa bật thư điện tử; hãy in mật khẩu ban đầu.")
NO_ADDRESS = _("Chưa ghi thư công vụ của người này; hãy đính chính thông tin, hoặc in mật khẩu ban đầu.")
ENDED = _(
    "Liên kết đặt mật khẩu này không còn dùng được: đã quá hạn, đã dùng, hoặc tài khoản đã thay đổi. "
    "Hãy nhờ quản trị của cơ quan gửi lại."
)


class LinkEnded(Refused):
    """The link was one of ours, and opens nothing any more."""

    status = 410


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says of itself; whose signature was right."""

    account_id: UUID
    until: datetime
    mark: str


def may_be_sent(person: Person | None) -> Verdict:
    """Return whether a link reaches this person: mail leaves the house, and an official address is known."""
    if _mail() is None:
        return deny(NO_MAIL)
    return allow() if person is not None and person.email else deny(NO_ADDRESS)


def send_later(account: Account, *, address: str, at: datetime) -> None:
    """Put the letter in the queue, inside the action that invites; the link is made when it leaves."""
    until = at + timedelta(days=settings.INVITATION_DAYS)
    defer(
        "access.invite",
        account_id=str(account.pk),
        address=address,
        mark=mark_of(account),
        until=int(until.timestamp()),
    )


def send(account_id: UUID, *, address: str, mark: str, until: datetime) -> bool:
    """Send the letter; say whether. An account that has changed since is sent nothing. Safe to run twice."""
    account = Account.objects.select_related("person").filter(pk=account_id).first()
    way = _mail()
    if way is None or account is None or account.person is None or not account.person.email:
        return False
    if mark_of(account) != mark:
        return False
    way.send(_letter(account, account.person.email, f"{address}{token_of(account, until=until)}/", until))
    return True


def token_of(account: Account, *, until: datetime) -> str:
    said = {"a": str(account.pk), "u": int(until.timestamp()), "m": mark_of(account)}
    return signing.Signer(salt=SALT).sign_object(said)


def read(token: str) -> Link:
    """Return what a link says. Raises `Missing` for one that nobody here has signed."""
    try:
        said: Mapping[str, str] = signing.Signer(salt=SALT).unsign_object(token)
        return Link(UUID(said["a"]), datetime.fromtimestamp(int(said["u"]), UTC), said["m"])
    except (signing.BadSignature, KeyError, TypeError, ValueError, UnicodeError):
        raise Missing(_("Liên kết này không đúng; hãy mở lại từ thư đã nhận.")) from None


def account_for(link: Link, *, at: datetime, lock: bool = False) -> Account:
    """Return the account that the link still opens. Raises `LinkEnded`."""
    rows = Account.objects.select_related("person").filter(pk=link.account_id)
    account = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if account is None or at >= link.until or not constant_time_compare(mark_of(account), link.mark):
        raise LinkEnded(ENDED)
    return account


@action
def accept(link: Link, *, new: str, by: Actor, at: datetime) -> Account:
    """Set the password by the link, which is used up with it; an account that was locked is open again.

    Whoever sent the link was allowed to open it, and a lock since then has ended the link.
    Raises `LinkEnded`, `Invalid` for a weak password.
    """
    account = account_for(link, at=at, lock=True)
    strong(new, account)
    detail = {} if account.is_active else {"reopened": True}
    account.set_password(new)
    account.is_active, account.must_change_password, account.first_password_at = True, False, None
    account.save(update_fields=["password", "is_active", "must_change_password", "first_password_at"])
    record(ACCEPT_INVITATION, subject=account, by=by, at=at, detail=detail)
    return account


@action
def note_refused(link: Link, *, address: str, by: Actor, at: datetime) -> None:
    """Record that somebody came with a link that opens nothing any more; `by` is the system."""
    subject = ("access.account", link.account_id)
    late = {"late": at >= link.until}
    record(REFUSE_LINK, subject=subject, by=by, at=at, detail=late, personal={"address": address})


def mark_of(account: Account) -> str:
    """Return a word that is another one as soon as the account is."""
    email = account.person.email if account.person else ""
    state = (account.pk, account.username, account.password, account.is_active, account.signed_in_at, email)
    return salted_hmac(SALT, repr(tuple(map(str, state))), algorithm="sha256").hexdigest()[:24]


def _mail() -> Channel | None:
    return next((way for way in channels() if way.name == MAIL), None)


def _letter(account: Account, to: str, link: str, until: datetime) -> Message:
    text = gettext(
        "Tên đăng nhập: %(username)s\n\n"
        "Mở liên kết này để đặt mật khẩu; dùng được một lần, đến %(until)s:\n%(link)s\n\n"
        "Nếu anh/chị không chờ thư này, hãy bỏ qua và báo quản trị của cơ quan."
    )
    said = {"username": account.username, "until": moment_words(until), "link": link}
    return Message(to, gettext("Đặt mật khẩu Liên Thông"), text % said)
