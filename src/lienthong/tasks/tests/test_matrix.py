"""Every verb in every state, against the table that people reviewed."""

import csv
from pathlib import Path

import pytest

from lienthong.casework.models import LegState
from lienthong.casework.moving import check, move
from lienthong.kernel.refusals import WrongState
from lienthong.tasks.offers import ACTS
from lienthong.tasks.registration import VERBS
from lienthong.tasks.states import STATES, TRANSITIONS, WITHDRAWN
from lienthong.tasks.tests.conftest import MONDAY

TABLE = Path(__file__).parents[4] / "tests" / "matrices" / "tasks-verb-state.csv"


def rows():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CELLS = [(row["verb"], state, row[state]) for row in rows() for state in STATES]


def test_the_table_names_every_verb_and_every_state():
    assert {row["verb"] for row in rows()} == set(TRANSITIONS)
    assert set(rows()[0]) == {"verb", "reason", *STATES}


@pytest.mark.parametrize(("verb", "state", "expected"), CELLS)
def test_verb_in_state(a_task, province, verb, state, expected):
    case = a_task(state).case

    if expected == "-":
        with pytest.raises(WrongState, match="Không thực hiện được"):
            check(case, verb)
    else:
        move(case, verb, by=province["chair"], at=MONDAY)
        assert case.state == expected
        assert (case.closed_at is not None) == (expected in {"done", "withdrawn"})


def test_no_state_reads_like_a_button() -> None:
    buttons = {str(act.words) for act in ACTS} | {str(words) for words in VERBS.values()}
    states = {str(words) for words in (*STATES.values(), *LegState.labels)}

    assert states & buttons == set()
    assert STATES[WITHDRAWN] == "Đã thôi giao"
