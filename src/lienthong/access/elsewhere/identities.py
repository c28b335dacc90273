"""Identities and accounts: one identity belongs to one account; (issuer, subject) finds it, nothing else of a token.

The links are rows of the library (`SocialAccount`); of what the provider tells they keep the subject alone.
"""

import secrets
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lienthong.access.elsewhere.claims import Claimed
from lienthong.access.elsewhere.configuration import Provider
from lienthong.access.elsewhere.tokens import Identity
from lienthong.access.models import Account
from lienthong.access.passwords import PLAIN
from lienthong.access.sessions import NO_SUCH_ACCOUNT
from lienthong.access.sign_in import CLOSED
from lienthong.access.words import IDENTITY_REFUSED, LINK_IDENTITY, OPEN_ACCOUNT, UNLINK_IDENTITY
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Missing, NotAllowed, WrongState, type_of_reason
from lienthong.parties.actions import enter_party, hold_parties
from lienthong.parties.models import Party

OF_SOMEBODY_ELSE = _("Danh tính này đã gắn với một tài khoản khác; mỗi danh tính chỉ gắn với một tài khoản.")
HAS_ONE = _("Tài khoản này đã gắn với một danh tính; hãy gỡ trước khi gắn danh tính khác.")
ONLY_WAY = _("Đây là cách đăng nhập duy nhất của tài khoản này, nên không gỡ được.")
OTHER_KIND = _("Số này đang ghi cho một đối tượng loại khác. Hãy liên hệ cơ quan tiếp nhận để đính chính.")
_HOLD = "SELECT pg_advisory_xact_lock(hashtext('identities'))"


def account_of(identity: Identity) -> Account | None:
    """Return the account of an identity, with whose it is; one statement."""
    accounts = Account.objects.select_related("party")
    found = accounts.filter(socialaccount__provider=identity.issuer, socialaccount__uid=identity.subject)
    return found.first()


def is_linked(account: Account, provider: Provider) -> bool:
    return bool(SocialAccount.objects.filter(user=account, provider=provider.issuer).exists())


@action
def come_first(
    identity: Identity, claimed: Claimed, provider: Provider, *, by: Actor, at: datetime
) -> Account:
    """Return the account of an identity that comes for the first time: of the registered party, or of a new one.

    What is registered stays as it is. Powers come with posts alone, so this is a citizen or an enterprise, also
    when an official of the same name has an account. Raises `NotAllowed` for a locked account, `WrongState` for
    a number that stands for something else here.
    """
    _hold()
    hold_parties()
    if (known := account_of(identity)) is not None:
        return known
    party = _party(claimed, provider, by=by, at=at)
    account = Account.objects.filter(party=party).order_by("id").first() or _opened(
        party, provider, by=by, at=at
    )
    if not account.is_active:
        raise NotAllowed(CLOSED)
    if is_linked(account, provider):
        raise WrongState(HAS_ONE)
    _link(account, identity, provider, by=by, at=at)
    return account


@action
def link(account: Account, identity: Identity, provider: Provider, *, by: Actor, at: datetime) -> None:
    """Let one's own account be entered by an identity. Raises `NotAllowed`, `WrongState`."""
    if by.account_id != account.pk:
        raise NotAllowed(_("Mỗi người tự gắn danh tính của mình."))
    _hold()
    if SocialAccount.objects.filter(provider=identity.issuer, uid=identity.subject).exists():
        raise WrongState(OF_SOMEBODY_ELSE)
    if is_linked(account, provider):
        raise WrongState(HAS_ONE)
    _link(account, identity, provider, by=by, at=at)


@action
def unlink(account: Account, provider: Provider, *, by: Actor, at: datetime) -> None:
    """Take the identity off one's own account. Raises `NotAllowed`, `Missing`, `WrongState` without another way in."""
    if by.account_id != account.pk:
        raise NotAllowed(_("Mỗi người tự gỡ danh tính của mình."))
    _hold()
    if not account.has_usable_password():
        raise WrongState(ONLY_WAY)
    removed, _by_kind = SocialAccount.objects.filter(user=account, provider=provider.issuer).delete()
    if not removed:
        raise Missing
    record(UNLINK_IDENTITY, subject=account, by=by, at=at, detail={"provider": provider.name})


@action
def note_refusal(
    why: type_of_reason, provider: Provider, *, account: Account | None, address: str, by: Actor, at: datetime
) -> None:
    """Record that what came from the provider was not taken, and why; nothing of the token itself.

    `account` is that of somebody who was linking; who was signing in is not known.
    """
    with translation.override("vi"):
        detail = {"provider": provider.name, "reason": str(why)}
    subject, personal = account or NO_SUCH_ACCOUNT, {"address": address}
    record(IDENTITY_REFUSED, subject=subject, by=by, at=at, detail=detail, personal=personal)


def _hold() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def _party(claimed: Claimed, provider: Provider, **who: Any) -> Party:
    registered = Party.objects.filter(identifier_kind=claimed.identifier_kind)
    for number in claimed.numbers:
        if (found := registered.filter(identifier=number).first()) is not None:
            if found.kind != claimed.kind:
                raise WrongState(OTHER_KIND)
            return found
    return enter_party(
        f"DT-{_a_word(10)}",
        kind=claimed.kind,
        name=claimed.name,
        identifier=claimed.numbers[0],
        identifier_kind=claimed.identifier_kind,
        source=provider.name,
        **who,
    )


def _opened(party: Party, provider: Provider, *, by: Actor, at: datetime) -> Account:
    """Open an account that has no password: its name says nothing of whose it is."""
    account = Account(username=f"dt.{_a_word(10)}", party=party)
    account.set_unusable_password()
    account.save(force_insert=True)
    record(OPEN_ACCOUNT, subject=account, by=by, at=at, detail={"provider": provider.name})
    return account


def _link(account: Account, identity: Identity, provider: Provider, *, by: Actor, at: datetime) -> None:
    SocialAccount.objects.create(user=account, provider=identity.issuer, uid=identity.subject)
    detail = {"provider": provider.name, "level": identity.level}
    record(LINK_IDENTITY, subject=account, by=by, at=at, detail=detail)


def _a_word(letters: int) -> str:
    return "".join(secrets.choice(PLAIN) for _letter in range(letters))
