"""A kind of case that only the tests know, in two units, under the public calendar."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.casework.assigning import assign
from lienthong.casework.models import Case
from lienthong.casework.registry import Kind, Transition, kinds
from lienthong.directory.models import Appointment, Person, Unit, UnitKind, UnitVersion
from lienthong.directory.revision import bump
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.kernel.keys import new_key

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


@pytest.fixture
def person(units: list[Unit]) -> Person:
    return cast.a_person("Lê Thị Hạnh")


@pytest.fixture
def post_held(units: list[Unit], person: Person) -> Appointment:
    return cast.appointed(person, cast.a_post(units[0]))


@pytest.fixture
def in_hands(a_case: Callable[..., Case], units: list[Unit], person: Person) -> Callable[..., Case]:
    """A case that the person has begun, in the first unit unless another is named."""

    def make(unit: Unit | None = None, who: Person | None = None) -> Case:
        case, unit = a_case(), unit or units[0]
        at_work = (who or person).pk
        assign(case, unit_id=unit.pk, person_id=at_work, instruction="Gấp", act_id=new_key(), at=MONDAY)
        case.begun_at = MONDAY
        case.save()
        return case

    return make
