"""A wrong cell of people or appointments is named, with what is wrong with it."""

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from pytest_django import Settings

from lienthong.directory.importing.carrying import carry_out
from lienthong.directory.importing.planning import plan_of
from lienthong.directory.models import Appointment, Post, Unit
from lienthong.directory.sheets.shape import WrongRows
from lienthong.directory.tests import cast
from lienthong.directory.tests.books import a_book, lines_in
from lienthong.directory.tests.importing import (
    GOOD,
    LAST,
    SINCE,
    an,
    empty,
    keeper,
    ordinary,
    planned,
    recorded,
    wrong,
)
from lienthong.kernel.acts.actor import Actor

__all__ = ["an", "empty", "keeper", "ordinary"]  # fixtures

pytestmark = pytest.mark.django_db

NFD = unicodedata.normalize("NFD", "  Đặng   Văn Mới ")
PEOPLE_CELLS = {
    "no code": (["", "A", "", "", ""], "A2", "bắt buộc"),
    "no name": (["M1", "  ", "", "", ""], "B2", "bắt buộc"),
    "another gender": (["M1", "A", "khác", "", ""], "C2", "Chỉ ghi một trong"),
    "no address": (["M1", "A", "", "an@", ""], "D2", "Địa chỉ thư"),
    "a number with a point": (["M1", "A", "", "", 1.5], "E2", "phải là chữ"),
    "a truth": (["M1", True, "", "", ""], "B2", "phải là chữ"),
    "a day for a name": (["M1", date(2012, 1, 1), "", "", ""], "B2", "phải là chữ"),
    "too long": (["M1", "A" * 201, "", "", ""], "B2", "Dài hơn 200"),
    "a formula": (["M1", '=HYPERLINK("http://x")', "", "", ""], "B2", "công thức"),
    "an error": (["M1", "#REF!", "", "", ""], "B2", "lỗi của bảng tính"),
    "a mark that turns words round": (["M1", "A\u202eB", "", "", ""], "B2", "không đọc được"),
    "beyond the columns": ([*GOOD, "thừa"], "F2", "ở ngoài các cột"),
    "somebody next door": (["LANG", "A", "", "", ""], "A2", "Không có cán bộ mã LANG"),
    "who reaches further": (["CO", "Tên Khác", "", "", ""], "B2", "quyền quản trị"),
}


@pytest.mark.parametrize(("row", "cell", "why"), PEOPLE_CELLS.values(), ids=PEOPLE_CELLS)
def test_a_wrong_cell_of_a_person_is_named(
    keeper: Actor, neighbour: Unit, row: list[Any], cell: str, why: str
) -> None:
    cast.appointed(cast.a_person("Cao Thị Láng", "LANG"), cast.a_post(neighbour, code="LANG/CV"))
    lines = lines_in(a_book([row]))
    plan = plan_of(lines, by=keeper, day=cast.DAY)

    ((where, words),) = wrong(plan)
    assert where == f"Cán bộ!{cell}"
    assert why in words
    with pytest.raises(WrongRows, match="chưa ghi gì"):
        carry_out(lines, mark=plan.mark, by=keeper, at=cast.AT)
    assert recorded() == []


APPOINTMENT_CELLS = {
    "no such post": (["M1", "X/Y", "", "", "", "", SINCE, "", ""], "B2", "Không có chức vụ mã X/Y"),
    "a post next door": (
        ["M1", "LANG/CV", "", "", "", "", SINCE, "", ""],
        "B2",
        "Không có chức vụ mã LANG/CV",
    ),
    "somebody next door": (["LANG", "TRONG", "", "", "", "", SINCE, "", ""], "A2", "Không có cán bộ mã LANG"),
    "nobody": (["AI", "TRONG", "", "", "", "", SINCE, "", ""], "A2", "Không có cán bộ mã AI"),
    "no day": (["M1", "TRONG", "", "", "", "", "", "", ""], "G2", "bắt buộc"),
    "no such day": (["M1", "TRONG", "", "", "", "", "31/02/2012", "", ""], "G2", "05/03/2020"),
    "a bare number": (["M1", "TRONG", "", "", "", "", 40999, "", ""], "G2", "Ô này là số"),
    "an hour": (["M1", "TRONG", "", "", "", "", datetime(2012, 4, 1, 8), "", ""], "G2", "không có giờ"),  # noqa: DTZ001 - a spreadsheet knows no zone
    "a year of the Romans": (["M1", "TRONG", "", "", "", "", "01/04/0212", "", ""], "G2", "xem lại năm"),
    "ends before it begins": (
        ["M1", "TRONG", "", "", "", "", SINCE, date(2012, 3, 31), ""],
        "H2",
        "sau ngày bắt đầu",
    ),
    "another kind": (["M1", "TRONG", "", "", "Vĩnh viễn", "", SINCE, "", ""], "E2", "Chỉ ghi một trong"),
    "another title": (["M1", "TRONG", "", "Giám đốc", "", "", SINCE, "", ""], "D2", "chỉ để đọc"),
    "before the post": (
        ["M1", "TRONG", "", "", "", "", date(2010, 1, 1), "", ""],
        "G2",
        "không có chức vụ này",
    ),
    "a post that is held": (["M1", "STTTT/GD", "", "", "", "", SINCE, "", ""], "G2", "đã có AN giữ"),
    "a post that reaches further": (["M1", "CAO", "", "", "", "", SINCE, "", ""], "B2", "quyền quản trị"),
    "the own post": (["CO", "TRONG", "", "", "", "", SINCE, "", ""], "A2", "của chính mình"),
    "longer than it was to be": (
        ["AN", "NGAN", "", "", "", "", date(2012, 1, 1), LAST, ""],
        "H2",
        "không kéo dài",
    ),
}


