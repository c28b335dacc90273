"""Catalogues by workbook: wrong cells are named, and what is written out comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from pytest_django import Settings

from lienthong.directory.actions.posts import appoint
from lienthong.directory.catalogue import places, units
from lienthong.directory.catalogue.exporting import workbook_of
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.models import Person, Place, Post
from lienthong.directory.sheets.shape import MADE_AT, Lines
from lienthong.directory.sheets.showing import shown
from lienthong.directory.tests import cast
from lienthong.directory.tests.catalogue import (
    LATER,
    MUINE,
    a_book,
    commune,
    in_file,
    planned,
    province,
    said,
    written,
    wrong,
)
from lienthong.kernel.refusals import Invalid

__all__ = ["commune", "province"]  # fixtures

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def a_row(name: str = "Phường Mũi Né", since: Any = date(2012, 3, 1)) -> list[Any]:
    return ["60-2", name, "", "commune", "60", "", None, None, None, since, None, ""]


def test_a_wrong_cell_is_named_as_a_spreadsheet_names_it(commune: Place) -> None:
    lines = a_book(places.PLACES, a_row(), [*a_row()[:6], "rộng", *a_row()[7:]])
    plan = plan_of(places.PLACES, lines, by=cast.EDITOR, day=cast.DAY)

    assert [one.where for one in plan.problems] == ["Địa bàn!G3"]


def test_a_formula_is_refused_at_its_cell(commune: Place) -> None:
    plan = plan_of(places.PLACES, a_book(places.PLACES, a_row('=CONCAT("a")')), by=cast.EDITOR, day=cast.DAY)

    assert [(one.where, "công thức" in one.words) for one in plan.problems] == [("Địa bàn!B2", True)]


def test_days_of_1904_are_the_same_days(commune: Place) -> None:
    def of_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    plan = plan_of(places.PLACES, a_book(places.PLACES, a_row(), shape=of_1904), by=cast.EDITOR, day=cast.DAY)

    assert wrong(plan) == []
    assert plan.steps[0].after["since"] == "2012-03-01"


def test_too_many_rows_are_refused_before_they_are_looked_at(commune: Place, settings: Settings) -> None:
    settings.IMPORT_MOST_ROWS = 50

    with pytest.raises(Invalid, match="hơn 50 dòng"):
        a_book(places.PLACES, *[a_row()] * 51)


def test_what_is_written_out_is_the_state_of_the_day(commune: Place) -> None:
    written(places.PLACES, {"code": "60-1", "name": "Phường Mẫu", "since": LATER})

    def names(day: date) -> list[str]:
        with workbook_of(places.PLACES, day, at=cast.AT) as out:
            page = openpyxl.load_workbook(out)["Địa bàn"]
        return [row[1] for row in page.iter_rows(min_row=2, values_only=True)]

    assert names(cast.DAY) == ["Tỉnh Bình Thuận", "Xã Mẫu"]
    assert names(LATER) == ["Tỉnh Bình Thuận", "Phường Mẫu"]
    assert names(date(2010, 1, 1)) == []


def test_many_rows_cost_no_more_questions_than_one(
    commune: Place, django_assert_max_num_queries: Any
) -> None:
    many = [MUINE | {"code": f"60-X{number}"} for number in range(300)]

    with django_assert_max_num_queries(12):
        assert len(planned(places.PLACES, *many).steps) == 300


def taken_out(made_at: datetime) -> Lines:
    with workbook_of(places.PLACES, cast.DAY, at=made_at) as out:
        return in_file(places.PLACES, out.read())


def test_a_file_older_than_an_edit_says_so_beside_the_row(commune: Place) -> None:
    older, newer = taken_out(cast.AT - HOUR), taken_out(cast.AT)
    written(places.PLACES, {"code": "60-1", "name": "Xã Mẫu Mới", "since": cast.BEGIN})

    back = plan_of(places.PLACES, older, by=cast.EDITOR, day=cast.DAY)

    told = (
        "Tệp xuất lúc 05/03/2012 08:00; mục này đã được sửa sau đó "
        "(lúc 05/03/2012 09:00, bởi Trần Thị Danh Bạ)."
    )
    assert [(step.change, told in step.said) for step in back.steps] == [
        ("unchanged", False),
        ("changed", True),
    ]
    assert told in str(shown(back)["changes"].cells)
    after = plan_of(places.PLACES, newer, by=cast.EDITOR, day=cast.DAY)
    assert [told in step.said for step in after.steps] == [False, False]


def test_who_holds_a_post_since_is_no_edit_of_the_post(head: Post, person: Person) -> None:
    appoint(person, head, on=cast.DAY, by=cast.EDITOR, at=cast.AT)
    lines = said(units.POSTS, {"code": head.code, "title": "Quyền Giám đốc", "since": cast.BEGIN})

    def told() -> list[bool]:
        plan = plan_of(units.POSTS, replace(lines, made_at=cast.AT - HOUR), by=cast.EDITOR, day=cast.DAY)
        return [any("đã được sửa sau đó" in words for words in step.said) for step in plan.steps]

    assert told() == [False]
    written(units.POSTS, {"code": head.code, "rank": 2, "since": cast.BEGIN})
    assert told() == [True]


def test_a_file_that_does_not_say_when_it_was_made_is_read_as_before(commune: Place) -> None:
    assert taken_out(cast.AT).made_at == cast.AT
    for moment in ("", "hôm qua", "2012-03-05T09:00:00"):
        assert a_book(places.PLACES, shape=saying(moment)).made_at is None


def saying(made_at: str) -> Callable[[Workbook], None]:
    return lambda book: book.custom_doc_props.append(StringProperty(name=MADE_AT, value=made_at))


def test_many_rows_of_an_older_file_cost_no_more_questions_than_one(
    province: Place, django_assert_max_num_queries: Any
) -> None:
    cast.a_place("60-1", "Xã Mẫu", within=province)  # and its kind
    many = [MUINE | {"code": f"60-X{number}"} for number in range(100)]
    written(places.PLACES, *many)
    back = said(places.PLACES, *(row | {"name": "Tên cũ"} for row in many))

    with django_assert_max_num_queries(12):
        plan = plan_of(places.PLACES, replace(back, made_at=cast.AT - HOUR), by=cast.EDITOR, day=cast.DAY)
    assert all("mục này đã được sửa sau đó" in step.said[-1] for step in plan.steps)
