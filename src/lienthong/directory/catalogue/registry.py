"""What a catalogue is: declared once, it has a list, a page, a workbook, an API and a history."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.columns import Column
from lienthong.directory.parts import Table
from lienthong.directory.policies import may_edit
from lienthong.directory.sheets import shape
from lienthong.directory.sheets.plans import Step
from lienthong.directory.sheets.shape import Line, Problems, Sheet
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing, Verdict, type_of_reason

Key = tuple[str, ...]
Subject = tuple[str, UUID]
ENTRY = "directory.entry"  # an entry that has no row of its own to be the subject of acts


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be read: its key, what it says by column (a column left out is not said), its days.

    `until` is the first day on which it is no longer so; "" says that there is no end, None says nothing.
    """

    line: Line
    key: Key
    said: Mapping[str, Any]
    since: date | None
    until: date | str | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class EntryStep(Step):
    """What one row does to one entry. `verb` is that of its act; `seen` what it was looked at against."""

    row: Row | None = None
    verb: str = ""
    seen: str = ""
    shown: Callable[[str, str], str] = lambda _column, value: value
    told: Mapping[str, Any] = field(default_factory=dict)

    def in_words(self, column: str, value: str) -> str:
        return self.shown(column, value)

    @property
    def fixed(self) -> list[str]:
        return [self.seen, *map(str, self.before.items()), *map(str, self.after.items())]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan is made for: by whom, on which day, and where it is said what is wrong."""

    by: Actor
    day: date
    problems: Problems


class Keeper(Protocol):
    """How the entries of a catalogue are kept. `has_days`: each says from which day on it is so."""

    @property
    def key(self) -> str:
        """The column that tells the rows of a list apart."""

    @property
    def has_days(self) -> bool: ...

    @property
    def needs_days(self) -> bool: ...

    @property
    def has_basis(self) -> bool: ...

    def rows(self, catalogue: "Catalogue", day: date) -> QuerySet[Any]:
        """Return what is so on the day."""

    def during(self, row: Any) -> Any: ...

    def basis(self, row: Any) -> str: ...

    def entry(self, catalogue: "Catalogue", key: Key, day: date) -> Any | None:
        """Return the row of an entry on the day, else its nearest; None where there is no such entry."""

    def subjects(self, catalogue: "Catalogue", keys: Collection[Key]) -> dict[Key, list[UUID]]:
        """Return what the acts about each of the entries are about; nothing for one that is still to come."""

    def codes_like(self, codes: Collection[str]) -> set[str]:
        """Return the codes of entries that are these, or these but for capitals; where a code is the whole key."""

    def history(self, catalogue: "Catalogue", key: Key) -> Table | None:
        """Return every belief about an entry."""

    def plan(self, catalogue: "Catalogue", rows: list[Row], asked: Asked) -> "Planned": ...


class Planned(Protocol):
    """What rows come to, and how it is written down."""

    steps: list[EntryStep]

    def write(self, *, by: Actor, at: datetime) -> None:
        """Write what the steps say, and record each; inside an action."""


SINCE = shape.Column("since", _("Từ ngày"), 14, needed=True)
SINCE_WHEN_KNOWN = shape.Column("since", _("Từ ngày"), 14)
UNTIL = shape.Column("until", _("Đến hết ngày"), 14)
BASIS = shape.Column("basis", _("Căn cứ"), 40)


@dataclass(frozen=True)
class Catalogue:
    """One catalogue. `keys` name the columns that say which entry a row is about; `may` who keeps it."""

    name: str
    title: type_of_reason
    lead: type_of_reason
    columns: Sequence[Column]
    keeper: Keeper
    keys: Sequence[str] = ("code",)
    may: Callable[[Actor], Verdict] = may_edit
    order: int = 0

    @cached_property
    def sheet(self) -> Sheet:
        keeper = self.keeper
        days = [SINCE if keeper.needs_days else SINCE_WHEN_KNOWN, UNTIL] if keeper.has_days else []
        return Sheet(self.name, self.title, [*self.columns, *days, *([BASIS] if keeper.has_basis else [])])

    @cached_property
    def others(self) -> list[Column]:
        """Return the columns that are no part of the key."""
        return [column for column in self.columns if column.name not in self.keys]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def values_of(self, row: Any) -> dict[str, Any]:
        return {column.name: column.value_of(row) for column in self.columns}

    def key_of(self, row: Any) -> Key:
        return tuple(str(self.column(name).value_of(row)) for name in self.keys)

    def subjects(self, key: Key) -> list[UUID]:
        """Return what the acts about one entry are about."""
        return self.keeper.subjects(self, [key]).get(key, [])

    def own_subject(self, key: Key) -> Subject:
        """Return a subject made of the key, for entries without a row that stays."""
        return ENTRY, uuid5(NAMESPACE_URL, f"directory:{self.name}:{'|'.join(key)}")


@dataclass
class Catalogues:
    """The register, in the order of the page; an instance, so that tests make their own."""

    known: dict[str, Catalogue] = field(default_factory=dict)

    def register(self, *declared: Catalogue) -> None:
        for catalogue in declared:
            self.known[catalogue.name] = catalogue

    def all(self) -> Iterable[Catalogue]:
        return sorted(self.known.values(), key=lambda one: one.order)

    def called(self, name: str) -> Catalogue:
        """Raises `Missing`."""
        if name not in self.known:
            raise Missing
        return self.known[name]


catalogues = Catalogues()
