"""Offices of the tests: the same week, holidays and make-up days that people know from those years."""

from datetime import date, datetime

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.days import half, make_up, off
from lienthong.kernel.clock.hours import WeeklyHours, Worked, office_week
from lienthong.kernel.clock.moments import HANOI

EIGHT = WeeklyHours.of(office_week("07:00-11:30", "13:30-17:00"))
SEVEN_AND_A_HALF = WeeklyHours.of(office_week("07:30-11:30", "13:30-17:00"))
SATURDAYS = WeeklyHours.of(office_week("07:00-11:30", "13:30-17:00") | {"sat": ["07:00-11:00"]})

DAYS_OF_2012 = (
    *(off(date(2012, 1, day), "Tết Nhâm Thìn") for day in (22, 23, 24, 25, 26)),
    off(date(2012, 1, 27), "nghỉ hoán đổi"),
    make_up(date(2012, 2, 4), date(2012, 1, 27)),
    off(date(2012, 4, 2), "nghỉ bù Giỗ Tổ"),
    off(date(2012, 4, 30)),
    off(date(2012, 5, 1)),
    off(date(2012, 9, 2)),
    off(date(2012, 9, 3), "nghỉ bù Quốc khánh"),
    half(date(2012, 11, 20), Worked.MORNING, "chiều nghỉ Ngày Nhà giáo"),
)
OFFICE = Calendar((EIGHT,), DAYS_OF_2012, frozenset({2012}))
SHORTER_OFFICE = Calendar((SEVEN_AND_A_HALF,), DAYS_OF_2012, frozenset({2012}))
SATURDAY_DESK = Calendar((SATURDAYS,), DAYS_OF_2012, frozenset({2012}))


def at(text: str) -> datetime:
    """Read "05/03/2012 10:00"; "24:00" is not a clock time, write the next day."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)
