"""The page on which I say what is sent to me; of what touches my account I am told whatever I say."""

from html import unescape

import pytest

from lienthong.access.accounts import reset_password
from lienthong.access.actors import actor_of
from lienthong.access.passwords import change_password
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act
from lienthong.kernel.notices.models import Notice, Preference, Weight, Wish
from lienthong.kernel.notices.preferring import prefer, preference_of, wants
from lienthong.kernel.notices.telling import tell

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
PAGE = "/tai-khoan/thong-bao/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


def test_it_is_reached_from_my_account_and_shows_what_holds(office: Office, browser: Browser) -> None:
    prefer(office.chief.pk, email=False, sms=True, wish=Wish.TURN)
    client = browser.of(office.chief)

    assert PAGE in client.get("/tai-khoan/").content.decode()
    read = unescape(client.get(PAGE).content.decode())
    assert 'value="turn"' in read
    assert "chưa bật gửi thư điện tử" in read


def test_what_i_choose_is_kept(office: Office, browser: Browser) -> None:
    answer = browser.of(office.chief).post(PAGE, {"wish": "none", "sms": "on"})

    assert answer.status_code == 302
    kept = preference_of(office.chief.pk)
    assert (kept.email, kept.sms, kept.wish) == (False, True, Wish.NONE)


@pytest.mark.parametrize("wish", ["", "sometimes"])
def test_a_choice_that_is_none_is_refused(office: Office, browser: Browser, wish: str) -> None:
    assert browser.of(office.chief).post(PAGE, {"wish": wish}).status_code == 422
    assert not Preference.objects.exists()


def test_nobody_else_reads_it(client: object) -> None:
    assert client.get(PAGE).status_code == 302  # type: ignore[attr-defined]


def test_of_a_new_password_the_owner_is_told_whatever_they_chose(office: Office) -> None:
    prefer(office.former.pk, email=False, sms=False, wish=Wish.NONE)
    prefer(office.chief.pk, email=False, sms=False, wish=Wish.NONE)
    reset_password(office.former.pk, by=actor_of(office.admin, at=AT), at=AT)
    by = actor_of(office.chief, at=AT)
    change_password(office.chief, old=PASSWORD, new="một câu khác hẳn", by=by, at=AT)

    tell(Act.objects.filter(verb__contains="password").values_list("id", flat=True))

    told = {notice.account_id: notice for notice in Notice.objects.all()}
    assert set(told) == {office.former.pk, office.chief.pk}
    assert all(notice.weight == Weight.SAFETY and wants(notice, "email") for notice in told.values())
