"""Golden examples: what an office expects of its clock. 5 March 2012 is a Monday."""

from datetime import date, timedelta

import numpy as np
import pytest

from lienthong.kernel.clock.amounts import Amount, working_days, working_hours
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.days import make_up, off
from lienthong.kernel.clock.hours import WeeklyHours, Worked, office_week
from lienthong.kernel.clock.tests.offices import EIGHT, OFFICE, SATURDAY_DESK, SHORTER_OFFICE, at
from lienthong.kernel.refusals import Invalid

DAYS, HOURS = working_days, working_hours
HALF_HOUR = Amount(time=timedelta(minutes=30))

ADDITIONS = {
    "Monday 10:00 and two days is Wednesday 10:00": (OFFICE, "05/03/2012 10:00", DAYS(2), "07/03/2012 10:00"),
    "a weekend is stepped over": (OFFICE, "08/03/2012 10:00", DAYS(2), "12/03/2012 10:00"),
    "a holiday moves the end by one day": (OFFICE, "31/08/2012 10:00", DAYS(2), "05/09/2012 10:00"),
    "after Tết and its swap comes Monday": (OFFICE, "20/01/2012 10:00", DAYS(1), "30/01/2012 10:00"),
    "a make-up Saturday counts": (OFFICE, "03/02/2012 10:00", DAYS(1), "04/02/2012 10:00"),
    "a Saturday without notice does not": (OFFICE, "10/02/2012 10:00", DAYS(1), "13/02/2012 10:00"),
    "a half day has only its morning": (OFFICE, "20/11/2012 10:00", HOURS(2), "21/11/2012 07:30"),
    "before opening counts from the opening": (OFFICE, "05/03/2012 05:00", HOURS(1), "05/03/2012 08:00"),
    "the lunch break is not worked": (OFFICE, "05/03/2012 11:00", HOURS(1), "05/03/2012 14:00"),
    "started at lunch, it counts from 13:30": (OFFICE, "05/03/2012 12:15", HOURS(1), "05/03/2012 14:30"),
    "after closing counts from the morning": (OFFICE, "05/03/2012 19:00", HOURS(1), "06/03/2012 08:00"),
    "on Sunday counts from Monday": (OFFICE, "04/03/2012 10:00", DAYS(1), "05/03/2012 17:00"),
    "a whole day ends at closing": (OFFICE, "05/03/2012 07:00", DAYS(1), "05/03/2012 17:00"),
    "from closing to closing is a day": (OFFICE, "05/03/2012 17:00", DAYS(1), "06/03/2012 17:00"),
    "a morning ends at 11:30": (OFFICE, "05/03/2012 07:00", HOURS(4) + HALF_HOUR, "05/03/2012 11:30"),
    "eight hours are a day": (OFFICE, "05/03/2012 10:00", HOURS(8), "06/03/2012 10:00"),
    "a day and four hours": (OFFICE, "05/03/2012 07:00", DAYS(1) + HOURS(4), "06/03/2012 11:00"),
    "7.5 hours there are a day": (SHORTER_OFFICE, "05/03/2012 10:00", DAYS(2), "07/03/2012 10:00"),
    "eight hours there are more": (SHORTER_OFFICE, "05/03/2012 10:00", HOURS(8), "06/03/2012 10:30"),
    "a Saturday morning is half a day": (SATURDAY_DESK, "09/03/2012 07:00", DAYS(2), "12/03/2012 11:00"),
    "nothing keeps a working moment": (OFFICE, "05/03/2012 10:00", DAYS(0), "05/03/2012 10:00"),
    "nothing keeps a closing": (OFFICE, "05/03/2012 17:00", DAYS(0), "05/03/2012 17:00"),
    "nothing moves Sunday to the opening": (OFFICE, "04/03/2012 10:00", DAYS(0), "05/03/2012 07:00"),
}


@pytest.mark.parametrize(("calendar", "start", "amount", "end"), ADDITIONS.values(), ids=ADDITIONS)
def test_addition(calendar: Calendar, start: str, amount: Amount, end: str) -> None:
    assert calendar.add(at(start), amount) == at(end)


SUBTRACTIONS = {
    "two days before Wednesday 10:00": ("07/03/2012 10:00", DAYS(2), "05/03/2012 10:00"),
    "a day before a closing is its opening": ("05/03/2012 17:00", DAYS(1), "05/03/2012 07:00"),
    "a day before an opening is the last opening": ("06/03/2012 07:00", DAYS(1), "05/03/2012 07:00"),
    "over the holidays": ("05/09/2012 10:00", DAYS(2), "31/08/2012 10:00"),
    "nothing before Sunday is Monday's opening": ("04/03/2012 10:00", DAYS(0), "05/03/2012 07:00"),
}


@pytest.mark.parametrize(("end", "amount", "start"), SUBTRACTIONS.values(), ids=SUBTRACTIONS)
def test_subtraction(end: str, amount: Amount, start: str) -> None:
    assert OFFICE.subtract(at(end), amount) == at(start)


BETWEEN = {
    "a day": ("05/03/2012 10:00", "06/03/2012 10:00", 8.0),
    "a weekend is nothing": ("09/03/2012 17:00", "12/03/2012 07:00", 0.0),
    "lunch is nothing": ("05/03/2012 11:30", "05/03/2012 13:30", 0.0),
    "backwards is negative": ("06/03/2012 10:00", "05/03/2012 10:00", -8.0),
    "a half day": ("20/11/2012 00:00", "21/11/2012 00:00", 4.5),
    "Tết": ("21/01/2012 00:00", "30/01/2012 00:00", 0.0),
    "the make-up day": ("04/02/2012 00:00", "05/02/2012 00:00", 8.0),
}


