"""Steps of a plan by a pasted table or a workbook: all of them, or cells that are wrong."""

import re
from html import unescape

import pytest
from openpyxl import load_workbook

from lienthong.directory.models import ReorganisationPlan
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.desk.bulk import lines_of_text, workbook_of
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.reorganising.desk.rows import Reading
from lienthong.directory.sheets.shape import Problems
from lienthong.directory.tests.office import Answer, Desk
from lienthong.directory.tests.plans import (
    a_plan,
    at,
    plain,
    steps_of,
    two_departments,
)
from lienthong.kernel.refusals import Invalid

__all__ = ["two_departments"]  # a fixture

pytestmark = pytest.mark.django_db


HEAD = "Bước\tCơ quan, đơn vị\tVề, vào, thuộc\tTên mới\tLoại\tMã\tCác phần\tTên chức vụ\tThứ tự\n"


def pasted(desk: Desk, plan: ReorganisationPlan, table: str) -> Answer:
    return desk.fill(at(plan, "nhap"), text=table)


def test_a_pasted_table_is_shown_and_added_whole(desk: Desk) -> None:
    plan = a_plan()
    shown = pasted(
        desk,
        plan,
        HEAD
        + "Lập cơ quan, đơn vị\t\tỦy ban nhân dân tỉnh\tSở mới\tSở\tMOI\t\t\t\n"
        + "sap nhap\tSTTTT; Sở Khoa học và Công nghệ\tSở mới\t\t\t\t\t\t\n"
        + "Lập chức vụ\tMOI\t\t\thead\tMOI/GD\t\tGiám đốc\t1\n",
    )
    assert "Chưa ghi gì" in shown.words
    assert "Sáp nhập" in plain(shown)
    assert steps_of(plan) == []
    raw = bytes(getattr(shown.response, "content", b"")).decode()
    steps = unescape(re.findall(r'name="steps" value="([^"]*)"', raw)[0])
    sent = desk.send(at(plan, "nhap"), **shown.hidden | {"steps": steps})

    assert sent.leads_to == at(plan)
    assert steps_of(plan)[0][1] == {"name": "Sở mới", "kind": "department", "under": "UBND", "code": "MOI"}
    assert steps_of(plan)[1] == ("merge", {"units": ["STTTT", "SKHCN"], "into": "MOI"})
    assert steps_of(plan)[2][1]["rank"] == 1


WRONG = [
    ("Bay\t\t\t\t\t\t\t\t\n", "A2", "Chỉ ghi một trong"),
    ("Giải thể\tSở Không Có\t\t\t\t\t\t\t\n", "B2", "Không tìm thấy “Sở Không Có”"),
    ("Giải thể\t\t\t\t\t\t\t\t\n", "B2", "bắt buộc"),
    ("Giải thể\tSTTTT\tUBND\t\t\t\t\t\t\n", "C2", "không dùng cột này"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN = 0,4; UBND = 0,4\t\t\n", "G2", "Tổng các tỷ lệ"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN\t\t\n", "G2", "Viết như"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN = một nửa\t\t\n", "G2", "Tỷ lệ viết như"),
    ("Chia tách\tSTTTT\t\t\t\t\tSKHCN = 0,33333333333; UBND = 0,66666666667\t\t\n", "G2", "tối đa 10"),
    ("Lập chức vụ\tSTTTT\t\t\thead\t\t\tA\t-1\n", "I2", "từ 0 đến 999"),
    ("Giải thể\tSTTTT\t\t\t\t\t\t\t\tthừa\n", "J2", "ngoài các cột"),
    ("Lập cơ quan, đơn vị\t\t\tA\tSở\tSTTTT\t\t\t\n", "F2", "Mã “STTTT” đã có rồi"),
    (2 * "Lập cơ quan, đơn vị\t\t\tA\tSở\tMOI\t\t\t\n", "F3", "Mã “MOI” đã ghi ở dòng 2"),
    (2 * "Lập chức vụ\tSTTTT\t\t\thead\tGD\t\tA\t1\n", "F3", "Mã “GD” đã ghi ở dòng 2"),
]


@pytest.mark.parametrize(("row", "cell", "words"), WRONG, ids=[f"{row[1]} {row[2]}" for row in WRONG])
def test_a_wrong_cell_is_named_and_nothing_is_added(desk: Desk, row: str, cell: str, words: str) -> None:
    plan = a_plan()
    shown = pasted(desk, plan, HEAD + row + "Giải thể\tSKHCN\t\t\t\t\t\t\t\n")

    assert shown.status == 422
    assert re.search(rf"{cell}<.*{words}", shown.words, re.DOTALL)
    assert "Thêm tất cả" not in shown.words
    assert steps_of(plan) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [("", "Hãy chọn một tệp hoặc dán một bảng"), ("a\tb\n1\t2", "thiếu cột “Bước”"), (HEAD, "không có bước nào"),
     ('Bước\n"Giải thể', "dấu nháy kép")],
)  # fmt: skip
def test_a_table_that_is_none_is_refused(desk: Desk, table: str, words: str) -> None:
    answer = pasted(desk, a_plan(), table)

    assert answer.status == 422
    assert words in answer.words


def test_a_file_or_a_table_neither_is_called_optional(desk: Desk) -> None:
    assert "(không bắt buộc)" not in desk.open(at(a_plan(), "nhap")).words


@pytest.mark.parametrize("steps", ["x", "[1]", '[["merge", 3]]', '[["merge", {"units": 5, "into": "A"}]]'])
def test_steps_that_were_made_up_are_refused(desk: Desk, steps: str) -> None:
    plan = a_plan()
    with pytest.raises(Invalid):
        desk.send(at(plan, "nhap"), steps=steps)
    assert steps_of(plan) == []


def test_the_steps_of_a_plan_come_back_by_their_workbook() -> None:
    """What is taken out is read back as the same steps; formulas stay words."""
    steps: list[drafting.Written] = [
        ("open", {"code": "MOI", "name": "=Sở mới", "kind": "department", "under": "UBND"}),
        ("split", {"unit": "STTTT", "parts": {"SKHCN": "0.4", "MOI": "0.6"}, "by_place": False, "rest": "MOI"}),
        ("post", {"unit": "MOI", "title": "Giám đốc", "profile": "head", "rank": 1, "code": "MOI/GD"}),
        ("appoint", {"person": "P0001", "post": "MOI/GD", "kind": "acting"}),
        ("mandate", {"mandate": "bao_chi", "to": "MOI", "work_stays": True}),
    ]  # fmt: skip
    plan, problems = a_plan(*steps), Problems()
    with workbook_of(plan) as file:
        page = load_workbook(file).worksheets[0]
    lines = [
        [str(cell) if cell is not None else "" for cell in row] for row in page.iter_rows(values_only=True)
    ]
    text = "\n".join("\t".join(row) for row in lines)
    read = Reading(Choosing(a_plan()), problems).read(lines_of_text(text, name="x").lines)

    assert not problems.found
    assert read == steps
