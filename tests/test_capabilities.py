"""The table of powers that people approved is what the house does, for everybody of the cast."""

import csv
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cast import MONDAY, Cast, the_cast

from lienthong.access.assurance import Shown, assured
from lienthong.access.capabilities import Capability
from lienthong.kernel.acts.actor import Actor

WORDS = {"x", "-", "KT", "TM", "TM.KT", "GHI"}
MATRICES = Path(__file__).parent / "matrices"


def table(name: str) -> list[dict[str, str]]:
    with (MATRICES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


EXPECTED, SECOND_STEP = table("capabilities.csv"), table("second-step.csv")
SHOWN = {
    "password_alone": None,
    "just_shown": timedelta(0),
    "after_59_minutes": timedelta(minutes=59),
    "after_60_minutes": timedelta(minutes=60),
    "after_12_hours": timedelta(hours=12),
}


@pytest.fixture(scope="module")
def kept_cast(keep: Callable[..., Cast]) -> Cast:
    return keep(the_cast)


@pytest.fixture
def cast(db: None, kept_cast: Cast) -> Cast:
    return deepcopy(kept_cast)


def test_the_table_names_everybody_and_every_capability(cast: Cast) -> None:
    assert [row["capability"] for row in EXPECTED] == list(Capability.values)
    assert list(EXPECTED[0])[1:] == list(cast.accounts)
    assert {cell for row in EXPECTED for name, cell in row.items() if name != "capability"} == WORDS


def test_everybody_may_what_the_table_says(cast: Cast) -> None:
    actors = {role: cast.actor(role) for role in cast.accounts}
    wrong = [
        f"{role}, {row['capability']}: {row[role]} in the table, {found} in the house"
        for row in EXPECTED
        for role, by in actors.items()
        if (found := how(by, row["capability"])) != row[role]
    ]

    assert wrong == []


def how(by: Actor, capability: str) -> str:
    """The power of the post itself, else the capacity that is taken first."""
    granted = [grant.capacity for grant in by.grants if grant.capability == capability]
    return "x" if by.can(capability) else granted[0] if granted else "-"


def test_a_refusal_names_the_power_that_is_missing(cast: Cast) -> None:
    from lienthong.access.policies import needs

    for row in EXPECTED:
        policy = needs(row["capability"])
        for role in cast.accounts:
            verdict = policy(cast.actor(role))
            assert bool(verdict) == (row[role] != "-")
            assert bool(str(verdict.reason)) != bool(verdict)


def test_the_table_of_second_steps_names_every_power() -> None:
    assert [row["capability"] for row in SECOND_STEP] == list(Capability.values)
    assert list(SECOND_STEP[0])[1:] == list(SHOWN)


@pytest.mark.parametrize("shown", SHOWN)
def test_without_a_second_step_officials_may_only_what_the_table_says(cast: Cast, shown: str) -> None:
    from lienthong.access.policies import needs
    from lienthong.kernel.refusals import StepUp

    able = replace(cast.actor("administrator"), capabilities=frozenset(Capability.values))
    ago = SHOWN[shown]
    moment = 0 if ago is None else (MONDAY - ago).timestamp()
    by = assured(able, Shown(itself=MONDAY.timestamp(), factor=moment), at=MONDAY)
    for row in SECOND_STEP:
        verdict = needs(row["capability"])(by)
        assert bool(verdict) == (row[shown] == "x"), row["capability"]
        assert verdict or verdict.kind is StepUp
