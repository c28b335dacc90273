"""Sessions by device: listed, ended from afar, bound to their browser, ended with the account."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lienthong.access.accounts import deactivate, reset_password
from lienthong.access.actors import actor_of
from lienthong.access.devices import clear_ended, device_words
from lienthong.access.models import Session
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act, Personal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
DEVICES = "/tai-khoan/thiet-bi/"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    from lienthong.access import doors

    later: list[timedelta] = []
    monkeypatch.setattr(doors, "now", lambda: AT + sum(later, timedelta(0)))
    return later


def entered(agent: str = DESK, name: str = "giam") -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/dang-nhap/", {"login": name, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/room/").status_code == 200


def copied(client: Client, *, but: str = "") -> Client:
    """Return another browser that has taken the cookies of this one, without one of them."""
    thief = Client(REMOTE_ADDR="198.51.100.9")
    for name, morsel in client.cookies.items():
        if name != but:
            thief.cookies[name] = morsel.value
    return thief


def devices(client: Client) -> list[Any]:
    return list(client.get(DEVICES).context["devices"])


def last(verb: str) -> Act:
    return Act.objects.filter(verb=verb).latest("recorded_at", "id")


def test_devices_are_listed_in_words_this_one_first(office: Office) -> None:
    here, _phone = entered(), entered(PHONE)
    page = here.get(DEVICES).content.decode()

    assert [(one.words, one.here) for one in devices(here)] == [
        ("Firefox trên Windows", True),
        ("Chrome trên Android", False),
    ]
    assert "Đăng nhập lúc" in page
    assert "05/03/2012 09:00" in page


def test_no_key_of_a_session_is_on_the_page(office: Office) -> None:
    here, _there = entered(), entered(PHONE)
    page = here.get(DEVICES).content.decode()

    assert not any(session.pk in page for session in Session.objects.all())


def test_one_device_is_signed_out_from_afar(office: Office) -> None:
    here, there, third = entered(), entered(PHONE), entered(PHONE)
    mark = next(one.mark for one in devices(here) if not one.here)

    assert here.post(f"{DEVICES}{mark}/").status_code == 302
    assert sorted([is_in(there), is_in(third)]) == [False, True]
    assert is_in(here)
    assert Personal.objects.get(act_id=last("access.end_session").id).payload == {"device": "Chrome|Android"}
    assert here.post(f"{DEVICES}{mark}/").status_code == 404


def test_all_others_are_signed_out(office: Office) -> None:
    here, there, third = entered(), entered(PHONE), entered(PHONE)

    assert here.post(f"{DEVICES}khac/").status_code == 302
    assert [is_in(one) for one in (here, there, third)] == [True, False, False]
    assert last("access.end_other_sessions").detail == {"ended": 2}


def test_a_device_of_somebody_else_is_not_there(office: Office) -> None:
    theirs = entered(name="quan")
    mark = devices(theirs)[0].mark

    assert entered().post(f"{DEVICES}{mark}/").status_code == 404
    assert is_in(theirs)


@pytest.mark.parametrize("but", ["browser"])
def test_a_stolen_key_of_a_session_opens_nothing_and_ends_it(office: Office, but: str) -> None:
    owner = entered()
    thief = copied(owner, but=but)
    answer = thief.get("/room/")

    assert answer["Location"].startswith("/dang-nhap/")
    assert not is_in(owner)
    act = last("access.session_refused")
    assert (act.actor_kind, act.subject_id, act.detail) == ("system", office.chief.pk, {})
    assert Personal.objects.get(act_id=act.id).payload == {"address": "198.51.100.9"}
    owner.post("/dang-nhap/", {"login": "giam", "password": PASSWORD})
    assert "Chặn phiên làm việc đến từ trình duyệt khác" in owner.get("/tai-khoan/").content.decode()


def test_a_key_in_the_thief_s_own_browser_opens_nothing(office: Office) -> None:
    owner, thief = entered(), entered(name="quan")
    thief.cookies["sessionid"] = owner.cookies["sessionid"].value

    assert not is_in(thief)
    assert thief.post("/room/").status_code == 302
    assert last("access.session_refused").subject_id == office.chief.pk


def test_a_forged_browser_opens_nothing(office: Office) -> None:
    owner = entered()
    thief = copied(owner, but="browser")
    thief.cookies["browser"] = owner.cookies["browser"].value[:-3] + "abc"

    assert not is_in(thief)


def test_two_accounts_share_a_browser_one_after_the_other(office: Office) -> None:
    client = entered()
    client.post("/dang-xuat/")
    client.post("/dang-nhap/", {"login": "quan", "password": PASSWORD})

    assert client.get("/room/").content.startswith("Quản trị hệ thống".encode())


def test_the_key_changes_with_signing_in(office: Office) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    client.post("/dang-nhap/", {"login": "giam", "password": PASSWORD})

    assert client.cookies["sessionid"].value != "a" * 32
    assert Session.objects.count() == 1


def test_use_is_written_every_five_minutes_and_costs_nothing_in_between(
    office: Office, clock: list[timedelta]
) -> None:
    client = entered()
    clock.append(timedelta(minutes=4, seconds=59))
    with CaptureQueriesContext(connection) as between:
        client.get("/room/")
    assert Session.objects.get().seen_at == AT
    clock.append(timedelta(seconds=1))
    with CaptureQueriesContext(connection) as written:
        client.get("/room/")

    assert Session.objects.get().seen_at == AT + timedelta(minutes=5)
    assert len(between) + 1 == len(written)
    assert sum("access_session" in query["sql"] for query in between) == 1


def test_what_the_session_holds_outlives_the_note_of_its_use(office: Office, clock: list[timedelta]) -> None:
    client = entered()
    clock.append(timedelta(minutes=6))
    client.post("/tai-khoan/chuc-vu/", {"post": str(office.center.pk)})

    assert Session.objects.get().seen_at == AT + timedelta(minutes=6)
    assert client.get("/room/").content.startswith("Giám đốc Trung tâm".encode())


def test_a_locked_account_and_a_new_first_password_leave_no_session(office: Office) -> None:
    by = actor_of(office.admin, at=AT)
    for act in (
        lambda: deactivate(office.chief.pk, reason="Nghi lộ", by=by, at=AT),
        lambda: reset_password(office.chief.pk, by=by, at=AT),
    ):
        client = entered()
        act()
        assert not Session.objects.filter(account=office.chief).exists()
        assert not is_in(client)


def test_a_new_password_ends_the_other_devices(office: Office) -> None:
    here, there = entered(), entered(PHONE)
    sent = {"old": PASSWORD, "new": "một câu khác hẳn 57", "again": "một câu khác hẳn 57"}

    assert here.post("/tai-khoan/mat-khau/", sent).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert [one.here for one in devices(here)] == [True]


def test_sessions_whose_time_is_over_are_cleared_at_night(office: Office) -> None:
    entered()
    Session.objects.update(expire_date=AT)
    entered()

    assert clear_ended() == 1
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome trên Android"),
        (DESK, "Firefox trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/126.0 Chrome/120.0 Safari/537.36", "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/25.0 Chrome/121", "Samsung Internet trên Android"),
        ("curl/8.5", "Không rõ thiết bị"),
        ("", "Không rõ thiết bị"),
        ("<script>Chrome</script>" + "x" * 9000, "Chrome"),
    ],
)  # fmt: skip
def test_a_device_in_words(rf: Any, agent: str, words: str) -> None:
    from lienthong.access.devices import device_of

    assert device_words(device_of(rf.get("/", HTTP_USER_AGENT=agent))) == words
