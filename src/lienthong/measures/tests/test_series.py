"""Many periods in one scan, and counts that are kept: the same figures as each asked alone, and nothing stale."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.directory.models import UnitVersion
from lienthong.measures.activity import ACTIVE
from lienthong.measures.asking import Question
from lienthong.measures.computing import by_unit, series
from lienthong.measures.keeping import LOOKED_THROUGH
from lienthong.measures.models import Kept
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.scanning import scan
from lienthong.measures.tests.conftest import JOBS, moment

MONTHS = [period_of(CALENDAR, f"2012-{month:02}") for month in range(1, 13)]
MARCH, APRIL = MONTHS[2], MONTHS[3]


def questions(head, periods=MONTHS):
    return [Question(period, head) for period in periods]


@pytest.mark.parametrize("indicator", [JOBS, ACTIVE], ids=lambda one: one.code)
def test_many_periods_of_one_scan_are_those_asked_alone(ledger, indicator):
    for month in range(1, 13):
        ledger.count_some(2 * month, seed=month, at=moment(5, month))
    asked = questions(ledger.seal(moment(6, 12)))

    assert scan(indicator, asked) == [scan(indicator, [one])[0] for one in asked]


def test_indicators_over_the_same_facts_share_their_counts(ledger):
    ledger.count_some(30, seed=1, at=moment(5))
    asked = questions(ledger.seal(moment(2, 12)))
    series([JOBS], asked)

    with CaptureQueriesContext(connection) as seen:
        found = series([JOBS, JOBS], asked)

    assert sum("FROM (" in query["sql"] for query in seen) <= 1, (
        "only the month that goes on may be counted again"
    )
    assert found[JOBS.code] == [by_unit(JOBS, one) for one in asked]


def test_periods_that_do_not_follow_one_another_are_refused(ledger):
    ledger.count("done", at=moment(1))
    head = ledger.seal(moment(2))

    with pytest.raises(ValueError, match="in their order"):
        scan(JOBS, questions(head, [APRIL, MARCH]))


def test_counts_of_a_closed_period_are_not_worked_out_again(ledger):
    ledger.count("done", at=moment(5))
    march = Question(MARCH, ledger.seal(moment(1, 5)))
    by_unit(JOBS, march)
    unit = str(ledger.units[0])
    Kept.objects.filter(start=MARCH.start).update(counts=[[unit, "red", {"done": 77}]])

    ledger.count("late", at=moment(2, 5))
    later = Question(MARCH, ledger.seal(moment(3, 5)))

    assert by_unit(JOBS, later)[ledger.units[0]].counts == {"done": 77}, "it was kept, and nothing touched it"


def test_an_act_that_came_late_to_the_ledger_is_counted_in_its_own_period_alone(ledger):
    ledger.count("done", at=moment(5, 2))
    ledger.count("done", at=moment(5))
    first = ledger.seal(moment(1, 5))
    before = series([JOBS], questions(first))[JOBS.code]
    ledger.count("late", at=moment(31))  # recorded before the head was signed, committed after

    second = ledger.seal(moment(2, 5))
    with CaptureQueriesContext(connection) as seen:
        after = series([JOBS], questions(second))[JOBS.code]

    assert after[2][ledger.units[0]].counts == {"done": 1, "late": 1}
    assert after[1] == before[1]
    assert Kept.objects.get(start=MONTHS[1].start).size == first.size, "february was not worked out again"
    assert Kept.objects.get(start=MARCH.start).size == second.size
    assert sum("FROM (" in query["sql"] for query in seen) == 1
    assert series([JOBS], questions(first))[JOBS.code] == before, "as of the older head nothing changed"


def test_a_period_that_goes_on_is_kept_for_one_head(ledger):
    ledger.count("done", at=moment(5))
    early = Question(MARCH, ledger.seal(moment(6)))
    by_unit(JOBS, early)
    ledger.count("done", at=moment(7))
    late = Question(MARCH, ledger.seal(moment(8)))

    assert by_unit(JOBS, late)[ledger.units[0]].numerator == 2
    assert by_unit(JOBS, early)[ledger.units[0]].numerator == 1


def test_what_was_looked_through_is_not_looked_through_again(ledger, monkeypatch):
    monkeypatch.setattr("lienthong.measures.keeping.LOOKED_THROUGH", 3)
    assert LOOKED_THROUGH > 3
    ledger.count("done", at=moment(5))
    by_unit(JOBS, Question(MARCH, ledger.seal(moment(1, 4))))
    ledger.count_some(5, seed=1, at=moment(2, 4))
    head = ledger.seal(moment(3, 4))

    by_unit(JOBS, Question(MARCH, head))

    assert Kept.objects.get(start=MARCH.start).size == head.size


def test_a_figure_that_depends_on_the_directory_follows_what_was_corrected(ledger):
    ledger.count("done", at=moment(5))
    first = Question(MARCH, ledger.seal(moment(1, 5)))
    assert ledger.units[0] in by_unit(ACTIVE, first)

    rows = UnitVersion.objects.filter(unit=ledger.units[0])
    rows.update(known_to=moment(2, 5))  # it is no longer believed that the unit existed
    ledger.count("done", at=moment(4, 5))
    later = Question(MARCH, ledger.seal(moment(5, 5)))

    assert ledger.units[0] not in by_unit(ACTIVE, later)
    assert ledger.units[0] in by_unit(ACTIVE, first)


def test_a_correction_that_was_begun_before_the_head_and_committed_after_it_is_not_missed(ledger):
    ledger.count("done", at=moment(5))
    first = Question(MARCH, ledger.seal(moment(1, 5)))
    by_unit(ACTIVE, first)

    rows = UnitVersion.objects.filter(unit=ledger.units[0])
    rows.update(known_to=moment(1, 5) - timedelta(seconds=2))
    ledger.count("done", at=moment(4, 5))

    assert ledger.units[0] not in by_unit(ACTIVE, Question(MARCH, ledger.seal(moment(5, 5))))


def test_other_data_of_a_period_make_its_counts_anew(ledger, monkeypatch):
    ledger.count("done", at=moment(5))
    question = Question(MARCH, ledger.seal(moment(1, 5)))
    before = by_unit(ACTIVE, question)
    row = Kept.objects.get(facts=ACTIVE.facts_hash)
    Kept.objects.update(mark="another threshold", counts=[])

    assert by_unit(ACTIVE, question) == before
    assert Kept.objects.get(facts=ACTIVE.facts_hash).mark == row.mark
