"""A plan on the desk, and what the tests of its pages ask of it."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from lienthong.directory.models import Post, ReorganisationPlan, Unit
from lienthong.directory.reorganising import drafting
from lienthong.directory.tests import cast
from lienthong.directory.tests.office import Answer, Desk

TODAY = date(2012, 3, 5)
LATER = date(2012, 4, 1)
PLANS = "/danh-ba/sap-xep/"
BASIS = "Nghị quyết 01/NQ-HĐND (giả định)"


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


@pytest.fixture(autouse=True)
def two_departments(department: Unit, neighbour: Unit, head: Post) -> None:
    cast.a_mandate("bao_chi", department, "Quản lý nhà nước về báo chí")
    cast.appointed(cast.a_person("Nguyễn Giám Đốc", code="P0001"), head)


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
