from typing import Any

import pytest
from django.db import IntegrityError

from lienthong.kernel.keys import new_key
from lienthong.kernel.notices import reading
from lienthong.kernel.notices.channels import AddressBook
from lienthong.kernel.notices.delivering import deliver
from lienthong.kernel.notices.models import Notice, Preference, Weight, Wish
from lienthong.kernel.notices.preferring import prefer, preference_of, wants
from lienthong.kernel.notices.recipients import Recipients
from lienthong.kernel.notices.telling import tell
from lienthong.kernel.notices.tests.conftest import remind

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = new_key()
CHANGE, TURN, SAFETY = Weight.CHANGE, Weight.TURN, Weight.SAFETY


@pytest.fixture
def book() -> AddressBook:
    made = AddressBook()
    made.register("email", lambda accounts: dict.fromkeys(accounts, "truong.phong@example.vn"))
    return made


def a_notice(weight: Weight) -> Notice:
    register = Recipients()
    register.register("notices_test.", lambda _act: [HEAD], weight)
    tell([remind(new_key()).id], register=register)
    return Notice.objects.latest("created_at", "id")


@pytest.mark.parametrize(
    ("wish", "leaves"),
    [(Wish.ALL, {CHANGE, TURN, SAFETY}), (Wish.TURN, {TURN, SAFETY}), (Wish.NONE, {SAFETY})],
)
def test_a_wish_says_what_leaves_and_safety_always_does(wish: Wish, leaves: set[Weight]) -> None:
    prefer(HEAD, email=True, sms=True, wish=wish)

    assert {weight for weight in Weight if wants(a_notice(weight), "email")} == leaves


def test_who_chose_nothing_is_sent_everything() -> None:
    assert all(wants(a_notice(weight), channel) for weight in Weight for channel in ("email", "sms"))


def test_a_channel_that_is_off_is_off_for_all_but_safety() -> None:
    prefer(HEAD, email=False, sms=True, wish=Wish.ALL)

    assert not wants(a_notice(TURN), "email")
    assert wants(a_notice(TURN), "sms")
    assert wants(a_notice(SAFETY), "email")


def test_the_worker_respects_it_and_the_page_has_everything(
    mail: Any, named: None, book: AddressBook
) -> None:
    prefer(HEAD, email=True, sms=True, wish=Wish.NONE)
    turn, safety = a_notice(TURN), a_notice(SAFETY)

    assert not deliver(turn.id, "email", book=book)
    assert deliver(safety.id, "email", book=book)
    assert len(list(mail.iterdir())) == 1
    assert reading.unread(HEAD) == 2


def test_a_later_choice_replaces_the_former() -> None:
    prefer(HEAD, email=True, sms=True, wish=Wish.NONE)
    prefer(HEAD, email=False, sms=True, wish=Wish.TURN)

    kept = preference_of(HEAD)
    assert (kept.email, kept.sms, kept.wish) == (False, True, Wish.TURN)
    assert Preference.objects.count() == 1


def test_the_database_refuses_a_wish_that_is_none() -> None:
    with pytest.raises(IntegrityError, match="preference_wish_known"):
        Preference.objects.create(account_id=HEAD, wish="sometimes")
