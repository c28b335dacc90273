"""Figures in the boundaries of another day: those of the successors, share by share; the sum stays."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lienthong.directory.actions import merge_units
from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid
from lienthong.measures import views
from lienthong.measures.boundaries import carried
from lienthong.measures.choosing import chosen
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.indicators import Figure
from lienthong.measures.tests.conftest import JOBS, moment
from lienthong.measures.words import shown_count


def test_in_the_boundaries_of_later_figures_are_those_of_the_successors_and_the_sum_stays(ledger, visit):
    first, second, heir = ledger.units
    units = [Unit.objects.get(pk=key) for key in ledger.units]
    ledger.count("done", unit=0, at=moment(5))
    ledger.count("late", unit=0, at=moment(5))
    ledger.count("done", unit=1, at=moment(6))
    merge_units(units[:2], into=units[2], on=date(2012, 7, 1), by=SYSTEM, at=moment(9))
    ledger.seal(moment(10))
    question = chosen({"regime": "calendar", "period": "2012"}).question

    then = by_unit(JOBS, question)
    now = carried(then, JOBS, since=date(2012, 1, 1), until=date(2012, 7, 1))

    assert set(now) == {heir}
    assert now[heir] == (Figure(JOBS, {"done": 2, "late": 1}), tuple(sorted([first, second])))
    assert whole(JOBS, {key: figure for key, (figure, _units) in now.items()}) == whole(JOBS, then)
    page = visit(
        views.figure, "?regime=calendar&period=2012&boundaries=2012-07-01", JOBS.code
    ).content.decode()
    assert "Sở C" in page
    assert "Sở A" not in page.split("Theo đơn vị")[1]


def test_a_share_of_a_unit_is_that_share_of_its_counts():
    unit, one, other = new_key(), new_key(), new_key()
    shares = {unit: {one: Fraction(1, 3), other: Fraction(2, 3)}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lienthong.measures.boundaries.shares_since", lambda _since, _until: shares)
        found = carried(
            {unit: Figure(JOBS, {"done": 4, "late": 2})}, JOBS, since=date(2012, 1, 1), until=date(2025, 7, 1)
        )

    assert found[one][0].counts == {"done": Fraction(4, 3), "late": Fraction(2, 3)}
    assert found[one][0].value == found[other][0].value == Fraction(2, 3)
    assert shown_count(found[one][0].counts["done"]) == Decimal("1.33")


def test_a_day_that_is_none_is_refused(ledger, visit):
    ledger.count("done", at=moment(5))
    ledger.seal(moment(6))
    with pytest.raises(Invalid, match="Ngày phải viết"):
        visit(views.figure, "?boundaries=sometime", JOBS.code)
