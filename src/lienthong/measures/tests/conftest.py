"""A ledger of invented jobs: each act says who, how it stands and by when; heads are set by hand."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.http import HttpResponseBase
from django.test import RequestFactory

from lienthong.access.models import Account
from lienthong.directory.models import SuccessionKind, UnitSuccession
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.selectors import tree_size
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.keys import new_key
from lienthong.measures.asking import AsOf
from lienthong.measures.indicators import Adds, Dimension, Indicator, indicators
from lienthong.measures.subjects import Subject, subjects

FACTS = """
SELECT p.period, a.subject_id, (a.detail->>'unit')::uuid AS unit_id, a.id AS act_id, a.recorded_at AS moment,
    NULL::timestamptz AS due, a.detail->>'class' AS class, a.detail->>'colour' AS colour
FROM acts_entry e JOIN acts_act a ON a.id = e.act_id
JOIN asked p ON a.recorded_at >= p.starts AND a.recorded_at < p.ends
WHERE e.position < %(size)s AND a.verb = 'jobs.count'
"""
JOBS = Indicator(
    code="jobs.done",
    version=1,
    words="Tỷ lệ việc đã xong",
    formula="Đã xong ÷ (đã xong + quá hạn)",
    source="Bảng thử",
    unit="%",
    adds=Adds.RATIO_OF_SUMS,
    facts=FACTS,
    classes={"done": "Đã xong", "late": "Quá hạn", "open": "Trong hạn"},
    numerator=frozenset({"done"}),
    denominator=frozenset({"done", "late"}),
    stocks=frozenset({"open"}),
    subject="jobs.job",
    dimensions={"colour": Dimension("Màu")},
)
READER = Actor(kind=ActorKind.OFFICIAL, name="Lê Thị Đọc", capabilities=frozenset({"figures_see"}))
STRANGER = Actor(kind=ActorKind.OFFICIAL, name="Phạm Người Lạ")


@dataclass
class Ledger:
    """What the test did: `counted` is the oracle, (unit, class, colour) of each act in order."""

    units: list[UUID]
    counted: list[tuple[UUID, str, str]] = field(default_factory=list)
    hidden: set[UUID] = field(default_factory=set)

    def count(
        self, name: str, *, unit: int = 0, colour: str = "red", at: datetime, hide: bool = False
    ) -> UUID:
        key = new_key()
        _count(key, self.units[unit], name, colour, by=SYSTEM, at=at)
        self.counted.append((self.units[unit], name, colour))
        if hide:
            self.hidden.add(key)
        return key

    def count_some(self, number: int, *, seed: int, at: datetime) -> None:
        dice = Random(seed)  # noqa: S311 - an invented world
        for _turn in range(number):
            name, unit = dice.choice([*JOBS.classes]), dice.randrange(len(self.units))
            self.count(name, unit=unit, colour=dice.choice(["red", "blue"]), at=at)

    def seal(self, at: datetime) -> AsOf:
        sequence_all()
        size = tree_size()
        Checkpoint.objects.create(tree_size=size, root=bytes(32), frontier=b"", signed_at=at, note="")
        return AsOf(size, at, bytes(32))


@action
def _count(key: UUID, unit: UUID, name: str, colour: str, *, by: Actor, at: datetime) -> None:
    detail = {"unit": str(unit), "class": name, "colour": colour}
    record("jobs.count", subject=("jobs.job", key), by=by, at=at, detail=detail)


def moment(day: int, month: int = 3, year: int = 2012) -> datetime:
    return datetime(year, month, day, 9, tzinfo=HANOI)


def passes(before: UUID, after: UUID, share: str, on: date, kind: str = SuccessionKind.SPLIT) -> None:
    """One unit passes a share into another on a day."""
    UnitSuccession.objects.create(
        predecessor_id=before,
        successor_id=after,
        kind=kind,
        share=Decimal(share),
        on=on,
        known_from=moment(1),
    )


@pytest.fixture
def ledger(db: None) -> Iterator[Ledger]:
    """An empty ledger, with the indicator of jobs registered for the time of the test."""
    made = Ledger([cast.a_unit(code, f"Sở {code}").pk for code in ("A", "B", "C")])
    indicators.register(JOBS)

    def read(ids: Collection[UUID], _by: Actor, _at: datetime) -> dict[UUID, Subject]:
        return {key: Subject(f"Việc {key}", "", f"/viec/{key}/") for key in ids if key not in made.hidden}

    subjects.register(JOBS.subject, read)
    yield made
    del indicators.known[JOBS.code], subjects.known[JOBS.subject]


@pytest.fixture(autouse=True)
def plain_files(settings: LazySettings) -> None:
    """Styles and scripts are not collected in tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def visit(rf: RequestFactory) -> Callable[..., HttpResponseBase]:
    """Ask a view as somebody; what the doors and the shell need stands on the request."""

    def ask(
        view: Callable[..., HttpResponseBase], query: str = "", *args: str, by: Actor = READER
    ) -> HttpResponseBase:
        request = rf.get(f"/{query}")
        request.actor, request.at = by, moment(1, 1, 2013)  # type: ignore[attr-defined]
        request.user = Account(username="doc")
        return view(request, *args)

    return ask
