"""The figure of the plan: its own tasks only, frozen by heads, the same rows whichever way it is read."""

from collections import Counter
from datetime import datetime
from fractions import Fraction

import pytest

from lienthong.kernel.clock.moments import HANOI
from lienthong.measures.asking import Question
from lienthong.measures.computing import along, by_unit, counted, whole
from lienthong.measures.drilling import rows
from lienthong.measures.narrowing import EVERYTHING, Narrowing
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.plans.indicators import COMPLETION
from lienthong.plans.tests.conftest import seal
from lienthong.tasks import following, working
from lienthong.tasks.indicators import COMPLETION as OF_TASKS
from lienthong.tasks.tests.conftest import MONDAY

YEAR, NEXT = period_of(CALENDAR, "2012"), period_of(CALENDAR, "2013")
AFTER = datetime(2016, 1, 5, 9, tzinfo=HANOI)


def day(number, month=3):
    return datetime(2012, month, number, 9, tzinfo=HANOI)


@pytest.fixture
def done(province):
    """Finish and confirm a task that the department leads."""

    def finish(task, at):
        working.finish(task.pk, output="Xong", document_number="1/BC", by=province["director"], at=at)
        following.confirm(task.pk, by=province["follower"], at=at)
        return task

    return finish


def test_a_reopened_task_moves_the_later_figure_and_never_the_earlier(given, done, province):
    task = done(given("N20"), day(6))
    early = Question(YEAR, seal(day(6)))
    before = by_unit(COMPLETION, early), rows(COMPLETION, early)

    following.reopen(task.pk, reason="Thiếu phụ lục", by=province["follower"], at=day(7))
    late = Question(YEAR, seal(day(7)))

    assert (by_unit(COMPLETION, early), rows(COMPLETION, early)) == before
    assert whole(COMPLETION, by_unit(COMPLETION, early)).value == 1
    assert whole(COMPLETION, by_unit(COMPLETION, late)).counts == {"open_within": 1}
    assert whole(COMPLETION, by_unit(COMPLETION, late)).value is None


def test_tasks_that_are_not_of_the_plan_do_not_count_in_it(given, done, a_task):
    done(given("N20"), day(6))
    a_task("done")
    asked = Question(YEAR, seal(day(8)))

    assert whole(COMPLETION, by_unit(COMPLETION, asked)).total == 1
    assert whole(OF_TASKS, by_unit(OF_TASKS, asked)).total == 2


def test_parts_count_and_what_is_followed_through_them_does_not(given):
    task = given("N03")
    asked = Question(YEAR, seal(day(8)))

    listed = {row.subject_id for row in rows(COMPLETION, asked)}
    assert listed == set(task.case.parts.values_list("pk", flat=True))
    assert task.pk not in listed


def test_late_work_counts_by_the_moment_of_the_head(given, done):
    done(given("N20"), day(6))
    given("N22")
    after = seal(AFTER)

    year_after = Question(period_of(CALENDAR, "2016"), after)
    assert whole(COMPLETION, by_unit(COMPLETION, year_after)).counts == {"open_overdue": 1}
    assert whole(COMPLETION, by_unit(COMPLETION, Question(YEAR, after))).value == 1


def test_every_way_to_read_it_adds_up(the_plan, given, done):
    for item in the_plan.items.all():
        given(item.code, at=MONDAY)
    asked = Question(YEAR, seal(day(9)))
    total = whole(COMPLETION, by_unit(COMPLETION, asked))

    both = counted(COMPLETION, asked, by=("unit_id", "section"))
    listed = rows(COMPLETION, asked, limit=None)

    assert Counter(row.name for row in listed) == total.counts
    for dimension in COMPLETION.dimensions:
        found = counted(COMPLETION, asked, by=(dimension,))
        assert whole(COMPLETION, found) == total
        for (value,), figure in found.items():
            only = Narrowing(values={dimension: (value,)})
            assert len(rows(COMPLETION, asked, only=only, limit=None)) == figure.total
    assert whole(COMPLETION, along(both, 1)) == total
    assert rows(COMPLETION, asked, only=EVERYTHING.of_classes("done_late")) == []


def test_the_definition_is_golden():
    """Another hash without another version would put a new meaning in the place of an old one."""
    assert COMPLETION.definition_hash == "05a22a17d8d96bf2f8104fd6e0a10dd66e2b65415bcd90c40c6aaaf9f8b7e2a7"
    assert COMPLETION.formula == OF_TASKS.formula
    figure = whole(COMPLETION, {})
    assert figure.value is None
    assert Fraction(16_051, 16_274) == Fraction(14_068 + 1_983, 14_068 + 1_983 + 223)
