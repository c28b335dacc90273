"""Working calendars as catalogues: opened, hours from a day on, days by notices, and which agency has which."""

from datetime import date
from typing import Any

import pytest

from lienthong.directory.catalogue import calendars, notices
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.exporting import workbook_of
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.models import Unit
from lienthong.directory.selectors.calendars import calendar_of
from lienthong.directory.tests import cast
from lienthong.directory.tests.test_catalogues import changes, in_file, planned, said, written, wrong
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.models import CalendarDay, CalendarNotice, NamedCalendar
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.kernel.refusals import NotAllowed

pytestmark = pytest.mark.django_db
KEEPER = Actor(kind=cast.EDITOR.kind, name="Người giữ lịch", capabilities=frozenset({"calendar_edit"}))
OFF = {
    "calendar": "vn",
    "day": "2012-03-08",
    "kind": "off",
    "year": 2012,
    "document": "05/TB-UBND ngày 05/03/2012",
    "title": "Nghỉ đột xuất",
}


@pytest.fixture(autouse=True)
def public(db: None) -> NamedCalendar:
    opened: NamedCalendar = open_public_calendar(by=SYSTEM, at=cast.KNOWN)
    return opened


def test_a_calendar_is_opened_with_its_hours_and_follows_another() -> None:
    row = {"code": "mot-cua", "name": "Một cửa", "follows": "vn", "since": "2012-01-01"}
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "07:00-11:00; 13:30-17:30")

    written(calendars.CALENDARS, row | week | {"sat": "07:00-11:00"}, by=KEEPER)

    calendar = load("mot-cua")
    assert calendar.works_on(date(2012, 3, 3))
    assert not calendar.works_on(date(2012, 1, 23)), "Tết is that of the calendar it follows"
    again = planned(calendars.CALENDARS, row | week | {"sat": "07:00-11:00"}, by=KEEPER)
    assert changes(again) == ["unchanged"]
    written(calendars.CALENDARS, {"code": "mot-cua", "since": "2012-07-01", **week}, by=KEEPER)
    assert not load("mot-cua").works_on(date(2012, 7, 7))
    assert load("mot-cua").works_on(date(2012, 6, 30))


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"mon": "07:00"}, "mon", "Không đọc được giờ"),
        ({"mon": "07:00-11:00; 10:00-12:00"}, "mon", "chồng lên nhau"),
        ({"follows": "khong"}, "follows", "Không có mã khong"),
        ({"name": ""}, "name", "bắt buộc"),
        ({"code": "vn", "name": "Tên khác"}, "name", "không đổi được"),
    ],
)
def test_a_wrong_calendar_is_not_opened(row: dict[str, Any], column: str, words: str) -> None:
    plan = planned(calendars.CALENDARS, {"code": "moi", "name": "Mới", **row}, by=KEEPER)

    assert [(at, words in why) for _row, at, why in wrong(plan)] == [(column, True)]


def test_a_notice_is_entered_by_rows_and_what_was_known_before_stays(public: NamedCalendar) -> None:
    plan = written(notices.CALENDAR_DAYS, OFF, OFF | {"day": "2012-03-10", "kind": "make_up"}, by=KEEPER)

    assert changes(plan) == ["new", "new"]
    assert not load("vn").works_on(date(2012, 3, 8))
    assert load("vn").works_on(date(2012, 3, 10))
    assert load("vn", cast.KNOWN).works_on(date(2012, 3, 8))
    act = Act.objects.get(verb="clock.enter_notice", actor_name=KEEPER.name)
    assert act.detail["document"] == OFF["document"]


def test_a_row_of_a_known_notice_replaces_the_notice_with_all_its_days() -> None:
    shipped = CalendarNotice.objects.get(calendar__key="vn", year=2012)
    before = CalendarDay.objects.believed().filter(notice=shipped).count()
    row = {"calendar": "vn", "day": "2012-03-08", "kind": "off", "year": 2012, "document": shipped.document}

    written(notices.CALENDAR_DAYS, row, by=KEEPER)

    new = CalendarNotice.objects.get(replaces=shipped)
    assert (new.title, CalendarDay.objects.believed().filter(notice=new).count()) == (
        shipped.title,
        before + 1,
    )
    assert not load("vn").works_on(date(2012, 1, 23))


def test_what_is_written_out_comes_back_as_it_was() -> None:
    with workbook_of(notices.CALENDAR_DAYS, cast.DAY, at=cast.AT) as out:
        lines = in_file(notices.CALENDAR_DAYS, out.read())
    plan = plan_of(notices.CALENDAR_DAYS, lines, by=KEEPER, day=cast.DAY)

    assert wrong(plan) == []
    assert {*changes(plan)} == {"unchanged"}


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"day": "2013-03-08"}, "day", "không thuộc thông báo năm 2012"),
        ({"day": "2012-01-23"}, "day", "đã có trong"),
        ({"kind": "half"}, "day", "hãy chọn buổi làm việc"),
        ({"kind": "make_up", "in_place_of": "2012-03-07"}, "day", "không cho nghỉ ngày đó"),
        ({"kind": "nghi mat"}, "kind", "Chỉ ghi một trong"),
        ({"calendar": "khong"}, "calendar", "Không có mã khong"),
        ({"title": ""}, "title", "phải có tên"),
    ],
)
def test_a_wrong_day_is_said_at_its_cell(row: dict[str, Any], column: str, words: str) -> None:
    plan = planned(notices.CALENDAR_DAYS, OFF | row, by=KEEPER)

    assert [(at, words in why) for _row, at, why in wrong(plan)] == [(column, True)]


def test_a_day_off_and_made_up_for_at_once_is_refused() -> None:
    plan = planned(notices.CALENDAR_DAYS, OFF, OFF | {"kind": "make_up"}, by=KEEPER)

    assert [why for _row, _at, why in wrong(plan)] == ["Dòng này lặp lại dòng 0."]


def test_an_agency_has_its_calendar_with_all_below(department: Unit, division: Unit, neighbour: Unit) -> None:
    written(calendars.CALENDARS, {"code": "rieng", "name": "Lịch riêng", "follows": "vn"}, by=KEEPER)

    written(
        calendars.UNIT_CALENDARS, {"unit": "STTTT", "calendar": "rieng", "since": "2012-01-01"}, by=KEEPER
    )

    assert calendar_of(department.pk, cast.DAY) == calendar_of(division.pk, cast.DAY) == "rieng"
    assert calendar_of(neighbour.pk, cast.DAY) == "vn"
    assert calendar_of(department.pk, date(2011, 12, 31)) == "vn"


def test_calendars_are_kept_by_who_keeps_calendars() -> None:
    with pytest.raises(NotAllowed, match="lịch làm việc"):
        import_entries(
            said(notices.CALENDAR_DAYS, OFF), notices.CALENDAR_DAYS, mark="", by=cast.EDITOR, at=cast.AT
        )
