"""People and appointments of an agency through the API: the same checks as the workbook, errors by their path."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lienthong.access.tests.agency import Agency, an_agency
from lienthong.access.tests.factor import step_up
from lienthong.access.tests.office import AT
from lienthong.directory.models import Appointment, Person
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.web.urls")]
API = "/api/agency"
NEW = {"code": "M1", "full_name": "Đặng Văn Mới"}


@pytest.fixture
def agency(db: None, monkeypatch: pytest.MonkeyPatch) -> Agency:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)
    return an_agency()


@pytest.fixture
def keeper(agency: Agency) -> Client:
    return signed_in(agency, "co")


def signed_in(agency: Agency, who: str) -> Client:
    client = Client()
    client.force_login(agency.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return step_up(client, agency.accounts[who])


def sent(client: Client, address: str, body: Any, key: str = "") -> Any:
    head = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(f"{API}/{address}", json.dumps(body), content_type="application/json", **head)


def recorded() -> list[str]:
    acts = Act.objects.exclude(verb__startswith="access.set_").exclude(verb="access.step_up")
    return sorted(acts.values_list("verb", flat=True))


def test_people_and_appointments_of_ones_own_agency(keeper: Client) -> None:
    people = keeper.get(f"{API}/people").json()
    held = keeper.get(f"{API}/appointments").json()

    assert [one["code"] for one in people["people"]] == ["chuyen", "co", "giam", "ke", "thu", "tinh"]
    assert {one["person"] for one in held["appointments"]} == {one["code"] for one in people["people"]}
    assert people["next"] is None


def test_pages_go_on_where_they_ended(
    agency: Agency, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lienthong.access import agency_api

    monkeypatch.setattr(agency_api, "PAGE", 4)
    for address, what in (("people", "people"), ("appointments", "appointments")):
        first = keeper.get(f"{API}/{address}").json()
        rest = keeper.get(f"{API}/{address}", {"after": first["next"]}).json()
        assert len({one["id"] for one in first[what] + rest[what]}) == 6
        assert rest["next"] is None


def test_what_was_looked_at_is_carried_out_once(agency: Agency, keeper: Client) -> None:
    cast.a_post(agency.units["SO.P1"], code="trong")
    rows = {
        "people": [NEW],
        "appointments": [{"person": "M1", "post": "trong", "since": "2012-04-01", "until": "2012-12-31"}],
    }
    looked = sent(keeper, "dry-runs", rows).json()
    assert looked["errors"] == []
    assert [step["change"] for step in looked["changes"]] == ["new", "new"]
    assert recorded() == []

    key = str(new_key())
    done = sent(keeper, "imports", rows | {"mark": looked["mark"]}, key)
    assert done.status_code == 200, done.content
    assert sent(keeper, "imports", rows | {"mark": looked["mark"]}, key).status_code == 200
    assert str(Appointment.objects.get(person__code="M1").during.upper) == "2013-01-01"
    assert recorded() == ["directory.appoint", "directory.import_people", "directory.register_person"]


def test_what_is_left_out_stays_as_it_is(agency: Agency, keeper: Client) -> None:
    Person.objects.filter(code="thu").update(email="thu@so.example", phone="1")
    rows = {"people": [{"code": "thu", "full_name": "Mai Thị Thư", "phone": "2"}]}

    assert sent(keeper, "dry-runs", rows).json()["changes"][0]["after"] == {"phone": "2"}


def test_what_is_wrong_is_said_by_its_path(keeper: Client) -> None:
    rows = {
        "people": [NEW, {"code": "M2", "full_name": " ", "email": "x@"}],
        "appointments": [{"person": "lang", "post": "lang", "since": "2012-04-01"}],
    }
    looked = sent(keeper, "dry-runs", rows).json()
    wrong = sent(keeper, "imports", rows | {"mark": "x"})

    paths = [one["at"] for one in looked["errors"]]
    assert paths == [
        ["people", 1, "full_name"],
        ["people", 1, "email"],
        ["appointments", 0, "post"],
        ["appointments", 0, "person"],
    ]
    assert looked["mark"] == ""
    assert wrong.status_code == 422
    assert wrong["Content-Type"] == "application/problem+json"
    assert [one["at"] for one in wrong.json()["errors"]] == paths
    assert recorded() == []


def test_rows_that_would_do_something_else_by_now_are_told(keeper: Client) -> None:
    rows = {"people": [NEW]}
    mark = sent(keeper, "dry-runs", rows).json()["mark"]
    other = sent(keeper, "imports", {"people": [NEW | {"full_name": "Tên Khác"}], "mark": mark})

    assert other.status_code == 409
    assert recorded() == []


def test_too_many_rows_are_refused(keeper: Client, settings: Settings) -> None:
    settings.IMPORT_MOST_ROWS = 1
    assert sent(keeper, "dry-runs", {"people": [NEW, NEW]}).status_code == 422


@pytest.mark.parametrize("who", ["giam", "chuyen"])
def test_who_administers_nothing_hears_why(agency: Agency, who: str) -> None:
    client = signed_in(agency, who)
    answers = [
        client.get(f"{API}/people"),
        client.get(f"{API}/appointments"),
        sent(client, "dry-runs", {"people": [NEW]}),
        sent(client, "imports", {"people": [NEW], "mark": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert "quản lý cán bộ và tài khoản của cơ quan" in answers[0].json()["title"]
    assert Client().get(f"{API}/people").status_code == 401
    assert recorded() == []
