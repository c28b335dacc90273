"""To which posts the administrator of an agency may appoint: the table that people approved is what the house does."""

import csv
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from cast import MONDAY, Cast, the_cast

from lienthong.access.capabilities import WORKING, Capability
from lienthong.access.loading import read
from lienthong.directory.profiles import profiles
from lienthong.kernel.clock.moments import local_day

TABLE = Path(__file__).parent / "matrices" / "appointing.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    EXPECTED = list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def kept_cast(keep: Callable[..., Cast]) -> Cast:
    return keep(the_cast)


@pytest.fixture
def cast(db: None, kept_cast: Cast) -> Cast:
    return deepcopy(kept_cast)


def test_an_administrator_appoints_to_what_the_table_says(cast: Cast) -> None:
    works = profiles.working_since(local_day(MONDAY))
    wrong = [row for row in EXPECTED if works(row["profile"], row["tier"]) != (row[list(row)[2]] == "x")]

    assert wrong == []


def test_the_table_speaks_of_every_profile() -> None:
    assert {row[0] for row in read()} <= {row["profile"] for row in EXPECTED}


def test_each_refusal_has_its_reason() -> None:
    assert [
        row
        for row in EXPECTED
        if (row["by its own administrator"] == "-") != bool(row["why"]) and row["profile"] != "nobody_knows"
    ] == []


def test_nothing_that_administers_is_ordinary() -> None:
    administering = {
        Capability.DIRECTORY_EDIT,
        Capability.ACCOUNTS_MANAGE,
        Capability.AGENCY_MANAGE,
        Capability.CALENDAR_EDIT,
        Capability.HEALTH_SEE,
        Capability.PLAN_EDIT,
        Capability.TASKS_SEE_ALL,
    }

    assert administering.isdisjoint(WORKING)


def test_where_nobody_says_which_work_none_does() -> None:
    from lienthong.directory.profiles import Profiles

    assert not Profiles().working_since(local_day(MONDAY))("specialist", "division")
