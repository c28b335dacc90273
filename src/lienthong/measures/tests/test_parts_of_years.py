"""Halves and quarters of entered figures: what is refused, what is only odd, how far a year has come."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import Invalid
from lienthong.measures.checking import Said, doubts_of
from lienthong.measures.defining import Meaning, define
from lienthong.measures.entered import entered
from lienthong.measures.entering import enter
from lienthong.measures.models import Entry
from lienthong.measures.periods import end_month, names_of_frequency, period_words
from lienthong.measures.so_far import parts_of_years
from lienthong.measures.tests.conftest import moment

HOURS = Meaning(
    code="T37", words="Giờ thông mạng", unit="%", rule="per_hundred", adds="ratio_of_flows",
    numerator="giờ thông", denominator="giờ phục vụ", measured_by="A", frequency="quarter",
)  # fmt: skip
LATER = moment(2, 1, 2013)


@pytest.fixture
def hours(ledger):
    return define(HOURS, by=SYSTEM, at=moment(1))


@pytest.fixture
def say(ledger, hours):
    """Enter hours of a period of 2012 for the first unit."""

    def enter_(period, up, of, *, maturity="final", definition=hours):
        said = Said(
            ledger.units[0], period, Decimal(up), Decimal(of) if of else None, maturity, "Nhật ký mạng"
        )
        return enter(definition, said, by=SYSTEM, at=LATER)

    return enter_


def reached(ledger, definition):
    found = entered([definition.code], ledger.seal(LATER))
    return parts_of_years(found, ledger.units[0], definition.adds)[2012]


def test_a_definition_offers_the_periods_of_its_frequency():
    assert [code for code, _words in names_of_frequency("half", 2012)] == ["2012", "2012-H1", "2012-9M"]
    assert [code for code, _words in names_of_frequency("year", 2012)] == ["2012"]
    assert period_words("2012-H1") == "6 tháng đầu năm 2012"
    assert [end_month(f"2012-{part}") for part in ("Q1", "H1", "Q3", "9M", "Q4")] == [3, 6, 9, 9, 12]


def test_quarters_that_add_are_added_from_the_first_and_never_averaged(ledger, hours, say):
    say("2012-Q1", 90, 100)
    say("2012-Q2", 199, 200, maturity="estimate")
    found = reached(ledger, hours)

    assert (found[6].numerator, found[6].denominator, found[6].maturity) == (289, 300, "estimate")
    assert found[6].period == "2012-Q2"
    assert max(found) == 6


def test_a_gap_ends_the_sum_and_a_half_that_was_entered_takes_its_place(ledger, hours, say):
    say("2012-Q2", 199, 200)
    assert reached(ledger, hours) == {}
    say("2012-H1", 280, 300)
    say("2012-Q3", 100, 100)
    found = reached(ledger, hours)

    assert (found[6].numerator, found[9].numerator, found[9].denominator) == (280, 380, 400)


def test_what_does_not_add_is_the_part_that_reaches_furthest(ledger, say):
    stock = define(replace(HOURS, code="T13", adds="ratio_of_sums"), by=SYSTEM, at=moment(1))
    say("2012-Q1", 30, 108, definition=stock)
    say("2012-Q2", 38, 108, definition=stock)
    found = reached(ledger, stock)

    assert found[max(found)].numerator == 38


def test_a_part_is_not_more_than_the_final_year_where_periods_add(hours, say):
    say("2012", 900, 1000)
    with pytest.raises(
        Invalid, match="Quý I năm 2012 không thể lớn hơn số chính thức của năm 2012"
    ) as refused:
        say("2012-Q1", 901, 1000, maturity="estimate")

    assert refused.value.field == "numerator"
    assert Entry.objects.count() == 1


def test_a_final_year_is_not_less_than_a_final_part_but_may_be_than_an_estimate(hours, say, ledger):
    say("2012-H1", 950, 950, maturity="estimate")
    say("2012", 900, 1000)
    assert Entry.objects.count() == 2
    say("2011-H1", 950, 950)
    with pytest.raises(Invalid, match="6 tháng đầu năm 2011"):
        say("2011", 900, 1000)


def test_where_periods_do_not_add_a_half_may_be_more(ledger, say):
    stock = define(replace(HOURS, code="T13", adds="ratio_of_sums"), by=SYSTEM, at=moment(1))
    say("2012", 30, 108, definition=stock)
    say("2012-H1", 38, 108, definition=stock)

    assert Entry.objects.count() == 2


def test_what_is_odd_is_told_and_not_refused(hours, say, ledger):
    say("2012", 900, 1000, maturity="estimate")
    said = Said(ledger.units[0], "2012-Q1", Decimal(950), Decimal(940), "final", "Nhật ký mạng")

    assert doubts_of(hours, said) == [
        "tử số lớn hơn mẫu số",
        "số của Quý I năm 2012 lớn hơn số của năm 2012",
    ]
