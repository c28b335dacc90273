"""Entered figures in other boundaries: amounts are carried by shares and added, the ratio is worked out anew."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.directory.models import SuccessionKind
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.keys import new_key
from lienthong.measures.asking import Period
from lienthong.measures.boundaries import UnitsOfDay
from lienthong.measures.carrying import carried_parts, may_carry
from lienthong.measures.checking import Said
from lienthong.measures.defining import define
from lienthong.measures.entered import entered
from lienthong.measures.entering import enter
from lienthong.measures.models import Adding, Definition
from lienthong.measures.tests.conftest import moment, passes
from lienthong.measures.tests.test_parts_of_years import HOURS

YEAR, LATER = Period(date(2012, 1, 1), date(2013, 1, 1), "2012"), date(2025, 7, 1)


@pytest.fixture
def parts(ledger):
    """T37 of 2012 as the first two units entered it."""
    definition = define(HOURS, by=SYSTEM, at=moment(1))
    for unit, up, of in ((ledger.units[0], 90, 100), (ledger.units[1], 10, 20)):
        enter(
            definition, Said(unit, "2012", Decimal(up), Decimal(of), "final", "Sổ"), by=SYSTEM, at=moment(2)
        )
    found = {entry.unit_id: entry for entry in entered(["T37"], ledger.seal(moment(3)))}
    return lambda: {part.unit_id: part for part in carried_parts(found, definition, YEAR, UnitsOfDay(LATER))}


def test_a_ratio_is_worked_out_from_sums_of_shares_and_never_averaged(ledger, parts):
    first, second, heir = ledger.units
    passes(first, heir, "1", LATER, SuccessionKind.MERGER)
    passes(second, heir, "0.5", LATER)
    passes(second, second, "0.5", LATER)
    moved = parts()

    assert (moved[heir].numerator, moved[heir].denominator) == (95, 110)
    assert moved[heir].value == 100 * Fraction(95, 110)
    assert moved[heir].origins == tuple(sorted([first, second]))
    assert moved[second].value == 50


def test_what_a_unit_reports_of_a_year_is_of_the_unit_as_it_stood_at_its_end(ledger, parts):
    """The first gave half away in March, the second ended in July: both before they reported the year."""
    first, second, heir = ledger.units
    passes(first, heir, "0.5", date(2012, 3, 6))
    passes(first, first, "0.5", date(2012, 3, 6))
    passes(second, heir, "1", date(2012, 7, 1), SuccessionKind.MERGER)
    moved = parts()

    assert {unit: (part.numerator, part.denominator) for unit, part in moved.items()} == {
        first: (90, 100),
        heir: (10, 20),
    }
    assert moved[heir].origins == (second,)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 9)), min_size=1, max_size=8))
def test_the_sum_stays_what_it_was(amounts):
    units, heirs = [new_key() for _amount in amounts], [new_key() for _heir in range(9)]
    became = {
        unit: dict.fromkeys(heirs[:several], Fraction(1, several))
        for unit, (_amount, several) in zip(units, amounts, strict=True)
    }
    counts = {
        (unit, 0): {"numerator": amount} for unit, (amount, _several) in zip(units, amounts, strict=True)
    }
    later = UnitsOfDay.__new__(UnitsOfDay)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnitsOfDay, "shares", lambda _self, unit, _day: became[unit])
        moved = later.spread(counts, [YEAR.start])

    assert sum(held.counts["numerator"] for held in moved.values()) == sum(amount for amount, _n in amounts)


@pytest.mark.parametrize(
    ("adds", "reason"),
    [(Adding.EXISTS, "đếm đơn vị có"), (Adding.FORMULA, "tính lại ở từng cấp"), (Adding.STOCK, "")],
)
def test_what_cannot_be_carried_says_why(adds, reason):
    verdict = may_carry(Definition(adds=adds))

    assert bool(verdict) == (not reason)
    assert reason in str(verdict.reason)
