"""Who of the cast may do which act on a task in which state, and in which capacity, against the approved table."""

import csv
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from cast import MONDAY, Cast, the_cast

from lienthong.access.powers.choosing import signing
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.tasks import following, giving, working
from lienthong.tasks.explaining import judge
from lienthong.tasks.models import Task, TaskKind
from lienthong.tasks.offers import ACTS, act_of
from lienthong.tasks.states import TRANSITIONS

TABLE = Path(__file__).parent / "matrices" / "tasks-verb-cast.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    EXPECTED = list(csv.DictReader(lines))
STATES = ("in_progress", "awaiting_confirmation", "done", "standing")
OFFERED = [(act.verb, state) for act in ACTS for state in STATES if state in TRANSITIONS[act.verb].states]


@pytest.fixture(scope="module")
def kept_cast(keep: Callable[..., Cast]) -> Cast:
    return keep(the_cast)


@pytest.fixture
def cast(db: None, kept_cast: Cast) -> Cast:
    open_public_calendar(by=SYSTEM, at=MONDAY)
    return deepcopy(kept_cast)


def a_task(cast: Cast, state: str) -> Task:
    """A task of the committee, followed by its Office, led by the department, brought into the state by acts."""
    standing = state == "standing"
    order = giving.Order(
        title="Nối mạng diện rộng đến các xã",
        kind=TaskKind.STANDING if standing else TaskKind.DEADLINE,
        recurrence="year" if standing else "",
        assigner_id=cast.units["UBND"].pk,
        monitoring_id=cast.units["VP"].pk,
        output="Báo cáo",
        leads=[giving.Executor(cast.units["SO"].pk)],
        term="" if standing else "chậm nhất ngày 30/03/2012",
        field="cntt",
    )
    task: Task = giving.give(order, by=cast.actor("chair"), at=MONDAY)
    if state in {"awaiting_confirmation", "done"}:
        working.finish(task.pk, output="Xong", document_number="1/BC", by=cast.actor("director"), at=MONDAY)
    if state == "done":
        following.confirm(task.pk, by=cast.actor("follower"), at=MONDAY)
    return Task.objects.select_related("case").get(pk=task.pk)


def how(verb: str, by: Actor, task: Task) -> str:
    """May not; may; or may in a capacity, the one that is taken first."""
    act = next(act for act in ACTS if act.verb == verb)
    if not judge(act, by, task, MONDAY):
        return "-"
    codes = [code for code, _printed in signing(by, act.matters(task), at=MONDAY)]
    return codes[0] or "x" if codes else "x"


def test_the_table_names_every_act_in_every_state_it_fits(cast: Cast) -> None:
    assert [(row["verb"], row["state"]) for row in EXPECTED] == OFFERED
    assert list(EXPECTED[0])[2:] == list(cast.accounts)


@pytest.mark.parametrize("state", STATES)
def test_everybody_may_what_the_table_says(cast: Cast, state: str) -> None:
    task = a_task(cast, state)
    actors = {role: cast.actor(role) for role in cast.accounts}
    wrong = [
        f"{role}, {row['verb']}: {row[role]} in the table, {found} in the house"
        for row in EXPECTED
        if row["state"] == state
        for role, by in actors.items()
        if (found := how(row["verb"], by, task)) != row[role]
    ]

    assert wrong == []


def test_every_act_of_the_pages_is_in_the_table() -> None:
    assert {row["verb"] for row in EXPECTED} == {act.verb for act in ACTS}
    assert all(act_of(act.slug) is act for act in ACTS)
