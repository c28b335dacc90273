import pytest
from django.test import Client

from lienthong.access.models import Account
from lienthong.access.policies import CHANGE_PASSWORD_FIRST, FORGED, NO_POST, NOBODY
from lienthong.access.tests import api_urls
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, Office
from lienthong.access.walking import unguarded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.api_urls")]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


def test_the_session_of_the_pages_opens_the_api(office: Office, browser: Browser) -> None:
    assert browser.of(office.chief).get("/api/me").json() == "Giám đốc Sở"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_hears_401(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/me")

    assert (answer.status_code, answer.json()["title"]) == (401, str(NOBODY))


def test_a_post_that_ended_hears_why(office: Office, browser: Browser) -> None:
    answer = browser.of(office.former).get("/api/me")

    assert (answer.status_code, answer.json()["title"]) == (403, str(NO_POST))


def test_a_first_password_is_changed_before_anything_is_done(office: Office, browser: Browser) -> None:
    Account.objects.filter(pk=office.chief.pk).update(must_change_password=True)
    answer = browser.of(office.chief).get("/api/me")

    assert (answer.status_code, answer.json()["title"]) == (403, str(CHANGE_PASSWORD_FIRST))


def test_a_change_without_the_token_of_the_session_is_forged(office: Office) -> None:
    strict = Browser(Client(enforce_csrf_checks=True)).of(office.chief)
    answer = strict.post("/api/me")

    assert (answer.status_code, answer.json()["title"]) == (403, str(FORGED))
    strict.cookies["csrftoken"] = "a" * 32
    assert strict.post("/api/me", headers={"x-csrftoken": "a" * 32}).json() == "Giám đốc Sở"


def test_an_operation_without_a_door_is_found() -> None:
    assert unguarded(api_urls) == []
    assert [found.partition(" ")[0] for found in unguarded(api_urls.WithAnOpenOne)] == ["open/anyone"]  # type: ignore[arg-type]
