"""Whatever passed into what inside a period: figures in any boundaries are those of acts carried one by one."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.directory.models import SuccessionKind, UnitSuccession
from lienthong.directory.rules.shares import Step, carry
from lienthong.directory.tests import cast
from lienthong.kernel.clock.moments import HANOI
from lienthong.measures.asking import Period, Question
from lienthong.measures.boundaries import UnitsOfDay
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.cutting import Cut
from lienthong.measures.drilling import rows
from lienthong.measures.narrowing import EVERYTHING
from lienthong.measures.tests.conftest import JOBS, moment

START, DAYS, UNITS = date(2012, 3, 1), 12, 5
PERIOD = Period(date(2012, 3, 3), date(2012, 3, 11), "thử")
days = st.integers(0, DAYS).map(lambda number: START + timedelta(days=number))
units = st.integers(0, UNITS - 1)
# Of a day and a unit: the whole to another, or a part to another and the rest kept.
changes = st.dictionaries(
    st.tuples(days, units), st.tuples(units, st.sampled_from(["1", "0.5", "0.3", "0.0001"])), max_size=6
)
acts = st.lists(st.tuples(days, units, st.sampled_from([*JOBS.classes])), min_size=1, max_size=12)


def steps_of(changed):
    for (on, before), (after, share) in changed.items():
        if before == after:
            continue
        yield Step(on, before, after, Fraction(share))
        if share != "1":
            yield Step(on, before, before, 1 - Fraction(share))


def reference(counted, steps, until):
    """Each act alone: carried from its own day, what is open from the last day of the period; of a unit that had
    ended by then, from the last day on which it was there."""
    found = defaultdict(Counter)
    for day, unit, name in counted:
        if PERIOD.start <= day < PERIOD.end:
            own = PERIOD.end - timedelta(days=1) if name in JOBS.stocks else day
            while not was_there(unit, steps, own, until):
                own -= timedelta(days=1)
            for heir, share in carry({unit: Fraction(1)}, steps, after=own, until=until).items():
                found[heir][name] += share
    return {unit: {name: count for name, count in counts.items() if count} for unit, counts in found.items()}


def was_there(unit, steps, day, until):
    there = True
    for on in sorted({step.on for step in steps if step.on <= min(day, until)}):
        of_the_day = [step for step in steps if step.on == on]
        passing = [step for step in of_the_day if step.predecessor == unit]
        if passing:
            there = any(step.successor == unit for step in passing)
        elif any(step.successor == unit for step in of_the_day):
            there = True
    return there


@pytest.fixture
def five(ledger):
    ledger.units += [cast.a_unit(code).pk for code in ("D", "E")]
    return ledger


@contextmanager
def example():
    """Roll back what one example did; actions may open their transactions in it, as in that of the test."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed=changes, counted=acts, until=days)
def test_figures_of_any_boundaries_are_those_of_acts_carried_one_by_one(five, changed, counted, until):
    keys, steps = five.units, list(steps_of(changed))
    with example():
        for step in steps:
            UnitSuccession.objects.create(
                predecessor_id=keys[step.predecessor],
                successor_id=keys[step.successor],
                kind=SuccessionKind.MERGER if step.share == 1 else SuccessionKind.SPLIT,
                share=Decimal(step.share.numerator) / step.share.denominator,
                on=step.on,
                known_from=moment(1),
            )
        for day, unit, name in counted:
            five.count(name, unit=unit, at=datetime.combine(day, time(9), HANOI))
        question = Question(PERIOD, five.seal(moment(1, 4)))
        then = by_unit(JOBS, question)
        cut = Cut(JOBS, question, UnitsOfDay(until))
        fresh, kept = cut.held(EVERYTHING), Cut(JOBS, question, UnitsOfDay(until)).held(EVERYTHING)

        assert {keys.index(key): held.counts for key, held in fresh.items()} == reference(
            counted, steps, until
        )
        assert kept == fresh
        assert whole(JOBS, {key: cut.figure(held) for key, held in fresh.items()}) == whole(JOBS, then)
        for held in fresh.values():
            found = rows(cut.over, question, only=cut.rows_of(held.shares, EVERYTHING), limit=None)
            again = Counter()
            for row in found:
                again[row.name] += held.shares[cut.origin_of(row)]
            assert again == held.counts
