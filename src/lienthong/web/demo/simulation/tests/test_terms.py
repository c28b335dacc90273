"""What can be asked of a simulated world, how it is shared among years, when work comes in it."""

from datetime import date, datetime
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.holidays import SAMPLE_HOURS, shipped_notices
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.keys import new_key
from lienthong.web.demo.simulation.naming import MIDDLE, Names, middle_of
from lienthong.web.demo.simulation.seasons import load_of, tet_of, weight
from lienthong.web.demo.simulation.sharing import Family, share_out
from lienthong.web.demo.simulation.terms import BadTerms, Terms

DAYS = {day.day: day for notice in shipped_notices() if notice.year == 2012 for day in notice.days}
YEAR_2012 = Calendar((SAMPLE_HOURS,), tuple(DAYS.values()))
TET = (date(2012, 1, 21), date(2012, 1, 29))


def test_a_world_of_scale_one_is_a_province_in_five_years() -> None:
    terms = Terms.read("2011-01", "2015-12", 1.0, 7)
    assert (terms.cases, terms.acts) == (1_000_000, 5_000_000)
    assert list(terms.years) == [2011, 2012, 2013, 2014, 2015]
    assert terms.over == datetime(2016, 1, 1, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("first", "last", "scale", "said"),
    [
        ("2010-12", "2015-12", 1.0, "first month"),
        ("2012-01", "2015-12", 1.0, "first month"),
        ("2011-01", "2012-11", 1.0, "last month"),
        ("2011-01", "2016-01", 1.0, "last month"),
        ("2011-13", "2015-12", 1.0, "not a month"),
        ("tháng 1", "2015-12", 1.0, "not a month"),
        ("2011-01", "2015-12", 0.0, "scale"),
        ("2011-01", "2015-12", float("nan"), "scale"),
        ("2011-01", "2015-12", 1e9, "scale"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(first: str, last: str, scale: float, said: str) -> None:
    with pytest.raises(BadTerms, match=said):
        Terms.read(first, last, scale, 7)


def test_the_clock_stands_on_the_first_morning_of_work_after_the_last_month() -> None:
    assert Terms.read("2011-01", "2013-01", 1.0, 7).today.date() == date(2013, 2, 1)
    assert Terms.read("2011-01", "2013-08", 1.0, 7).today.date() == date(2013, 9, 3)  # after the National Day


def test_tet_is_found_and_little_comes_around_it() -> None:
    first, last = tet_of(YEAR_2012, 2012)
    assert first <= date(2012, 1, 23) <= last
    quiet, busy = weight(date(2012, 2, 1), TET), weight(date(2012, 12, 20), TET)
    assert quiet < weight(date(2012, 1, 18), TET) < weight(date(2012, 1, 9), TET) < busy


def test_work_comes_on_days_of_work_and_most_of_it_at_the_end_of_the_year() -> None:
    load, dice = load_of(YEAR_2012, 2012, cases=1_000_000), Random(1)
    days = [load.day(dice) for _ in range(3000)]
    assert all(YEAR_2012.works_on(day) for day in days)
    assert sum(day.month == 12 for day in days) > 1.3 * sum(day.month == 5 for day in days)
    assert load_of(YEAR_2012, 2012, cases=1000).jobs < load.jobs


def families(sizes: list[tuple[int, int]]) -> list[Family]:
    return [Family(tuple(new_key() for _ in range(cases)), acts) for cases, acts in sizes]


FAMILIES = st.lists(st.tuples(st.integers(1, 5), st.integers(4, 30)), min_size=1, max_size=12)


@given(FAMILIES, FAMILIES, st.integers(1, 3000))
def test_there_are_as_many_cases_as_asked_for_and_hardly_more(
    one: list[tuple[int, int]], other: list[tuple[int, int]], cases: int
) -> None:
    by_year = {2011: families(one), 2012: families(other)}
    shares = share_out(by_year, cases=cases, acts=0, seed=1)
    of_year = {year: sum(len(family.cases) for family in found) for year, found in by_year.items()}
    given_out = sum(share.whole * of_year[share.year] + len(share.part) for share in shares)
    assert cases <= given_out <= cases + 8  # a family is not split
    ordinals = [share.first + n for share in shares for n in range(share.whole + bool(share.part))]
    assert ordinals == list(range(len(ordinals)))


def test_where_cases_have_few_acts_there_are_more_cases() -> None:
    by_year = {2012: families([(1, 4)] * 10)}
    (share,) = share_out(by_year, cases=100, acts=500, seed=1)
    assert (share.whole, len(share.part)) == (12, 5)


def test_nothing_is_shared_where_the_played_year_is_enough() -> None:
    assert share_out({2012: families([(1, 5)])}, cases=-3, acts=0, seed=1) == []


def test_keys_of_copies_are_the_same_again_and_those_of_no_other_copy() -> None:
    moment = datetime(2013, 5, 6, 8, 30, tzinfo=HANOI)
    originals = [new_key() for _ in range(50)]

    def keys(copy: int, world: bytes) -> list[str]:
        names = Names()
        names.know_rows(originals, moment)
        return [names(key).replace(f"\0{MIDDLE}\0", middle_of(copy, world)[MIDDLE]) for key in originals]

    assert keys(3, b"one") == keys(3, b"one")
    several = [key for copy in (0, 1, 2, 65_535) for key in keys(copy, b"one")]
    assert len({*several, *keys(3, b"two")}) == 250
    for key in map(UUID, several):
        assert (key.version, key.variant) == (7, "specified in RFC 4122")
        assert key.int >> 80 == int(moment.timestamp() * 1000)
