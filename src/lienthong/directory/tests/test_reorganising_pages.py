"""The desk of reorganisations: a plan is composed, looked at, scheduled, carried out, printed."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from lienthong.directory.models import CodeScheme, PlanState, Post, ReorganisationPlan, Unit
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.minutes import minutes_of
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Answer, Desk, recorded

pytestmark = pytest.mark.django_db
TODAY = date(2012, 3, 5)
LATER = date(2012, 4, 1)
PLANS = "/danh-ba/sap-xep/"
BASIS = "Nghị quyết 01/NQ-HĐND (giả định)"


@pytest.fixture(autouse=True)
def _world(department: Unit, neighbour: Unit, head: Post) -> None:
    cast.a_mandate("bao_chi", department, "Quản lý nhà nước về báo chí")
    cast.appointed(cast.a_person("Nguyễn Giám Đốc", code="P0001"), head)


def a_plan(*steps: drafting.Written, on: date = TODAY) -> ReorganisationPlan:
    plan: ReorganisationPlan = drafting.draft(
        "Sắp xếp các sở", on=on, basis=BASIS, steps=steps, by=cast.EDITOR, at=cast.AT - timedelta(days=9)
    )
    return plan


MERGE: drafting.Written = ("merge", {"units": ["STTTT"], "into": "SKHCN"})
NEW: drafting.Written = ("open", {"code": "MOI", "name": "Sở mới", "kind": "department", "under": "UBND"})


def at(plan: ReorganisationPlan, page: str = "", **query: str) -> str:
    asked = f"?{urlencode(query)}" if query else ""
    return f"{PLANS}{plan.pk}/{f'{page}/' if page else ''}{asked}"


def steps_of(plan: ReorganisationPlan) -> list[tuple[str, dict[str, Any]]]:
    return list(plan.steps.order_by("ordinal").values_list("kind", "content"))


def plain(answer: Answer) -> str:
    """Return the words of a page without its markup."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", "", answer.words))


def add(desk: Desk, plan: ReorganisationPlan, slug: str, **data: Any) -> Answer:
    return desk.fill(at(plan, f"buoc/{slug}"), **data)


def test_a_plan_is_drafted_from_the_list(desk: Desk) -> None:
    assert "Chưa có phương án nào" in desk.open(PLANS).words
    sent = desk.fill(f"{PLANS}moi/", title="Sắp xếp các sở", on="01/04/2012", basis=BASIS)

    plan = ReorganisationPlan.objects.get()
    assert sent.leads_to == at(plan)
    assert (plan.on, plan.state) == (LATER, PlanState.DRAFT)
    listed = desk.open(PLANS).words
    assert all(words in listed for words in ("Sắp xếp các sở", BASIS, "Đang soạn", "01/04/2012"))
    assert "Phương án chưa có bước nào" in desk.open(at(plan)).words


