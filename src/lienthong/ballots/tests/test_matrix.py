"""Every verb in every state, against the tables that people reviewed."""

import csv
from pathlib import Path

import pytest

from lienthong.ballots.offers import ACTS
from lienthong.ballots.states import STATES, STATES_OF_PAPER, TRANSITIONS, TRANSITIONS_OF_PAPER
from lienthong.ballots.tests.conftest import MONDAY
from lienthong.casework.moving import check, move
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import WrongState

TABLES = Path(__file__).parents[4] / "tests" / "matrices"


def rows(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


BALLOTS, PAPERS = rows("ballots-verb-state.csv"), rows("ballot-papers-verb-state.csv")


@pytest.mark.parametrize(
    ("table", "transitions", "states"),
    [(BALLOTS, TRANSITIONS, STATES), (PAPERS, TRANSITIONS_OF_PAPER, STATES_OF_PAPER)],
)
def test_the_table_names_every_verb_and_every_state(table, transitions, states):
    assert {row["verb"] for row in table} == set(transitions)
    assert set(table[0]) == {"verb", "reason", *states}


def test_every_verb_of_people_is_offered():
    assert {act.verb for act in ACTS} == set(TRANSITIONS)


@pytest.mark.parametrize(
    ("verb", "state", "expected"), [(row["verb"], state, row[state]) for row in BALLOTS for state in STATES]
)
def test_verb_in_state(a_ballot, verb, state, expected):
    walk(a_ballot(state).case, verb, expected, {"concluded", "withdrawn"})


@pytest.mark.parametrize(
    ("verb", "state", "expected"),
    [(row["verb"], state, row[state]) for row in PAPERS for state in STATES_OF_PAPER],
)
def test_verb_in_state_of_a_paper(a_ballot, verb, state, expected):
    case = a_ballot().papers.select_related("case").first().case
    case.state = state
    walk(case, verb, expected, {"answered", "unanswered", "left"})


def walk(case, verb, expected, closed):
    if expected == "-":
        with pytest.raises(WrongState, match="Không thực hiện được"):
            check(case, verb)
    else:
        move(case, verb, by=SYSTEM, at=MONDAY)
        assert case.state == expected
        assert (case.closed_at is not None) == (expected in closed)
