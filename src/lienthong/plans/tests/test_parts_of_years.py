"""A year that has no figure yet: its halves and quarters give the light, the value and the comparison."""

from datetime import datetime

import pytest

from lienthong.kernel.clock.moments import HANOI
from lienthong.plans import entering, ours, targets
from lienthong.plans.rules import Aim, Light, light_of
from lienthong.plans.tests.conftest import seal
from lienthong.plans.tests.test_targets import CODE, sheet_of, text_of

JULY, NEXT_JULY = datetime(2012, 7, 9, 9, tzinfo=HANOI), datetime(2013, 7, 8, 9, tzinfo=HANOI)
GROWTH = {"maturity": "preliminary", "source": "Báo cáo 6 tháng"}
YEARLY = Aim(">=", 15, 20)
BY_2015 = Aim(">=", 80, 85, by_year=2015, steps={2012: 35, 2013: 50, 2014: 65, 2015: 80})


@pytest.fixture
def enter(the_targets, visit, director, sent):
    """Enter a figure of the whole on a day of July."""

    def post(code, period, numerator, denominator, *, at=JULY, **more):
        posted = sent | {"period": period, "numerator": numerator, "denominator": denominator} | more
        return visit(entering.enter_page, "", CODE, code, by=director, at=at, posted=posted)

    return post


@pytest.mark.parametrize(
    ("aim", "year", "reached", "light"),
    [
        (YEARLY, 2013, 21, Light.ON_TRACK),
        (YEARLY, 2013, 14, Light.AT_RISK),
        (BY_2015, 2013, 51, Light.ON_TRACK),
        (BY_2015, 2013, 49, Light.AT_RISK),
        (BY_2015, 2015, 79, Light.AT_RISK),
        (BY_2015, 2015, 81, Light.MET),
        (BY_2015, 2016, 79, Light.AT_RISK),
        (BY_2015, 2011, 20, Light.NO_DATA),
    ],
)
def test_nothing_is_missed_before_the_year_has_its_figure(aim, year, reached, light):
    assert light_of(aim, year, reached, over=False) == light


def test_the_half_year_gives_the_light_until_the_year_has_its_figure(enter, visit, leader):
    enter("T01", "2012-H1", "12,6", "8,1", **GROWTH)
    seal(JULY)
    half = text_of(visit(targets.target_page, "", CODE, "T01", by=leader))
    enter("T01", "2012", "11,6", "7,9", maturity="final", at=NEXT_JULY)
    seal(NEXT_JULY)
    year = text_of(visit(targets.target_page, "", CODE, "T01", by=leader))

    assert "6 tháng đầu năm 2012 · Sơ bộ" in half
    assert "Có khả năng đạt" in half.split("lead-line")[1][:400]
    assert "2012 · Chính thức" in year
    assert "Không đạt" in year.split("lead-line")[1][:400]
    assert "6 tháng đầu năm 2012<span" in year.split("Số liệu đã nhập")[1]


def test_a_half_is_compared_with_the_same_half_of_the_year_before(enter, visit, leader):
    enter("T01", "2012-H1", "16", "8", **GROWTH)
    enter("T01", "2012", "8", "8", at=NEXT_JULY)
    enter("T01", "2013-H1", "20", "8", at=NEXT_JULY, **GROWTH)
    seal(NEXT_JULY)

    page = text_of(visit(targets.target_page, "", CODE, "T01", by=leader))
    assert "2,5 (6 tháng)" in page.split("chart-title")[2]
    assert "+0,5 lần" in page


def test_quarters_of_the_network_are_added_up(enter, visit, leader, director):
    enter("T37", "2012-Q1", "58000", "58320", maturity="final")
    enter("T37", "2012-Q2", "58968", "58968", maturity="final")
    seal(JULY)
    page = text_of(visit(targets.target_page, "", CODE, "T37", by=leader))
    file = sheet_of(visit(targets.target_page, "?export=xlsx", CODE, "T37", by=leader))
    own = text_of(visit(ours.ours, "", by=director, at=JULY))

    assert "Cộng đến Quý II năm 2012" in page
    assert "chart-title" not in page
    assert "99,73%" in page
    assert "Có khả năng đạt" in page.split("lead-line")[1][:400]
    assert {"Quý I năm 2012", "Quý II năm 2012"} <= {row[0] for row in file}
    assert "Quý II năm 2012 · Chính thức" in own


@pytest.mark.parametrize(
    ("code", "period", "taken"),
    [
        ("T13", "2012-H1", True),
        ("T11", "2012-H1", False),
        ("T01", "2013-H1", False),
        ("T01", "2012-Q1", False),
    ],
)
def test_the_form_offers_the_periods_of_the_definition_that_have_begun(enter, code, period, taken):
    assert enter(code, period, "38", "108").status_code == (302 if taken else 422)
