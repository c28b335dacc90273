"""A kind of case that only the tests know, in two units, under the public calendar."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.casework.models import Case
from lienthong.casework.registry import Kind, Transition, kinds
from lienthong.directory.models import Unit, UnitKind, UnitVersion
from lienthong.directory.revision import bump
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.shipped import open_public_calendar

LONG_AGO = datetime(2011, 1, 3, 8, tzinfo=HANOI)
MONDAY = datetime(2012, 3, 5, 9, tzinfo=HANOI)
KIND = Kind(
    name="tests.paper",
    words="Giấy",
    states={"open": "Đang làm", "closed": "Đã xong"},
    transitions={
        "work": Transition(frozenset({"open"})),
        "close": Transition(frozenset({"open"}), "closed"),
        "reopen": Transition(frozenset({"closed"}), "open"),
        "instruct": Transition(frozenset({"open"})),
    },
    closed=frozenset({"closed"}),
    address=lambda case_id: f"/{case_id}/",
)


@pytest.fixture
def kind() -> Iterator[Kind]:
    kinds.register(KIND)
    yield KIND
    del kinds.known[KIND.name]


@pytest.fixture
def units(db: None) -> list[Unit]:
    open_public_calendar(by=SYSTEM, at=LONG_AGO)
    seal = UnitKind.objects.create(
        code="seal", name="Sở", tier="province", has_seal=True, under_committee=True
    )
    made = [Unit.objects.create(code=code) for code in ("ONE", "TWO")]
    for unit in made:
        always = DateRange(date(2011, 1, 1), None)
        UnitVersion.objects.create(unit=unit, kind=seal, name=unit.code, during=always, known_from=LONG_AGO)
    bump()
    return made


@pytest.fixture
def a_case(kind: Kind, units: list[Unit]) -> Callable[..., Case]:
    def make(**differs: object) -> Case:
        values: dict[str, object] = {
            "kind": kind.name,
            "title": "Một việc",
            "state": "open",
            "revision": 1,
            "holder": units[0],
            "turn_unit": units[0],
            "opened_at": MONDAY,
        }
        return Case.objects.create(**(values | differs))

    return make


@pytest.fixture
def official(units: list[Unit]) -> Actor:
    return Actor(kind=ActorKind.OFFICIAL, name="A", post="CV", unit="ONE", unit_id=units[0].pk)
