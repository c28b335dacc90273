from datetime import date

import pytest
from django.test import Client

from lienthong.access.models import Account
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
BETTER = "một câu khác hẳn 57"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def chief(office: Office, browser: Browser) -> Client:
    return browser.of(office.chief)


def change(client: Client, old: str = PASSWORD, new: str = BETTER, again: str | None = None):
    return client.post("/tai-khoan/mat-khau/", {"old": old, "new": new, "again": again or new})


def changes() -> int:
    return Act.objects.filter(verb="access.change_password").count()


def test_my_account_shows_who_i_am_and_every_post_i_hold(chief: Client) -> None:
    page = chief.get("/tai-khoan/").content.decode()

    assert "Trần Thị Giám" in page
    assert "Giám đốc Sở, Sở Thông tin" in page
    assert "Giám đốc Trung tâm, Trung tâm" in page


def test_my_account_shows_who_came_in_from_where(chief: Client) -> None:
    chief.post("/dang-xuat/")
    chief.post("/dang-nhap/", {"login": "giam", "password": "sai"}, REMOTE_ADDR="198.51.100.9")
    chief.post("/dang-nhap/", {"login": "giam", "password": PASSWORD}, REMOTE_ADDR="203.0.113.7")
    page = chief.get("/tai-khoan/").content.decode()

    assert "Đăng nhập không thành công" in page
    assert "198.51.100.9" in page
    assert "203.0.113.7" in page


def test_a_former_official_still_has_an_account_page_and_is_told(office: Office, browser: Browser) -> None:
    assert "không giữ chức vụ nào" in browser.of(office.former).get("/tai-khoan/").content.decode()


def test_another_post_is_taken_for_this_session(office: Office, chief: Client) -> None:
    assert chief.post("/tai-khoan/chuc-vu/", {"post": str(office.center.pk)}).status_code == 302
    assert chief.get("/room/").content.startswith("Giám đốc Trung tâm".encode())
    assert chief.get("/desk/").status_code == 403


def test_a_post_that_is_not_mine_is_refused(office: Office, chief: Client) -> None:
    for forged in (str(office.specialist.pk), str(new_key()), "không phải khóa", ""):
        answer = chief.post("/tai-khoan/chuc-vu/", {"post": forged})

        assert answer.status_code == 403
        assert "không giữ chức vụ này" in answer.content.decode()
    assert chief.get("/room/").content.startswith("Giám đốc Sở".encode())


def test_a_chosen_post_that_ended_is_passed_over(office: Office, chief: Client) -> None:
    chief.post("/tai-khoan/chuc-vu/", {"post": str(office.center.pk)})
    held = office.center.appointments.get()
    held.end(on=date(2012, 3, 1), at=AT)

    assert chief.get("/room/").content.startswith("Giám đốc Sở".encode())


def test_language_and_density_are_mine(office: Office, chief: Client) -> None:
    chief.cookies["django_language"] = "vi"
    chief.post("/tai-khoan/hien-thi/", {"language": "en", "dense": "on"})
    office.chief.refresh_from_db()

    assert (office.chief.language, office.chief.dense) == ("en", True)
    assert b"|en|" in chief.get("/room/").content
    assert chief.post("/tai-khoan/hien-thi/", {"language": "xx"}).status_code == 422


def test_a_new_password_keeps_this_session_and_ends_the_others(office: Office, chief: Client) -> None:
    elsewhere = Browser(Client()).of(office.chief)
    assert change(chief).status_code == 302

    assert chief.get("/room/").status_code == 200
    assert elsewhere.get("/room/").status_code == 302
    assert changes() == 1
    assert Account.objects.get(pk=office.chief.pk).check_password(BETTER)


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("sai", BETTER, BETTER, "Mật khẩu hiện tại không đúng."),
        (PASSWORD, PASSWORD, PASSWORD, "Mật khẩu mới phải khác"),
        (PASSWORD, "ngắn", "ngắn", "10"),
        (PASSWORD, "1234567890", "1234567890", ""),
        (PASSWORD, BETTER, BETTER + "x", "Hai lần nhập không giống nhau."),
        (PASSWORD, "", "", ""),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    office: Office, chief: Client, old: str, new: str, again: str, why: str
) -> None:
    answer = change(chief, old, new, again)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Account.objects.get(pk=office.chief.pk).check_password(PASSWORD)
    assert changes() == 0


def test_an_open_browser_is_no_way_to_guess_the_password(chief: Client) -> None:
    for _ in range(5):
        change(chief, old="sai")
    answer = change(chief)

    assert answer.status_code == 409
    assert "thử lại sau" in answer.content.decode()
    assert changes() == 0


def test_a_first_password_is_changed_once_and_the_doors_open(office: Office, chief: Client) -> None:
    Account.objects.filter(pk=office.chief.pk).update(must_change_password=True)
    assert chief.get("/desk/").status_code == 302

    change(chief)

    assert chief.get("/desk/").status_code == 200
