"""What is shown of a figure never contradicts its light: the rounded value and share stand on their side."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lienthong.measures.models import Definition, Rule
from lienthong.measures.words import amount_words, moved_words, plain_words, share_words
from lienthong.plans.rules import Aim, against, light_of, marks_of

PER_100 = Definition(code="T10", unit="thuê bao/100 dân", rule=Rule.PER_HUNDRED)
values = st.fractions(min_value=-200, max_value=200, max_denominator=10**9)
decimals = st.decimals(min_value=-150, max_value=150, places=2).map(Fraction)


def read(words: str) -> Fraction:
    return Fraction(words.rstrip("%").replace(".", "").replace(",", "."))


@st.composite
def aims(draw: st.DrawFn) -> Aim:
    upward = draw(st.booleans())
    marks = sorted([draw(decimals), draw(decimals), draw(decimals)], reverse=not upward)
    operator = draw(st.sampled_from([">=", ">"] if upward else ["<=", "<"]))
    return Aim(operator, marks[1], marks[2], upward=upward, by_year=2015, steps={2012: marks[0]})


@given(aims(), values, st.sampled_from([2011, 2012, 2015]))
def test_the_value_as_shown_has_the_light_of_the_value(aim, value, year):
    shown = read(plain_words(value, PER_100, marks_of(aim, year)))

    assert light_of(aim, year, shown) == light_of(aim, year, value)


@given(aims(), values, st.sampled_from([2011, 2012, 2015]))
def test_the_share_as_shown_reaches_the_plan_only_when_the_value_does(aim, value, year):
    share = against(aim, year, value)

    assert share is None or (read(share_words(share)) >= 100) == (share >= 1)


@given(st.sampled_from([1, -1]), st.integers(min_value=1, max_value=30))
def test_however_near_the_mark_the_side_is_told(side, places):
    value = 117 + Fraction(side, 10**places)

    assert read(plain_words(value, PER_100, [Fraction(117)])) != 117


def test_just_below_the_step_reads_below_it():
    aim = Aim(">=", Fraction(135), Fraction(140), by_year=2015, steps={2012: Fraction(117)})
    value = Fraction("116.996")

    assert amount_words(value, PER_100, marks_of(aim, 2012)) == "116,996 thuê bao/100 dân"
    assert share_words(against(aim, 2012, value)) == "99,997%"
    assert moved_words(Fraction("-0.004"), PER_100) == "-0,004 thuê bao/100 dân"


def test_far_from_the_marks_two_decimals_do():
    assert plain_words(Fraction(1000, 3), PER_100, [Fraction(117)]) == "333,33"
    assert share_words(Fraction(1)) == "100,0%"
