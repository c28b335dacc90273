"""From a played year to a later one: weeks stay weeks, order stays order, days off are gone around."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.holidays import SAMPLE_HOURS, shipped_notices
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.web.demo.story.shifting import ByWeeks

CALENDAR = Calendar(
    (SAMPLE_HOURS,),
    tuple(day for notice in shipped_notices() for day in notice.days),
    frozenset(notice.year for notice in shipped_notices()),
)
YEARS = [ByWeeks.to_year(CALENDAR, years) for years in (1, 2, 3)]
OFFICE = [day for day in (date(2012, 1, 1) + timedelta(days=n) for n in range(366)) if CALENDAR.works_on(day)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


office_hours = st.builds(
    lambda day, seconds: CALENDAR.opens_on(day) + timedelta(seconds=seconds),
    st.sampled_from(OFFICE),
    st.integers(0, 10 * 3600),
)


def test_a_later_year_is_whole_weeks_away_and_begins_no_period_early() -> None:
    assert [shift.weeks for shift in YEARS] == [53, 105, 157]
    for shift, year in zip(YEARS, (2013, 2014, 2015), strict=True):
        assert date(2012, 1, 1) + timedelta(weeks=shift.weeks) >= date(year, 1, 1)


def test_a_working_day_keeps_its_hour_and_its_day_of_the_week() -> None:
    assert YEARS[0].moment(at("2012-03-06T09:15")) == at("2013-03-12T09:15")


def test_what_meets_a_day_off_moves_to_the_first_hour_of_the_next_working_day() -> None:
    moved = YEARS[0].moment(at("2012-02-06T14:00"))  # Monday; 11/02/2013 is the second day of Tết
    assert local_day(moved) == date(2013, 2, 18)
    assert (
        CALENDAR.opens_on(local_day(moved))
        <= moved
        < CALENDAR.opens_on(local_day(moved)) + timedelta(hours=1)
    )


@pytest.mark.parametrize("shift", YEARS, ids=["2013", "2014", "2015"])
@given(moments=st.lists(office_hours, min_size=2, unique=True))
def test_order_is_kept_and_everything_is_done_in_working_days(
    shift: ByWeeks, moments: list[datetime]
) -> None:
    moved = [shift.moment(moment) for moment in sorted(moments)]
    assert all(before < after for before, after in pairwise(moved))
    assert all(CALENDAR.works_on(local_day(moment)) for moment in moved)


@pytest.mark.parametrize("shift", YEARS, ids=["2013", "2014", "2015"])
@given(moment=office_hours)
def test_what_was_done_on_a_named_day_is_done_on_the_day_as_moved(shift: ByWeeks, moment: datetime) -> None:
    assert local_day(shift.moment(moment)) == shift.day(local_day(moment))


def test_a_deadline_in_words_and_as_a_moment_stay_the_same_day() -> None:
    shift = YEARS[2]
    assert shift.term("chậm nhất ngày 30/03/2012") == "chậm nhất ngày 03/04/2015"
    assert shift.due(at("2012-03-31T00:00")) == at("2015-04-04T00:00")


def test_years_in_names_move_and_days_in_words_do_not_lose_theirs() -> None:
    shift = YEARS[1]
    assert shift.words("NV-2012-007") == "NV-2014-007"
    assert shift.words("Lập dự toán kinh phí năm 2013") == "Lập dự toán kinh phí năm 2015"
    assert shift.words("công văn ngày 03/02/2012") == "công văn ngày 03/02/2012"


def test_a_period_moves_by_whole_years() -> None:
    assert YEARS[2].year(date(2012, 4, 1)) == date(2015, 4, 1)
    assert YEARS[0].year(date(2012, 2, 29)) == date(2013, 2, 28)
