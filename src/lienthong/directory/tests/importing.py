"""Workbooks of people and appointments, and who sends them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from lienthong.directory.importing.planning import Plan, plan_of
from lienthong.directory.models import Appointment, Post, Unit
from lienthong.directory.profiles import profiles
from lienthong.directory.tests import cast
from lienthong.directory.tests.books import a_book, lines_in
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key

SINCE = date(2012, 4, 1)
LAST = date(2012, 12, 31)
BOOK = Callable[[Workbook], None]


@pytest.fixture(autouse=True)
def ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Powers are known above; here only `admin` reaches further."""
    monkeypatch.setattr(profiles, "reserved", lambda _since: frozenset({("admin", "")}))


@pytest.fixture
def keeper(division: Unit) -> Actor:
    """Whoever administers the department, from its division; next door is another."""
    person = cast.a_person("Tống Thị Cơ", "CO")
    cast.appointed(person, cast.a_post(division, "Quản trị của cơ quan", profile="admin", code="QT"))
    return Actor(
        kind=ActorKind.OFFICIAL,
        name="Tống Thị Cơ",
        person_id=person.pk,
        account_id=new_key(),
        unit_id=division.pk,
        capabilities=frozenset({"agency_manage", "directory_see"}),
    )


@pytest.fixture
def an(department: Unit, head: Post) -> Appointment:
    """Nguyễn Văn An holds the first post of the department."""
    return cast.appointed(cast.a_person("Nguyễn Văn An", "AN"), head)


@pytest.fixture
def empty(division: Unit) -> Post:
    return cast.a_post(division, "Chuyên viên", code="STTTT.CNTT/CV")


def planned(by: Actor, people: Any = (), appointments: Any = (), shape: BOOK = lambda _book: None) -> Plan:
    return plan_of(lines_in(a_book(people, appointments, shape=shape)), by=by, day=cast.DAY)


def wrong(plan: Plan) -> list[tuple[str, str]]:
    return [(one.where, one.words) for one in plan.problems]


def recorded() -> list[str]:
    return sorted(Act.objects.values_list("verb", flat=True))


GOOD = ["M1", "Đặng Văn Mới", "", "", ""]
