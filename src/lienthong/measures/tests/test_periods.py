from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthong.kernel.refusals import Invalid
from lienthong.measures.periods import PARTS, names_of_year, period_of
from lienthong.measures.regimes import ADMINISTRATIVE, CALENDAR, Regime, Regimes, regimes

SCHOOL = Regime("school", "Năm học", first_day=1, months_before=4, source="")
any_regime = st.sampled_from([ADMINISTRATIVE, CALENDAR, SCHOOL])
any_year = st.integers(2001, 2099)


@pytest.mark.parametrize(
    ("regime", "code", "first", "last"),
    [
        pytest.param(
            ADMINISTRATIVE, "2012", "2011-12-15", "2012-12-14", id="a year is cut off on 14 December"
        ),
        pytest.param(ADMINISTRATIVE, "2012-H1", "2011-12-15", "2012-06-14", id="six months to 14 June"),
        pytest.param(ADMINISTRATIVE, "2012-9M", "2011-12-15", "2012-09-14", id="nine months to 14 September"),
        pytest.param(
            ADMINISTRATIVE, "2012-Q1", "2011-12-15", "2012-03-14", id="the first quarter to 14 March"
        ),
        pytest.param(ADMINISTRATIVE, "2012-01", "2011-12-15", "2012-01-14", id="January begins in December"),
        pytest.param(CALENDAR, "2012", "2012-01-01", "2012-12-31", id="statistics follow the calendar"),
        pytest.param(CALENDAR, "2012-02", "2012-02-01", "2012-02-29", id="a leap February"),
        pytest.param(SCHOOL, "2012", "2011-09-01", "2012-08-31", id="a school year begins in September"),
    ],
)
def test_a_period_lies_where_its_regime_says(regime, code, first, last):
    period = period_of(regime, code)

    assert (period.start, period.end - timedelta(days=1)) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


@settings(deadline=None)
@given(any_regime, any_year)
def test_months_and_quarters_fill_a_year_without_gap_or_overlap(regime, year):
    whole = period_of(regime, str(year))
    for codes in (
        [f"{year}-{month:02}" for month in range(1, 13)],
        [f"{year}-Q{quarter}" for quarter in range(1, 5)],
    ):
        parts = [period_of(regime, code) for code in codes]
        assert parts[0].start == whole.start
        assert parts[-1].end == whole.end
        assert all(before.end == after.start for before, after in pairwise(parts))


@settings(deadline=None)
@given(any_regime, st.dates(date(2002, 1, 1), date(2098, 12, 31)))
def test_every_day_belongs_to_the_year_that_holds_it(regime, day):
    period = period_of(regime, str(regime.year_of(day)))

    assert period.start <= day < period.end


WRONG = ["", "12", "1999", "2101", "2012-13", "2012-Q5", "2012-", "2012-h1", "２０１２", "2012\n", "x"]


@pytest.mark.parametrize("code", WRONG)
def test_an_unknown_period_is_refused(code):
    with pytest.raises(Invalid, match="Không có kỳ số liệu này"):
        period_of(CALENDAR, code)


def test_the_choice_of_a_year_holds_all_its_periods():
    assert [code for code, _words in names_of_year(2012)] == [
        "2012",
        *(f"2012-{part}" for part in PARTS if part),
    ]


def test_regimes_are_registered_once_and_the_cut_off_is_to_be_confirmed():
    own = Regimes()
    own.register(SCHOOL)

    with pytest.raises(ValueError, match="already registered"):
        own.register(SCHOOL)
    assert regimes.get("administrative").to_confirm
    with pytest.raises(Invalid, match="Không có chế độ báo cáo này"):
        regimes.get("lunar")
