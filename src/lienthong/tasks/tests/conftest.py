"""A small province: the committee gives, its office follows, two departments work, a commune stands apart."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import (
    Appointment,
    GroupMember,
    Person,
    Place,
    Post,
    PostVersion,
    Unit,
    UnitGroup,
    UnitKind,
    UnitPlacement,
    UnitVersion,
)
from lienthong.directory.revision import bump
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Act, Checkpoint
from lienthong.kernel.acts.selectors import tree_size
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.measures.asking import AsOf
from lienthong.tasks import following, giving, working
from lienthong.tasks.models import Task, TaskKind

ALWAYS = DateRange(date(2011, 1, 1), None)
LONG_AGO = datetime(2011, 1, 3, 8, tzinfo=HANOI)
MONDAY = datetime(2012, 3, 5, 9, tzinfo=HANOI)


@dataclass
class Province:
    units: dict[str, Unit] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def unit(self, code: str, *, seal: bool = True, below: str = "", place: Place | None = None) -> Unit:
        kind, _made = UnitKind.objects.get_or_create(
            code="seal" if seal else "division",
            defaults={"name": code, "tier": "province", "has_seal": seal, "under_committee": True},
        )
        unit = self.units[code] = Unit.objects.create(code=code)
        UnitVersion.objects.create(
            unit=unit, kind=kind, name=code, symbol=code, place=place, during=ALWAYS, known_from=LONG_AGO
        )
        if below:
            parent = self.units[below]
            UnitPlacement.objects.create(unit=unit, parent=parent, during=ALWAYS, known_from=LONG_AGO)
        return unit

    def official(self, name: str, unit: str, *capabilities: str) -> Actor:
        person = Person.objects.create(code=name, full_name=name)
        post = Post.objects.create(code=name, unit=self.units[unit], title=name, profile=name)
        shape = {"post": post, "title": name, "profile": name, "during": ALWAYS, "known_from": LONG_AGO}
        PostVersion.objects.create(**shape)
        Appointment.objects.create(person=person, post=post, during=ALWAYS, known_from=LONG_AGO)
        actor = self.actors[name] = Actor(
            kind=ActorKind.OFFICIAL,
            name=name,
            post=name,
            unit=unit,
            person_id=person.pk,
            post_id=post.pk,
            unit_id=self.units[unit].pk,
            capabilities=frozenset(capabilities),
        )
        return actor

    def id_of(self, code: str) -> UUID:
        return self.units[code].pk

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]


@pytest.fixture(scope="module")
def kept_province(keep: Callable[..., Province]) -> Province:
    return keep(a_province)


@pytest.fixture
def province(db: None, kept_province: Province) -> Province:
    return deepcopy(kept_province)


def a_province() -> Province:
    made = Province()
    open_public_calendar(by=SYSTEM, at=LONG_AGO)
    made.unit("UBND")
    for code in ("VPUB", "STTTT", "SNV"):
        made.unit(code, below="UBND")
    made.unit("CNTT", seal=False, below="STTTT")
    made.unit("XA", below="UBND")
    made.official("chair", "UBND", "tasks_assign", "tasks_monitor", "tasks_decide", "tasks_see_all")
    made.official("follower", "VPUB", "tasks_monitor", "tasks_see_all", "tasks_assign")
    made.official("director", "STTTT", "tasks_work", "tasks_hand_over", "tasks_monitor")
    made.official("specialist", "CNTT", "tasks_work")
    made.official("colleague", "CNTT", "tasks_work")
    made.official("neighbour", "SNV", "tasks_work", "tasks_hand_over", "tasks_monitor")
    made.official("stranger", "XA", "tasks_work", "tasks_hand_over")
    made.actors["citizen"] = Actor(kind=ActorKind.PARTY, name="citizen")
    group = UnitGroup.objects.create(code="so", name="Các sở")
    for code in ("STTTT", "SNV"):
        GroupMember.objects.create(group=group, unit=made.units[code], during=ALWAYS, known_from=LONG_AGO)
    bump()
    return made


@pytest.fixture
def order(province: Province) -> Callable[..., giving.Order]:
    return orders_of(province)


def orders_of(province: Province) -> Callable[..., giving.Order]:
    """Return what makes an order for one task of the department, due on 30 March 2012; keywords say what differs."""

    def make(**differs: object) -> giving.Order:
        values: dict[str, object] = {
            "title": "Nối mạng diện rộng đến các xã",
            "kind": TaskKind.DEADLINE,
            "assigner_id": province.id_of("UBND"),
            "monitoring_id": province.id_of("VPUB"),
            "output": "Báo cáo kết quả",
            "leads": [giving.Executor(province.id_of("STTTT"))],
            "term": "chậm nhất ngày 30/03/2012",
        }
        return giving.Order(**(values | differs))  # type: ignore[arg-type]

    return make


@pytest.fixture
def a_task(province: Province, order: Callable[..., giving.Order]) -> Callable[..., Task]:
    """A task in a state, brought there by the acts themselves."""

    def make(state: str = "in_progress", **differs: object) -> Task:
        if state == "standing":
            differs |= {"kind": TaskKind.STANDING, "recurrence": "year", "term": ""}
        if state == "shared":
            differs |= {"groups": ["so"], "leads": []}
        task: Task = giving.give(order(**differs), by=province["chair"], at=MONDAY)
        if state in {"awaiting_confirmation", "done"}:
            working.finish(task.pk, output="Xong", document_number="1/BC", by=province["director"], at=MONDAY)
        if state == "done":
            following.confirm(task.pk, by=province["follower"], at=MONDAY)
        if state == "withdrawn":
            giving.withdraw(task.pk, reason="Không còn cần", by=province["chair"], at=MONDAY)
        return Task.objects.select_related("case").get(pk=task.pk)

    return make


def acts_of(task: Task) -> list[str]:
    return list(
        Act.objects.filter(case_id=task.pk).order_by("recorded_at", "id").values_list("verb", flat=True)
    )


def seal(at: datetime) -> AsOf:
    """Place every act and set a head."""
    sequence_all()
    size = tree_size()
    Checkpoint.objects.create(tree_size=size, root=bytes(32), frontier=b"", signed_at=at, note="")
    return AsOf(size, at, bytes(32))
