"""The way back of an administrator who is alone and has lost every second factor: at the machine, and recorded."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from lienthong.access.factors.keeping import clear_at_the_machine, has_factor
from lienthong.access.models import Account
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.refusals import NotAllowed

pytestmark = pytest.mark.django_db
AT = datetime(2012, 3, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def alone() -> Account:
    account = Account.objects.make("quan", "một câu dài của riêng tôi")
    TOTP.activate(account, generate_totp_secret())
    return account


def test_all_factors_go_the_password_stays_and_it_is_an_act_of_the_system(alone: Account) -> None:
    said = StringIO()
    call_command("clear_factors", "QUAN", reason="Mất điện thoại, biên bản 12", stdout=said, no_color=True)

    assert not has_factor(alone)
    assert Account.objects.get().check_password("một câu dài của riêng tôi")
    assert "Đã gỡ xác thực bước hai của quan." in said.getvalue()
    act = Act.objects.get(verb="access.clear_factors")
    assert (act.actor_kind, act.subject_id) == ("system", alone.pk)
    assert Personal.objects.get(act_id=act.id).payload == {"reason": "Mất điện thoại, biên bản 12"}


@pytest.mark.parametrize(
    ("username", "reason", "words"),
    [("quan", " ", "Hãy nêu lý do"), ("khac", "mất máy", "Không có tài khoản này: khac")],
)
def test_without_a_reason_or_an_account_nothing_is_done(
    alone: Account, username: str, reason: str, words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("clear_factors", username, reason=reason)
    assert has_factor(alone)
    assert not Act.objects.exists()


def test_an_account_without_factors_is_said(alone: Account) -> None:
    Authenticator.objects.all().delete()
    with pytest.raises(CommandError, match="không có xác thực bước hai"):
        call_command("clear_factors", "quan", reason="mất máy")


def test_nobody_who_came_by_a_page_does_it(alone: Account) -> None:
    somebody = Actor(kind=ActorKind.PARTY, name="Ai đó", account_id=alone.pk)
    with pytest.raises(NotAllowed):
        clear_at_the_machine("quan", reason="mất máy", by=somebody, at=AT)
    assert has_factor(alone)