@pytest.mark.parametrize(("row", "cell", "why"), APPOINTMENT_CELLS.values(), ids=APPOINTMENT_CELLS)
def test_a_wrong_cell_of_an_appointment_is_named(
    keeper: Actor, an: Appointment, division: Unit, neighbour: Unit, row: list[Any], cell: str, why: str
) -> None:
    cast.appointed(cast.a_person("Cao Thị Láng", "LANG"), cast.a_post(neighbour, code="LANG/CV"))
    cast.a_post(division, "Chuyên viên", code="TRONG")
    cast.a_post(division, "Cao", profile="admin", code="CAO")
    short = cast.a_post(division, "Ngắn", code="NGAN")
    cast.appointed(an.person, short, kind="concurrent", since=date(2012, 1, 1), until=date(2012, 7, 1))
    plan = planned(keeper, [GOOD], [row])

    assert [(where, why in words) for where, words in wrong(plan)] == [(f"Bổ nhiệm!{cell}", True)]


def test_two_rows_in_each_others_way_are_said_at_the_later(keeper: Actor, empty: Post) -> None:
    people = [[f"M{n}", "Đặng Văn Mới", "", "", ""] for n in (1, 2)]
    rows = [[f"M{n}", empty.code, "", "", "", "", SINCE, "", ""] for n in (1, 2)]
    assert wrong(planned(keeper, people, rows)) == [("Bổ nhiệm!G3", "Trùng thời gian với dòng 2.")]

    acting = [rows[0], ["M2", empty.code, "", "", "Phụ trách", "", SINCE, "", ""]]
    assert wrong(planned(keeper, people, acting)) == []


def test_a_code_twice_and_a_row_twice_are_said(keeper: Actor, empty: Post) -> None:
    row = ["M1", empty.code, "", "", "", "", SINCE, "", ""]

    assert wrong(planned(keeper, [GOOD, GOOD], [row, row])) == [
        ("Cán bộ!A3", "Mã này đã có ở dòng 2."),
        ("Bổ nhiệm!A3", "Dòng này lặp lại dòng 2."),
    ]


def test_names_come_in_one_spelling_without_spaces_around(keeper: Actor) -> None:
    (step,) = planned(keeper, [[" M1 ", NFD, "nữ", "", 252381]]).changing

    assert step.after == {"full_name": "Đặng Văn Mới", "gender": "female", "phone": "252381"}


def test_a_file_of_another_language_is_read_too(keeper: Actor, settings: Settings) -> None:
    from django.utils import translation

    with translation.override("en"):
        content = a_book([GOOD])
    assert planned(keeper, [GOOD]).counts == plan_of(lines_in(content), by=keeper, day=cast.DAY).counts


def test_an_untouched_line_of_an_empty_post_is_passed_over(keeper: Actor, empty: Post) -> None:
    assert planned(keeper, [], [["", empty.code, "", empty.title, "", "", None, None, ""]]).steps == []


def of_1904(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


def test_days_of_the_1904_system_are_the_days_that_people_saw(keeper: Actor, empty: Post) -> None:
    plan = planned(keeper, [GOOD], [["M1", empty.code, "", "", "", "", SINCE, LAST, ""]], of_1904)

    assert plan.changing[1].after["since"] == "2012-04-01"
    assert plan.changing[1].after["until"] == "2012-12-31"
