"""Entered figures in other boundaries: amounts are carried by shares and added, the ratio is worked out anew."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.keys import new_key
from lienthong.measures.boundaries import spread
from lienthong.measures.carrying import carried_parts, may_carry
from lienthong.measures.checking import Said
from lienthong.measures.defining import define
from lienthong.measures.entered import entered
from lienthong.measures.entering import enter
from lienthong.measures.models import Adding, Definition
from lienthong.measures.tests.conftest import moment
from lienthong.measures.tests.test_parts_of_years import HOURS

THEN, LATER = date(2012, 1, 1), date(2025, 7, 1)


@pytest.fixture
def shares(monkeypatch):
    """What became of units between the two days, given by the test."""
    found = {}
    monkeypatch.setattr("lienthong.measures.boundaries.shares_since", lambda _since, _until: found)
    return found


def test_a_ratio_is_worked_out_from_sums_of_shares_and_never_averaged(ledger, shares):
    definition = define(HOURS, by=SYSTEM, at=moment(1))
    first, second, heir = ledger.units
    for unit, up, of in ((first, 90, 100), (second, 10, 20)):
        enter(
            definition, Said(unit, "2012", Decimal(up), Decimal(of), "final", "Sổ"), by=SYSTEM, at=moment(2)
        )
    parts = {entry.unit_id: entry for entry in entered(["T37"], ledger.seal(moment(3)))}
    shares |= {first: {heir: Fraction(1)}, second: {heir: Fraction(1, 2), second: Fraction(1, 2)}}
    moved = {part.unit_id: part for part in carried_parts(parts, definition, since=THEN, until=LATER)}

    assert (moved[heir].numerator, moved[heir].denominator) == (95, 110)
    assert moved[heir].value == 100 * Fraction(95, 110)
    assert moved[heir].origins == tuple(sorted([first, second]))
    assert moved[second].value == 50


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 9)), min_size=1, max_size=8))
def test_the_sum_stays_what_it_was(amounts):
    units, heirs = [new_key() for _amount in amounts], [new_key() for _heir in range(9)]
    became = {
        unit: dict.fromkeys(heirs[:several], Fraction(1, several))
        for unit, (_amount, several) in zip(units, amounts, strict=True)
    }
    counts = {unit: {"numerator": amount} for unit, (amount, _several) in zip(units, amounts, strict=True)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lienthong.measures.boundaries.shares_since", lambda _since, _until: became)
        moved = spread(counts, since=THEN, until=LATER)

    assert sum(found["numerator"] for found, _units in moved.values()) == sum(
        amount for amount, _n in amounts
    )


@pytest.mark.parametrize(
    ("adds", "reason"),
    [(Adding.EXISTS, "đếm đơn vị có"), (Adding.FORMULA, "tính lại ở từng cấp"), (Adding.STOCK, "")],
)
def test_what_cannot_be_carried_says_why(adds, reason):
    verdict = may_carry(Definition(adds=adds))

    assert bool(verdict) == (not reason)
    assert reason in str(verdict.reason)
