"""From numerator and denominator to the value: golden values, and what is undefined."""

from fractions import Fraction

import pytest

from lienthong.measures.rules.values import value_of


@pytest.mark.parametrize(
    ("area", "points", "km"),
    [
        pytest.param(331000, 18502, "2.39", id="the country, 12/2008 (White Book)"),
        pytest.param(331000, 17976, "2.42", id="the country, 12/2009"),
        pytest.param(331000, 17898, "2.43", id="the country, 3/2010"),
        pytest.param(3355, 122, "2.96", id="Ninh Thuận, 2023"),
    ],
)
def test_the_radius_is_that_of_the_white_book(area, points, km):
    assert f"{float(value_of('radius', Fraction(area), Fraction(points))):.2f}" == km


@pytest.mark.parametrize(
    ("rule", "numerator", "denominator", "value"),
    [
        ("per_hundred", 38, 108, Fraction(3800, 108)),
        ("ratio", 3, 2, Fraction(3, 2)),
        ("difference", 3, 5, Fraction(-2)),
        ("plain", 7, None, Fraction(7)),
        ("state", 1, None, Fraction(1)),
    ],
)
def test_values_are_exact(rule, numerator, denominator, value):
    over = None if denominator is None else Fraction(denominator)
    assert value_of(rule, Fraction(numerator), over) == value


@pytest.mark.parametrize("rule", ["per_hundred", "ratio", "radius"])
@pytest.mark.parametrize("denominator", [None, Fraction(0)])
def test_what_cannot_be_divided_is_undefined_and_never_0(rule, denominator):
    assert value_of(rule, Fraction(5), denominator) is None