STEPS: list[tuple[str, dict[str, Any], drafting.Written, str]] = [
    ("lap", {"name": "Sở Số", "kind": "department", "under": "UBND", "symbol": "SS"},
     ("open", {"name": "Sở Số", "kind": "department", "under": "UBND", "symbol": "SS", "code": "UBND2"}),
     "Lập Sở Số, trực thuộc Ủy ban nhân dân tỉnh"),
    ("sap-nhap", {"units": ["STTTT", "SKHCN"], "into": "MOI"},
     ("merge", {"units": ["STTTT", "SKHCN"], "into": "MOI"}),
     "Sáp nhập Sở Thông tin và Truyền thông, Sở Khoa học và Công nghệ vào Sở mới"),
    ("chia-tach", {"unit": "STTTT", "parts_unit_1": "SKHCN", "parts_share_1": "0,4", "parts_unit_2": "MOI",
                   "parts_share_2": "0,6", "by_place": "on", "rest": "MOI"},
     ("split", {"unit": "STTTT", "parts": {"SKHCN": "0.4", "MOI": "0.6"}, "by_place": True, "rest": "MOI"}),
     "Chia tách Sở Thông tin và Truyền thông thành Sở mới (60\xa0%), Sở Khoa học và Công nghệ (40\xa0%)"),
    ("doi-ten", {"unit": "SKHCN", "name": "Sở Khoa học"},
     ("rename", {"unit": "SKHCN", "name": "Sở Khoa học"}),
     "Đổi tên Sở Khoa học và Công nghệ thành Sở Khoa học"),
    ("chuyen", {"unit": "SKHCN", "under": "MOI"},
     ("move", {"unit": "SKHCN", "under": "MOI"}), "Chuyển Sở Khoa học và Công nghệ về trực thuộc Sở mới"),
    ("giai-the", {"unit": "SKHCN"}, ("close", {"unit": "SKHCN"}), "Giải thể Sở Khoa học và Công nghệ"),
    ("chuc-nang", {"mandate": "bao_chi", "to": "MOI"},
     ("mandate", {"mandate": "bao_chi", "to": "MOI"}), "“Quản lý nhà nước về báo chí” về Sở mới"),
    ("chuc-vu", {"unit": "MOI", "title": "Giám đốc", "profile": "head", "rank": "1"},
     ("post", {"unit": "MOI", "title": "Giám đốc", "profile": "head", "rank": 1, "code": "MOI/1"}),
     "Lập chức vụ Giám đốc ở Sở mới"),
    ("bo-nhiem", {"person": "P0001", "post": "STTTT/GD", "kind": "holder"},
     ("appoint", {"person": "P0001", "post": "STTTT/GD", "kind": "holder"}),
     "Nguyễn Giám Đốc giữ chức vụ Giám đốc Sở, Sở Thông tin và Truyền thông"),
    ("nhom", {"unit": "MOI", "group": "so"}, ("group", {"unit": "MOI", "group": "so"}),
     "Đưa Sở mới vào nhóm Các sở"),
    ("ma-dinh-danh", {"unit": "MOI", "scheme": "QD20", "code": "H11.14"},
     ("code", {"unit": "MOI", "scheme": "QD20", "code": "H11.14"}), "Cấp mã H11.14 (QĐ 20) cho Sở mới"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "sent", "kept", "words"), STEPS, ids=[step[0] for step in STEPS])
def test_each_kind_of_step_is_added_by_its_form_and_said_in_words(
    desk: Desk, slug: str, sent: dict[str, Any], kept: drafting.Written, words: str
) -> None:
    CodeScheme.objects.create(code="QD20", name="QĐ 20")
    cast.a_group("so", [], "Các sở")
    plan = a_plan(NEW)
    page = at(plan, f"buoc/{slug}", **({"person": "P0001", "post": "STTTT/GD"} if slug == "bo-nhiem" else {}))
    opened = desk.open(page)
    assert opened.status == 200
    answer = desk.send(page, **opened.hidden | sent)

    assert answer.leads_to == at(plan), answer.words
    assert steps_of(plan)[1:] == [kept]
    text = plain(desk.open(at(plan)))
    assert words in text, text[text.index("Các bước") :][:900]
    assert recorded() == ["directory.change_draft", "directory.draft_reorganisation"]


def test_carried_out_from_the_preview(desk: Desk) -> None:
    plan = a_plan(MERGE)
    shown = desk.open(at(plan, "xem-truoc"))
    assert "không hủy được" in shown.words
    assert "Thực hiện phương án" in shown.words
    sent = desk.send(at(plan, "thuc-hien"), **shown.hidden)

    assert sent.leads_to == at(plan)
    page = desk.open(at(plan)).words
    assert "Đã thực hiện" in page
    minutes = desk.open(at(plan, f"bien-ban/{minutes_of(plan)[0].pk}")).words
    assert all(
        one in minutes for one in ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ: 100\xa0%")
    )
    assert "Quản lý nhà nước về báo chí" in minutes
