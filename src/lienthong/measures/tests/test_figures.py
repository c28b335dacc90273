"""Figures and the rows behind them, as of any head: the rows add up to the figure, whatever was asked."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from lienthong.kernel.refusals import Invalid
from lienthong.measures.asking import Question
from lienthong.measures.computing import along, by_unit, counted, whole
from lienthong.measures.drilling import edge_of, rows, token_of
from lienthong.measures.indicators import Figure
from lienthong.measures.narrowing import EVERYTHING, Narrowing
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.tests.conftest import JOBS, moment
from lienthong.measures.words import value_words

YEAR = period_of(CALENDAR, "2012")


@pytest.mark.parametrize("seed", range(5))
def test_rows_add_up_to_every_figure_as_of_any_head(ledger, seed):
    heads = []
    for day in range(1, 6):
        ledger.count_some(3 + 5 * day, seed=seed * 10 + day, at=moment(day))
        heads.append((ledger.seal(moment(day)), len(ledger.counted)))
    narrowings = [
        EVERYTHING,
        EVERYTHING.of_classes("late", "open"),
        Narrowing(units=(ledger.units[0], ledger.units[2])),
        Narrowing(units=(ledger.units[1],), classes=("done",), values={"colour": ("blue",)}),
    ]

    for head, known in heads:
        question = Question(YEAR, head)
        for only in narrowings:
            listed = rows(JOBS, question, only=only, limit=None)
            wanted = [one for one in ledger.counted[:known] if _kept(one, only)]
            again = {
                unit: Counter(row.name for row in listed if row.unit_id == unit) for unit, _c, _v in wanted
            }
            assert {
                unit: dict(found.counts) for unit, found in by_unit(JOBS, question, only).items()
            } == again
            assert Counter((row.unit_id, row.name) for row in listed) == Counter(one[:2] for one in wanted)


def _kept(one, only):
    unit, name, colour = one
    return (
        (only.units is None or unit in only.units)
        and (only.classes is None or name in only.classes)
        and colour in only.values.get("colour", ("red", "blue"))
    )


def test_a_figure_as_of_a_head_never_changes(ledger):
    ledger.count("done", at=moment(1))
    early = Question(YEAR, ledger.seal(moment(1)))
    before = by_unit(JOBS, early), rows(JOBS, early)

    ledger.count("late", at=moment(1))  # the same moment, written down after the head
    late = Question(YEAR, ledger.seal(moment(2)))

    assert (by_unit(JOBS, early), rows(JOBS, early)) == before
    assert whole(JOBS, by_unit(JOBS, early)).value == 1
    assert whole(JOBS, by_unit(JOBS, late)).value == Fraction(1, 2)


def test_pages_hold_every_row_once_in_order(ledger):
    ledger.count_some(23, seed=7, at=moment(1))
    ledger.count_some(9, seed=8, at=moment(2))
    question, after, found = Question(YEAR, ledger.seal(moment(2))), None, []
    while page := rows(JOBS, question, after=after, limit=5):
        found += page
        after = edge_of(token_of(page[-1], JOBS), JOBS)

    assert found == rows(JOBS, question, limit=None)
    assert len(found) == 32


def test_one_scan_gives_several_tables(ledger):
    ledger.count_some(40, seed=3, at=moment(1))
    question = Question(YEAR, ledger.seal(moment(1)))

    both = counted(JOBS, question, by=("unit_id", "colour"))

    assert along(both, 0) == by_unit(JOBS, question)
    assert along(both, 1) == {
        colour: found for (colour,), found in counted(JOBS, question, by=("colour",)).items()
    }
    assert whole(JOBS, both) == whole(JOBS, by_unit(JOBS, question))


def test_a_ratio_of_the_whole_is_of_sums_and_never_an_average():
    parts = {"a": Figure(JOBS, {"done": 1, "late": 1}), "b": Figure(JOBS, {"done": 8})}

    assert whole(JOBS, parts).value == Fraction(9, 10)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        pytest.param(
            {"done": 16_051, "late": 223, "open": 5_640}, "98,63%", id="the official example of 2017"
        ),
        pytest.param({"done": 1, "late": 2}, "33,33%", id="a third"),
        pytest.param({"done": 1, "late": 31}, "3,13%", id="a half is rounded up"),
        pytest.param({"late": 3}, "0,00%", id="nothing done is zero"),
        pytest.param({"open": 9}, "Không xác định", id="nothing due is undefined, never zero"),
    ],
)
def test_figures_in_words(counts, words):
    assert value_words(Figure(JOBS, counts)) == words


@pytest.mark.parametrize("only", [Narrowing(classes=("broken",)), Narrowing(values={"shape": ("round",)})])
def test_a_narrowing_that_the_figure_does_not_know_is_refused(ledger, only):
    question = Question(YEAR, ledger.seal(moment(1)))

    with pytest.raises(Invalid, match="không chia theo cách được chọn"):
        rows(JOBS, question, only=only)


@pytest.mark.parametrize("token", ["forged", "WyJ4Il0:1abc:zzz"])
def test_a_forged_page_is_refused(token):
    with pytest.raises(Invalid, match="Đường dẫn tới trang này"):
        edge_of(token, JOBS)


def test_a_definition_is_named_by_its_meaning():
    """Golden: another hash without another version would put a new meaning in the place of an old one."""
    assert JOBS.definition_hash == "70808e35f8c7b05df8eddb09113c5f01e22f57186f1df0d4821edb2a8c6d1c68"
    assert replace(JOBS, version=2).definition_hash != JOBS.definition_hash
    assert replace(JOBS, words="Tên khác").definition_hash == JOBS.definition_hash