@pytest.mark.parametrize(("start", "end", "hours"), BETWEEN.values(), ids=BETWEEN)
def test_between(start: str, end: str, hours: float) -> None:
    assert OFFICE.between(at(start), at(end)) == timedelta(hours=hours)


def test_a_make_up_day_works_the_hours_of_the_day_it_stands_for() -> None:
    short_fridays = WeeklyHours.of(office_week("07:00-11:30", "13:30-17:00") | {"fri": ["07:00-11:00"]})
    friday, saturday = date(2012, 1, 27), date(2012, 2, 4)

    stands_for_friday = Calendar((short_fridays,), (off(friday), make_up(saturday, friday)))
    stands_for_nothing = Calendar((short_fridays,), (off(friday), make_up(saturday)))

    assert [str(shift) for shift in stands_for_friday.hours_on(saturday)] == ["07:00-11:00"]
    assert [str(shift) for shift in stands_for_nothing.hours_on(saturday)] == ["07:00-11:30", "13:30-17:00"]


def test_a_shift_over_noon_is_cut_by_a_half_day() -> None:
    from lienthong.kernel.clock.days import half

    through = WeeklyHours.of(office_week("08:00-16:00"))
    calendar = Calendar((through,), (half(date(2012, 3, 6), Worked.AFTERNOON),))

    assert [str(shift) for shift in calendar.hours_on(date(2012, 3, 6))] == ["12:00-16:00"]


def test_hours_change_on_their_day() -> None:
    summer = WeeklyHours.of(office_week("07:00-11:00"), until=date(2012, 10, 1))
    winter = WeeklyHours.of(office_week("08:00-11:00"), since=date(2012, 10, 1))
    calendar = Calendar((summer, winter))

    assert calendar.opens_on(date(2012, 9, 28)) == at("28/09/2012 07:00")
    assert calendar.opens_on(date(2012, 10, 1)) == at("01/10/2012 08:00")
    assert calendar.add(at("28/09/2012 07:00"), DAYS(1)) == at("28/09/2012 11:00")
    assert calendar.add(at("01/10/2012 08:00"), DAYS(1)) == at("01/10/2012 11:00")


def test_many_additions_are_the_same_as_one_by_one() -> None:
    summer = WeeklyHours.of(office_week("07:00-11:00"), until=date(2012, 10, 1))
    winter = WeeklyHours.of(office_week("08:00-11:00"), since=date(2012, 10, 1))
    for calendar in (OFFICE, SATURDAY_DESK, Calendar((summer, winter))):
        starts = [at("24/09/2012 06:30") + timedelta(hours=5 * step) for step in range(90)]
        many = calendar.add_many(np.array([int(start.timestamp()) for start in starts]), DAYS(2))

        assert many.tolist() == [int(calendar.add(start, DAYS(2)).timestamp()) for start in starts]


def test_days_are_asked() -> None:
    assert OFFICE.works_on(date(2012, 2, 4))
    assert not OFFICE.works_on(date(2012, 1, 23))
    assert OFFICE.works_at(at("05/03/2012 17:00"))
    assert not OFFICE.works_at(at("05/03/2012 12:00"))
    assert OFFICE.working_day_after(date(2012, 1, 20)) == date(2012, 1, 30)
    assert OFFICE.working_day_before(date(2012, 1, 30)) == date(2012, 1, 20)
    assert OFFICE.closes_on(date(2012, 11, 20)) == at("20/11/2012 11:30")


def test_a_year_without_notice_is_unknown() -> None:
    assert OFFICE.unknown_years(at("05/03/2012 10:00"), at("05/03/2014 10:00")) == (2013, 2014)
    assert OFFICE.unknown_years(at("05/03/2012 10:00"), at("06/03/2012 10:00")) == ()


def test_a_moment_past_the_calendar_is_refused_with_its_years() -> None:
    with pytest.raises(Invalid, match="nằm ngoài lịch làm việc"):
        OFFICE.add(at("05/03/2012 10:00"), DAYS(60_000))
    with pytest.raises(Invalid, match="nằm ngoài lịch làm việc"):
        OFFICE.add(at("05/03/1999 10:00"), DAYS(1))
    with pytest.raises(Invalid, match="nằm ngoài lịch làm việc"):
        OFFICE.subtract(at("05/01/2000 10:00"), DAYS(30))


def test_a_calendar_without_hours_says_so() -> None:
    with pytest.raises(Invalid, match="chưa có giờ làm việc"):
        Calendar(()).add(at("05/03/2012 10:00"), DAYS(1))


def test_a_day_off_has_no_closing() -> None:
    with pytest.raises(Invalid, match="Ngày 23/01/2012 không phải là ngày làm việc"):
        OFFICE.closes_on(date(2012, 1, 23))


def test_a_naive_moment_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.add(at("05/03/2012 10:00").replace(tzinfo=None), DAYS(1))


def test_two_weeks_in_force_at_once_are_refused() -> None:
    with pytest.raises(Invalid, match="cùng có hiệu lực"):
        Calendar((EIGHT, WeeklyHours.of(office_week("07:00-11:00"), since=date(2012, 1, 1))))
