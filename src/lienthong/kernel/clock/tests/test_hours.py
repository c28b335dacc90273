"""Weekly hours: what is read, and what cannot be."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from lienthong.kernel.clock.hours import Shift, WeeklyHours, office_week
from lienthong.kernel.clock.tests.offices import EIGHT, SATURDAYS, SEVEN_AND_A_HALF
from lienthong.kernel.refusals import Invalid


def test_the_longest_day_is_one_working_day() -> None:
    assert EIGHT.day_length == timedelta(hours=8)
    assert SEVEN_AND_A_HALF.day_length == timedelta(hours=7.5)
    assert SATURDAYS.day_length == timedelta(hours=8)


def test_a_regulation_may_say_eight_hours() -> None:
    week = WeeklyHours.of(office_week("07:30-11:30", "13:30-17:00"), day_seconds=8 * 3600)

    assert week.day_length == timedelta(hours=8)


def test_a_week_reads_what_it_writes() -> None:
    assert WeeklyHours.of(SATURDAYS.as_week()) == SATURDAYS


def test_a_shift_may_last_until_midnight() -> None:
    assert str(Shift.parse("18h00-24:00")) == "18:00-24:00"


REFUSED: dict[str, tuple[Mapping[str, list[str]], str]] = {
    "overlapping shifts": (
        office_week("07:00-11:30", "11:00-17:00"),
        "07:00-11:30 và 11:00-17:00 chồng lên nhau",
    ),
    "shifts out of order": (office_week("13:30-17:00", "07:00-11:30"), "chồng lên nhau"),
    "backwards": (office_week("11:00-07:00"), "phải kết thúc sau khi bắt đầu"),
    "no such hour": (office_week("07:00-25:00"), "Không đọc được giờ “25:00”"),
    "no such minute": (office_week("07:60-11:00"), "Không đọc được giờ “07:60”"),
    "not a time": (office_week("sáng"), "Không đọc được giờ “sáng”"),
    "no such weekday": ({"xyz": ["07:00-11:00"]}, "Không có thứ “xyz”"),
    "nothing worked": ({}, "ít nhất một ca"),
}


@pytest.mark.parametrize(("week", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(week: Mapping[str, list[str]], reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        WeeklyHours.of(week)

    assert refused.value.field == "hours"


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Invalid, match="phải sau ngày bắt đầu"):
        WeeklyHours.of(office_week("07:00-11:00"), since=date(2012, 5, 1), until=date(2012, 5, 1))
