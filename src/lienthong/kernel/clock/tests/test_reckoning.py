"""When terms end. 20 November 2012 is a Tuesday; its afternoon is off."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.clock.moments import day_window, due_day
from lienthong.kernel.clock.reckoning import BY_LAW, CountFrom, DayEnds, OnDayOff, Reckoning, due, received
from lienthong.kernel.clock.tests.offices import OFFICE, at
from lienthong.kernel.clock.tests.test_properties import MOMENTS
from lienthong.kernel.clock.wording import read_term

AFTER_15 = Reckoning(cutoff=time(15))
NEXT_DAY = Reckoning(count_from=CountFrom.NEXT_DAY)
CLOSING = Reckoning(day_ends=DayEnds.CLOSING)
MOVED = Reckoning(fixed_on_day_off=OnDayOff.NEXT)
EARLIER = Reckoning(fixed_on_day_off=OnDayOff.PREVIOUS)
STAYING = Reckoning(counted_on_day_off=OnDayOff.STAYS)

ENDS = {
    "trước ngày 20 ends at 24 giờ ngày 19": (
        "05/11/2012 10:00",
        "trước ngày 20/11/2012",
        BY_LAW,
        "20/11/2012 00:00",
    ),
    "chậm nhất ngày 20 includes the 20th": (
        "05/11/2012 10:00",
        "chậm nhất ngày 20/11/2012",
        BY_LAW,
        "21/11/2012 00:00",
    ),
    "hết ngày 20 is the same": ("05/11/2012 10:00", "hết ngày 20/11/2012", BY_LAW, "21/11/2012 00:00"),
    "a day that ends at closing": (
        "05/11/2012 10:00",
        "chậm nhất ngày 19/11/2012",
        CLOSING,
        "19/11/2012 17:00",
    ),
    "closing of a half day is at noon": (
        "05/11/2012 10:00",
        "hết ngày 20/11/2012",
        CLOSING,
        "20/11/2012 11:30",
    ),
    "a moment of a day": ("05/11/2012 10:00", "trước 16h30 ngày 20/11/2012", BY_LAW, "20/11/2012 16:30"),
    "a fixed Sunday stays": ("20/08/2012 10:00", "chậm nhất ngày 02/09/2012", BY_LAW, "03/09/2012 00:00"),
    "a fixed Sunday moves over the holiday": (
        "20/08/2012 10:00",
        "chậm nhất ngày 02/09/2012",
        MOVED,
        "05/09/2012 00:00",
    ),
    "a fixed Sunday is kept before it": (
        "20/08/2012 10:00",
        "chậm nhất ngày 02/09/2012",
        EARLIER,
        "01/09/2012 00:00",
    ),
    "thirty days do not count the first": ("05/03/2012 10:00", "30 ngày", BY_LAW, "05/04/2012 00:00"),
    "a counted term on a holiday moves": ("04/08/2012 10:00", "30 ngày", BY_LAW, "05/09/2012 00:00"),
    "or stays where a regulation says so": ("04/08/2012 10:00", "30 ngày", STAYING, "04/09/2012 00:00"),
    "a month ends on the day of its number": ("05/03/2012 10:00", "01 tháng", BY_LAW, "06/04/2012 00:00"),
    "or on its last day": ("31/01/2012 10:00", "01 tháng", BY_LAW, "01/03/2012 00:00"),
    "two working days": ("05/03/2012 10:00", "02 ngày làm việc", BY_LAW, "07/03/2012 10:00"),
    "two whole days from the next": ("05/03/2012 10:00", "02 ngày làm việc", NEXT_DAY, "07/03/2012 17:00"),
    "received at 15:00 is in time": ("05/03/2012 15:00", "01 ngày làm việc", AFTER_15, "06/03/2012 15:00"),
    "received at 15:01 counts from Tuesday": (
        "05/03/2012 15:01",
        "01 ngày làm việc",
        AFTER_15,
        "06/03/2012 17:00",
    ),
    "on Friday after 15:00 counts from Monday": (
        "09/03/2012 15:30",
        "04 giờ làm việc",
        AFTER_15,
        "12/03/2012 11:00",
    ),
    "within the day": ("05/03/2012 09:00", "trong ngày", BY_LAW, "05/03/2012 17:00"),
    "within the day, after 15:00": ("05/03/2012 15:01", "trong ngày", AFTER_15, "06/03/2012 17:00"),
    "within the day, before a holiday": ("31/08/2012 15:30", "trong ngày", AFTER_15, "04/09/2012 17:00"),
    "within the day, filed at night": ("05/03/2012 21:00", "trong ngày", BY_LAW, "06/03/2012 17:00"),
    "within the day, filed on Sunday": ("04/03/2012 21:00", "trong ngày", BY_LAW, "05/03/2012 17:00"),
    "the next working day": ("09/03/2012 09:00", "ngày làm việc tiếp theo", BY_LAW, "13/03/2012 00:00"),
    "24 hours run through the night": ("09/03/2012 09:00", "24 giờ", BY_LAW, "10/03/2012 09:00"),
}


@pytest.mark.parametrize(("start", "text", "reckoning", "end"), ENDS.values(), ids=ENDS)
def test_due(start: str, text: str, reckoning: Reckoning, end: str) -> None:
    term = read_term(text, on=at(start).date())

    assert due(OFFICE, at(start), term, reckoning) == at(end)


def test_before_the_20th_is_due_on_the_19th() -> None:
    end = due(OFFICE, at("05/11/2012 10:00"), read_term("trước ngày 20/11/2012", on=date(2012, 11, 5)))

    assert due_day(end) == date(2012, 11, 19)
    after, until = day_window(date(2012, 11, 19))
    assert after < end <= until


@given(MOMENTS, MOMENTS, st.sampled_from(["02 ngày làm việc", "08 giờ làm việc", "10 ngày", "trong ngày"]))
def test_who_files_later_is_due_no_earlier(a: datetime, b: datetime, text: str) -> None:
    term = read_term(text, on=date(2012, 1, 1))

    assert due(OFFICE, min(a, b), term, AFTER_15) <= due(OFFICE, max(a, b), term, AFTER_15)


@given(MOMENTS, st.sampled_from([None, time(15)]))
def test_receipt_is_working_time_within_a_day_or_later(moment: datetime, cutoff: time | None) -> None:
    counted = received(OFFICE, moment, cutoff)

    assert counted >= moment
    assert OFFICE.between(moment, counted) <= timedelta(hours=8)
    assert OFFICE.works_on(counted.date())
