"""Completion in the boundaries of now: what was done before a split passes on, what came after it is nobody else's."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lienthong.directory import actions, selectors
from lienthong.directory.tests.cast import EDITOR
from lienthong.measures.asking import Period, Question
from lienthong.measures.boundaries import UnitsOfDay
from lienthong.measures.computing import by_unit
from lienthong.measures.cutting import Cut
from lienthong.measures.drilling import rows
from lienthong.measures.narrowing import EVERYTHING
from lienthong.tasks import following, giving, working
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.tests.conftest import MONDAY, orders_of, seal

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)
AFTER = MONDAY + timedelta(days=2)
HALF = Decimal("0.5")
YEAR = Period(date(2012, 1, 1), date(2013, 1, 1), "năm")


@pytest.fixture
def figures(province):
    """Figures by code of the unit, as of a head: of then, and of now."""
    codes = {unit.pk: code for code, unit in province.units.items()}

    def read(head):
        question = Question(YEAR, head)
        then = {codes[unit]: dict(figure.counts) for unit, figure in by_unit(COMPLETION, question).items()}
        now = Cut(COMPLETION, question, UnitsOfDay(ON)).held(EVERYTHING)
        return then, {codes[unit]: held.counts for unit, held in now.items()}

    return read


@pytest.fixture
def split(province):
    """STTTT keeps half, the new one takes half; what is open is for STTTT to hand on."""
    province.unit("MOI", below="UBND")
    province.official("head", "MOI", "tasks_work")

    def carry_out():
        shares = {province.units[code]: HALF for code in ("STTTT", "MOI")}
        rule = selectors.distribution(
            {unit.pk: share for unit, share in shares.items()}, ON, chosen=None, by_place=False
        )
        actions.split_unit(
            province.units["STTTT"], parts=shares, on=ON, distribution=rule, by=EDITOR, at=LATER
        )

    return carry_out


def test_work_of_after_a_split_is_of_the_units_of_after_it(split, a_task, province, figures):
    """One done, four open; then the half of it; then 6 tasks for the new one, 1 of them done, and 2 for the old."""
    a_task("done", title="Xong trước")
    for number in range(4):
        a_task(title=f"Việc {number}")
    before = seal(MONDAY + timedelta(hours=1))
    split()
    given = [
        giving.give(
            orders_of(province)(title=f"{unit} {number}", leads=[giving.Executor(province.id_of(unit))]),
            by=province["chair"],
            at=AFTER,
        )
        for unit, several in (("MOI", 6), ("STTTT", 2))
        for number in range(several)
    ]
    working.finish(given[0].pk, output="Xong", document_number="2/BC", by=province["head"], at=AFTER)
    following.confirm(given[0].pk, by=province["follower"], at=AFTER)
    then, now = figures(seal(AFTER + timedelta(days=1)))

    assert then == {
        "MOI": {"done_on_time": 1, "open_within": 5},
        "STTTT": {"done_on_time": 1, "open_within": 6},
    }
    assert now == {
        "MOI": {"done_on_time": 1 + HALF, "open_within": 5},
        "STTTT": {"done_on_time": HALF, "open_within": 6},
    }
    shared = {"done_on_time": HALF, "open_within": 2}
    assert figures(before) == (
        {"STTTT": {"done_on_time": 1, "open_within": 4}},
        {"MOI": shared, "STTTT": shared},
    )


def test_a_task_that_was_done_before_and_again_after_counts_once_where_it_was_done_last(
    split, a_task, province, figures
):
    task = a_task("done")
    split()
    following.reopen(task.pk, reason="Chưa đạt", by=province["follower"], at=AFTER)
    working.finish(task.pk, output="Xong", document_number="2/BC", by=province["director"], at=AFTER)
    following.confirm(task.pk, by=province["follower"], at=AFTER)
    head = seal(AFTER + timedelta(days=1))
    then, now = figures(head)

    assert now == then == {"STTTT": {"done_on_time": 1}}
    cut = Cut(COMPLETION, Question(YEAR, head), UnitsOfDay(ON))
    (row,) = rows(cut.over, cut.question)
    assert cut.origin_of(row) == (province.id_of("STTTT"), 1)
