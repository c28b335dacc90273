"""Catalogues through the API: the same rows, checks and act as the workbook; wrong rows by their path."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lienthong.access.tests.agency import Agency, an_agency
from lienthong.access.tests.factor import step_up
from lienthong.access.tests.office import AT
from lienthong.directory.models import PlaceVersion
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.web.urls")]
API = "/api/catalogues"
NEW = {"code": "60-2", "name": "Phường Mũi Né", "kind": "commune", "parent": "60", "since": "2012-03-01"}


@pytest.fixture
def agency(db: None, monkeypatch: pytest.MonkeyPatch) -> Agency:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)
    province = cast.a_place("60", "Tỉnh Bình Thuận", kind="province")
    cast.a_place("60-1", "Xã Mẫu", within=province)
    return an_agency()


@pytest.fixture
def province(agency: Agency) -> Client:
    """Whoever administers the province keeps its catalogues."""
    return signed_in(agency, "tinh")


def signed_in(agency: Agency, who: str) -> Client:
    client = Client()
    client.force_login(agency.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return step_up(client, agency.accounts[who])


def sent(client: Client, address: str, body: Any, key: str = "") -> Any:
    head = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(f"{API}/{address}", json.dumps(body), content_type="application/json", **head)


def test_catalogues_say_their_columns(province: Client) -> None:
    found = {one["name"]: one for one in province.get(API).json()}

    assert found["code-map"]["keys"] == ["scheme", "to_scheme", "code"]
    assert {"name": "name", "words": "Tên", "needed": True} in found["places"]["columns"]
    assert "calendar-days" in found


def test_what_is_read_can_be_sent_back(province: Client) -> None:
    page = province.get(f"{API}/places", {"on": "2012-03-05"}).json()

    assert [row["code"] for row in page["rows"]] == ["60", "60-1"]
    plan = sent(province, "places/dry-runs", {"rows": page["rows"]}).json()
    assert plan["counts"] == {"new": 0, "changed": 0, "ended": 0, "unchanged": 2}


def test_pages_go_on_where_they_ended(province: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.directory.catalogue import api

    monkeypatch.setattr(api, "PAGE", 1)
    first = province.get(f"{API}/places", {"on": "2012-03-05"}).json()
    rest = province.get(f"{API}/places", {"on": "2012-03-05", "after": first["next"]}).json()

    assert {row["code"] for page in (first, rest) for row in page["rows"]} == {"60", "60-1"}
    assert rest["next"] is None
    assert province.get(f"{API}/places", {"after": "la-gi"}).status_code == 422


def test_half_a_letter_is_said_at_its_cell_and_not_carried_out(province: Client) -> None:
    rows = [NEW | {"name": "Phường \ud800"}]
    plan = sent(province, "places/dry-runs", {"rows": rows}).json()

    assert [one["at"] for one in plan["errors"]] == [["places", 0, "name"]]
    assert sent(province, "places/imports", {"rows": rows, "mark": plan["mark"]}).status_code == 422


def test_what_was_looked_at_is_carried_out_once(province: Client) -> None:
    plan = sent(province, "places/dry-runs", {"rows": [NEW]}).json()
    assert not PlaceVersion.objects.filter(place__code="60-2").exists()
    key = str(new_key())

    done = sent(province, "places/imports", {"rows": [NEW], "mark": plan["mark"]}, key)
    again = sent(province, "places/imports", {"rows": [NEW], "mark": plan["mark"]}, key)

    assert (done.status_code, again.status_code) == (200, 200)
    assert PlaceVersion.objects.filter(place__code="60-2").count() == 1
    assert Act.objects.filter(verb="directory.import_catalogue").count() == 1
    told = province.get(f"{API}/places/history", {"key": "60-2"}).json()
    assert [act["verb"] for act in told] == ["directory.enter_entry"]
    assert told[0]["detail"]["after"]["name"] == "Phường Mũi Né"


def test_wrong_rows_are_named_by_their_path_and_nothing_is_written(province: Client) -> None:
    rows = [NEW, NEW | {"code": "60-3", "parent": "99"}]
    plan = sent(province, "places/dry-runs", {"rows": rows}).json()

    assert plan["mark"] == ""
    assert plan["errors"] == [{"at": ["places", 1, "parent"], "words": "Không có mã 99 trong danh mục."}]
    answer = sent(province, "places/imports", {"rows": rows, "mark": ""})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"] == plan["errors"]
    assert not PlaceVersion.objects.filter(place__code__in=["60-2", "60-3"]).exists()


def test_what_a_kind_of_units_says_of_them_is_refused_by_its_path(province: Client) -> None:
    unit = cast.a_unit("X")
    kind = unit.versions.get().kind
    row = {"code": kind.code, "name": kind.name, "has_seal": not kind.has_seal}
    plan = sent(province, "unit-kinds/dry-runs", {"rows": [row]}).json()

    assert plan["mark"] == ""
    assert [error["at"] for error in plan["errors"]] == [["unit-kinds", 0, "has_seal"]]
    answer = sent(province, "unit-kinds/imports", {"rows": [row], "mark": ""})
    assert answer.status_code == 422
    kind.refresh_from_db()
    assert kind.has_seal != row["has_seal"]


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("khong-co/dry-runs", {"rows": []}, 404),
        ("places/dry-runs", {"rows": [{"code": "1", "mau": "do"}]}, 422),
        ("places/dry-runs", {"rows": [{"code": {"a": 1}}]}, 422),
        ("places/dry-runs", {"rows": "tat ca"}, 422),
        ("places/imports", {"rows": [NEW], "mark": "khac"}, 409),
    ],
)
def test_what_cannot_be_is_refused(province: Client, address: str, body: Any, status: int) -> None:
    assert sent(province, address, body).status_code == status
    assert not PlaceVersion.objects.filter(place__code="60-2").exists()


def test_too_many_rows_are_refused(province: Client, settings: Settings) -> None:
    settings.IMPORT_MOST_ROWS = 3

    assert sent(province, "places/dry-runs", {"rows": [NEW] * 4}).status_code == 422


def test_who_keeps_one_agency_reads_and_writes_nothing(agency: Agency) -> None:
    keeper = signed_in(agency, "co")

    assert keeper.get(f"{API}/places").status_code == 200
    for address in ("dry-runs", "imports"):
        answer = sent(keeper, f"places/{address}", {"rows": [NEW], "mark": ""})
        assert answer.status_code == 403, address
    assert Client().get(API).status_code in {401, 403}
