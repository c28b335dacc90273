"""Laws of the arithmetic, for any office and any moment."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.clock.amounts import Amount, working_days
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.days import SpecialDay, half, make_up, off
from lienthong.kernel.clock.hours import Worked
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.tests.offices import EIGHT, SATURDAYS, SEVEN_AND_A_HALF

WITHIN = {"first": date(2011, 1, 1), "last": date(2014, 12, 31)}
DAYS = st.dates(date(2012, 1, 1), date(2013, 6, 30))


def _special(days: list[date], kinds: list[int]) -> tuple[SpecialDay, ...]:
    made = [
        off,
        make_up,
        lambda day: half(day, Worked.MORNING),
        lambda day: half(day, Worked.AFTERNOON),
    ]
    return tuple(made[kind](day) for day, kind in zip(days, kinds, strict=False))


CALENDARS = st.builds(
    lambda week, days, kinds: Calendar((week,), _special(days, kinds), **WITHIN),
    st.sampled_from([EIGHT, SEVEN_AND_A_HALF, SATURDAYS]),
    st.lists(DAYS, max_size=12, unique=True),
    st.lists(st.integers(0, 3), min_size=12, max_size=12),
)
MOMENTS = st.datetimes(datetime(2012, 1, 1), datetime(2013, 6, 30), timezones=st.just(HANOI)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
AMOUNTS = st.integers(1, 40 * 8 * 3600).map(lambda seconds: Amount(time=timedelta(seconds=seconds)))


@given(CALENDARS, MOMENTS, MOMENTS, AMOUNTS)
def test_later_starts_end_no_earlier(calendar: Calendar, a: datetime, b: datetime, x: Amount) -> None:
    assert calendar.add(min(a, b), x) <= calendar.add(max(a, b), x)


@given(CALENDARS, MOMENTS, AMOUNTS, AMOUNTS)
def test_more_work_ends_later(calendar: Calendar, a: datetime, x: Amount, y: Amount) -> None:
    assert a < calendar.add(a, x) < calendar.add(a, x + y)


@given(CALENDARS, MOMENTS, AMOUNTS, AMOUNTS)
def test_two_additions_are_one(calendar: Calendar, a: datetime, x: Amount, y: Amount) -> None:
    assert calendar.add(calendar.add(a, x), y) == calendar.add(a, x + y)


@given(CALENDARS, MOMENTS, st.integers(1, 30), st.integers(1, 30))
def test_two_additions_of_days_are_one(calendar: Calendar, a: datetime, x: int, y: int) -> None:
    added = calendar.add(calendar.add(a, working_days(x)), working_days(y))

    assert added == calendar.add(a, working_days(x + y))


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_between_undoes_an_addition(calendar: Calendar, a: datetime, x: Amount) -> None:
    assert calendar.between(a, calendar.add(a, x)) == x.time


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_subtraction_undoes_an_addition_up_to_idle_time(calendar: Calendar, a: datetime, x: Amount) -> None:
    back = calendar.subtract(calendar.add(a, x), x)

    assert calendar.between(back, a) == timedelta(0)
    assert calendar.add(back, x) == calendar.add(a, x)
    assert back >= a


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_between_adds_up_over_a_split(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    assert calendar.between(a, b) == -calendar.between(b, a)


@given(CALENDARS, MOMENTS, st.one_of(AMOUNTS, st.just(Amount())))
def test_nothing_ends_outside_working_time(calendar: Calendar, a: datetime, x: Amount) -> None:
    assert calendar.works_at(calendar.add(a, x))
    assert calendar.works_at(calendar.subtract(a, x))


@given(CALENDARS, MOMENTS, MOMENTS)
def test_working_time_never_exceeds_the_wall(calendar: Calendar, a: datetime, b: datetime) -> None:
    assert timedelta(0) <= calendar.between(min(a, b), max(a, b)) <= max(a, b) - min(a, b)
