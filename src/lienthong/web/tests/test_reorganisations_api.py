"""Plans through the API and behind the doors: from draft to deed; who is told; what a killed process leaves."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lienthong.access.models import Account
from lienthong.access.reorganisation_notices import keepers
from lienthong.directory.models import PlanState, ReorganisationPlan, Unit, UnitVersion
from lienthong.directory.reorganising import carrying
from lienthong.directory.reorganising.desk import large
from lienthong.directory.tests import cast
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.models import Notice
from lienthong.kernel.notices.titles import titles
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.works import carry_out as carry_out_work
from lienthong.web.api import api

pytestmark = pytest.mark.django_db
API = "/api/reorganisations"
MERGE = {"kind": "merge", "content": {"units": ["CU"], "into": "MOI"}}
PLAN = {"title": "Sắp xếp", "on": "2012-03-01", "basis": "Nghị quyết 1 (giả định)", "steps": [MERGE]}
SignIn = Callable[[str], Client]


@pytest.fixture
def admin(signed_in_as: SignIn) -> Client:
    client = signed_in_as("admin")
    cast.a_unit("CU", "Sở Cũ")
    cast.a_unit("MOI", "Sở Mới")
    return client


def sent(client: Client, address: str, body: Any, key: str = "") -> Any:
    head = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(f"{API}{address}", json.dumps(body), content_type="application/json", **head)


def test_a_plan_from_draft_to_deed(admin: Client) -> None:
    plan = sent(admin, "", PLAN).json()
    assert [step["words"] for step in plan["steps"]] == ["Sáp nhập Sở Cũ vào Sở Mới"]
    assert [one["id"] for one in admin.get(API).json()["plans"]] == [plan["id"]]
    ahead = admin.get(f"{API}/{plan['id']}/preview").json()
    assert ahead["goes"]
    assert [table["name"] for table in ahead["tables"]] == ["passing", "closing"]
    waiting = sent(admin, f"/{plan['id']}/schedule", {"seen": plan["revision"]}).json()
    assert waiting["state"] == "scheduled"
    key = str(new_key())
    done = sent(admin, f"/{plan['id']}/carrying-out", {"seen": waiting["revision"]}, key)
    again = sent(admin, f"/{plan['id']}/carrying-out", {"seen": waiting["revision"]}, key)

    assert (done.status_code, done.json()["state"]) == (200, "carried_out")
    assert again.status_code == 200
    assert Act.objects.filter(verb=carrying.CARRIED_OUT).count() == 1


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"kind": "split", "content": {"unit": "CU", "parts": {"MOI": "0.5"}}}, "Tổng các tỷ lệ"),
        (
            {
                "kind": "open",
                "content": {"code": "N", "name": "N", "kind": "department", "codes": {"QD20": 5}},
            },
            "viết sai: codes",
        ),
        ({"kind": "merge", "content": {"units": 5, "into": "MOI"}}, "mục viết sai: units"),
        ({"kind": "merge", "content": {"into": "MOI"}}, "còn thiếu: units"),
    ],
)
def test_a_wrong_step_is_a_problem(admin: Client, step: Any, words: str) -> None:
    answer = sent(admin, "", PLAN | {"steps": [step]})

    assert answer.status_code == 422
    assert words in answer.json()["title"]
    assert not ReorganisationPlan.objects.exists()


def test_where_it_stops_is_said(admin: Client) -> None:
    closing = {"kind": "close", "content": {"unit": "CU"}}
    plan = sent(admin, "", PLAN | {"steps": [MERGE, closing]}).json()
    ahead = admin.get(f"{API}/{plan['id']}/preview").json()

    assert (ahead["goes"], ahead["stops_at"]) == (False, 2)
    assert sent(admin, f"/{plan['id']}/carrying-out", {}).status_code == 409
    assert sent(admin, f"/{plan['id']}/schedule", {"seen": 99}).status_code == 409


def test_a_large_plan_is_long_work_of_whoever_asked(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "AT_ONCE", 0)
    plan = sent(admin, "", PLAN).json()
    address = f"{API}/{plan['id']}/preview"
    asked, again = admin.get(address), admin.get(f"{address}?anew=true")
    assert (asked.status_code, again.json()) == (202, asked.json())
    assert admin.get(asked.json()["address"]).status_code == 200
    carry_out_work(asked.json()["id"], at=moments.now())
    ahead = admin.get(address)
    assert (ahead.status_code, ahead.json()["goes"]) == (200, True)
    assert [table["name"] for table in ahead.json()["tables"]] == ["passing", "closing"]
    assert admin.get(f"{address}?anew=true").status_code == 202

    assert sent(admin, f"/{plan['id']}/carrying-out", {"seen": 99}).status_code == 409
    key = str(new_key())
    begun, twice = (sent(admin, f"/{plan['id']}/carrying-out", {"seen": 1}, key) for _time in range(2))
    assert (begun.status_code, twice.json()) == (202, begun.json())
    assert ReorganisationPlan.objects.get().state == PlanState.DRAFT
    carry_out_work(begun.json()["id"], at=moments.now())
    done = sent(admin, f"/{plan['id']}/carrying-out", {"seen": 1}, key)
    assert (done.status_code, done.json()["state"]) == (200, "carried_out")
    assert sent(admin, f"/{plan['id']}/carrying-out", {}).status_code == 409
    assert Work.objects.filter(kind=large.CARRY).count() == 1


def test_a_look_that_failed_is_begun_again(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "AT_ONCE", 0)
    plan = sent(admin, "", PLAN).json()
    failed = admin.get(f"{API}/{plan['id']}/preview").json()
    Work.objects.update(state=WorkState.FAILED)

    assert admin.get(f"{API}/{plan['id']}/preview").json()["id"] != failed["id"]


def test_what_is_said_of_the_api_says_that_large_plans_are_long_work() -> None:
    paths = api.get_openapi_schema()["paths"]
    for name, verb in (("preview", "get"), ("carrying-out", "post")):
        said = paths[f"/api/reorganisations/{{plan_id}}/{name}"][verb]
        assert set(said["responses"]) == {200, 202}
        assert f"{large.AT_ONCE} steps" in said["description"]


@pytest.mark.parametrize("who", ["specialist", ""])
def test_others_change_nothing(signed_in_as: SignIn, who: str) -> None:
    client = signed_in_as(who)

    assert sent(client, "", PLAN).status_code == 403
    assert client.get("/danh-ba/sap-xep/moi/").status_code == 403
    assert client.get("/danh-ba/sap-xep/").status_code == (200 if who else 403)


def test_a_stranger_is_sent_to_sign_in(client: Client, admin: Client) -> None:
    assert Client().get("/danh-ba/sap-xep/").status_code == 302
    assert sent(Client(), "", PLAN).status_code == 401


def test_a_process_that_dies_in_the_middle_leaves_nothing(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the database never heard committed is rolled back: no unit ended, the plan is as it was."""
    plan = sent(admin, "", PLAN).json()

    def killed(*_asked: object) -> None:
        raise SystemExit(137)

    monkeypatch.setattr(carrying, "minute", killed)
    with pytest.raises(SystemExit):
        sent(admin, f"/{plan['id']}/carrying-out", {})
    monkeypatch.undo()

    assert ReorganisationPlan.objects.get().state == PlanState.DRAFT
    assert UnitVersion.objects.filter(unit=Unit.objects.get(code="CU"), during__endswith=None).exists()
    assert sent(admin, f"/{plan['id']}/carrying-out", {}).status_code == 200


def test_those_who_keep_the_directory_are_told(admin: Client) -> None:
    plan = sent(admin, "", PLAN).json()
    sent(admin, f"/{plan['id']}/carrying-out", {})
    act = Act.objects.get(verb=carrying.CARRIED_OUT)

    assert keepers(act) == [Account.objects.get().pk]
    told = Notice(act=act, subject_kind=act.subject_kind, subject_id=act.subject_id)
    assert [title.words for title in titles.of([told]).values()] == ["Sắp xếp"]
    minutes = admin.get(f"/danh-ba/sap-xep/{plan['id']}/bien-ban/")
    assert "Sở Cũ" in minutes.content.decode()
    unit = Unit.objects.get(code="CU")
    passed = admin.get(f"/viec-cua-toi/nhan-tu/{unit.pk}/")
    assert "Công việc nhận từ Sở Cũ" in passed.content.decode()
    assert f"/viec-cua-toi/nhan-tu/{unit.pk}/" in admin.get(f"/danh-ba/{unit.pk}/").content.decode()
    assert admin.get(f"/viec-cua-toi/nhan-tu/{new_key()}/").status_code == 404
