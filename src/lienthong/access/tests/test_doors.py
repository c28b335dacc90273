import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from lienthong.access.doors import anyone, page
from lienthong.access.policies import NO_POST, NOBODY, needs, signed_in
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import Office
from lienthong.access.walking import unguarded
from lienthong.kernel.acts import moments

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors
    from lienthong.access.tests.office import AT

    monkeypatch.setattr(doors, "now", lambda: AT)


def test_nobody_may_stand_in_the_hall(client: Client) -> None:
    answer = client.get("/hall/")

    assert (answer.status_code, answer.content) == (200, b"hall")
    assert not answer.has_header("Cache-Control")


def test_nobody_is_sent_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/room/?tab=2")

    assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap/?next=%2Froom%2F%3Ftab%3D2"


def test_what_was_sent_after_a_session_ended_leads_back_to_its_page(client: Client) -> None:
    answer = client.post("/room/", headers={"referer": "http://testserver/form/"})

    assert answer["Location"] == "/dang-nhap/?next=%2Fform%2F"
    answer = client.post("/room/", headers={"referer": "https://elsewhere.example/form/"})
    assert answer["Location"] == "/dang-nhap/?next=%2F"


def test_a_part_of_a_page_sends_the_whole_page(client: Client) -> None:
    answer = client.get(
        "/room/", headers={"hx-request": "true", "hx-current-url": "http://testserver/list/?q=1"}
    )

    assert answer["HX-Redirect"] == "/dang-nhap/?next=%2Flist%2F%3Fq%3D1"


def test_a_program_hears_the_refusal(client: Client) -> None:
    answer = client.get("/room/", headers={"accept": "application/json"})

    assert answer.status_code == 401


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_stay_outside(office: Office, browser: Browser, method: str) -> None:
    answer = getattr(browser.of(office.chief), method)("/room/")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


def test_an_official_enters_at_this_moment_and_is_kept_out_of_caches(
    office: Office, browser: Browser
) -> None:
    answer = browser.of(office.chief).get("/room/")

    assert answer.content.decode() == "Giám đốc Sở|vi|UTC"
    assert answer["Cache-Control"] == "private, no-store"


def test_who_may_not_hears_why(office: Office, browser: Browser) -> None:
    answer = browser.of(office.admin).get("/desk/")

    assert answer.status_code == 403
    assert "chưa được giao quyền này: theo dõi" in answer.content.decode()


def test_power_ends_with_the_appointment(office: Office, browser: Browser) -> None:
    answer = browser.of(office.former).get("/desk/")

    assert answer.status_code == 403
    assert str(NO_POST) in answer.content.decode()


def test_a_storey_below_gets_its_door_from_here(office: Office, browser: Browser) -> None:
    assert browser.of(office.chief).get("/cellar/").status_code == 403
    assert browser.of(office.admin).get("/cellar/").status_code == 200


def test_a_first_password_opens_only_the_page_that_changes_it(office: Office, browser: Browser) -> None:
    office.chief.must_change_password = True
    office.chief.save()
    answer = browser.of(office.chief).get("/room/")

    assert answer["Location"] == "/tai-khoan/mat-khau/"
    assert browser.client.get("/tai-khoan/mat-khau/").status_code == 200


def test_the_account_speaks_unless_the_browser_has_chosen(office: Office, browser: Browser) -> None:
    office.chief.language = "en"
    office.chief.save()

    assert b"|en|" in browser.of(office.chief).get("/room/").content
    browser.client.cookies["django_language"] = "vi"
    assert b"|vi|" in browser.client.get("/room/").content


def test_a_locked_account_ends_in_the_next_step(office: Office, browser: Browser) -> None:
    client = browser.of(office.chief)
    office.chief.is_active = False
    office.chief.save()

    assert client.get("/room/").status_code == 302


def test_policies_answer_without_anybody() -> None:
    assert signed_in(None).reason == NOBODY
    assert needs("tasks_assign")(None).reason == NOBODY
    assert moments


def test_a_route_without_a_door_is_found() -> None:
    class Routes:
        urlpatterns = [
            path("shut/", page(anyone)(lambda _request: HttpResponse())),
            path("open/<int:key>/", lambda _request, **_: HttpResponse()),
        ]

    found = unguarded(Routes)  # type: ignore[arg-type]

    assert len(found) == 1
    assert found[0].startswith("open/<int:key>/")
