"""The list that everything reuses: what it shows, how it is filtered, searched and ordered; said once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.languages import TwoNames
from lienthong.kernel.refusals import Invalid, type_of_reason
from lienthong.kernel.search.sorting import sort_key
from lienthong.kernel.ui.dates import read_day

M = TypeVar("M", bound=Model)
RESERVED = frozenset({"q", "sort", "page", "export"})
LONGEST_SEARCH = 200
ALL = _("Tất cả")
SEARCH_HINT = _("Tìm trong danh sách")
EMPTY = _("Chưa có gì trong danh sách này.")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a list and when; `scope` holds plain texts that narrow its source (a unit, a period)."""

    by: Actor
    at: datetime
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column(Generic[M]):
    """One column. `cell` reads what is shown: text, number, date, or a part that knows its looks (Chip).

    `order` names the fields to sort by, never null ones; empty: not sortable. `plain` gives the value for
    exports where the words on the screen are not enough. `look`: "" or "end" (numbers) or "narrow" (does not
    wrap). The `main` column is the row's link and the heading of its card on a phone.
    """

    name: str
    label: type_of_reason
    cell: Callable[[M], object]
    order: tuple[str, ...] = ()
    plain: Callable[[M], object] | None = None
    look: str = ""
    main: bool = False

    def exported(self, row: M) -> object:
        return (self.plain or self.cell)(row)


Choices = Sequence[tuple[str, type_of_reason]]


def by_name(words: Iterable[TwoNames]) -> Choices:
    """Return what can be chosen of a catalogue, named and ordered in the language of the reader."""
    found = [(word.code, word.local_name) for word in words]
    return sorted(found, key=lambda choice: sort_key(choice[1]))


@dataclass(frozen=True)
class Filter(Generic[M]):
    """A choice that narrows the list. Only listed values are taken; `choices` may ask who reads."""

    name: str
    label: type_of_reason
    choices: Choices | Callable[[Reader], Choices]
    narrow: Callable[[QuerySet[M], str], QuerySet[M]]
    any_words: type_of_reason = ALL
    kind: str = "choice"

    def choices_for(self, reader: Reader) -> Choices:
        return self.choices(reader) if callable(self.choices) else self.choices

    def applied(self, rows: QuerySet[M], value: str, choices: Choices) -> QuerySet[M]:
        if value not in {known for known, _words in choices}:
            raise Invalid(_("Giá trị lọc “%s” không có trong danh sách.") % self.label, field=self.name)
        return self.narrow(rows, value)


@dataclass(frozen=True)
class DayFilter(Generic[M]):
    """A day that narrows the list, typed as dd/mm/yyyy."""

    name: str
    label: type_of_reason
    narrow: Callable[[QuerySet[M], date], QuerySet[M]]
    kind: str = "day"

    def choices_for(self, _reader: Reader) -> Choices:
        return ()

    def applied(self, rows: QuerySet[M], value: str, _choices: Choices) -> QuerySet[M]:
        return self.narrow(rows, read_day(value, field=self.name))


@dataclass(frozen=True)
class Kept(Generic[M]):
    """A part of the address that says which rows these are (a period, a head); every link of the list keeps it."""

    name: str
    label: type_of_reason = ""
    kind: str = "kept"

    def choices_for(self, _reader: Reader) -> Choices:
        return ()

    def applied(self, rows: QuerySet[M], _value: str, _choices: Choices) -> QuerySet[M]:
        return rows


@dataclass(frozen=True)
class Root:
    """The one table under a list where all is that a reader sees rows by, searches and orders them.

    `path` leads to it from the list, `rows` are those of the reader, one for each of the list's `source`; `search`
    narrows them as the list's own does. `spanned` is the moment of which the index of the words holds the spans
    (`kernel.search.spans`): ordered by it, what is searched for is read span after span.
    """

    path: str
    rows: Callable[[Reader], QuerySet[Any]]
    search: Callable[[QuerySet[Any], str], QuerySet[Any]]
    spanned: str


@dataclass(frozen=True)
class Listing(Generic[M]):
    """A list, declared once and reused for the page, its saved views, its export and its long work.

    `source` returns all rows this reader may see. `prepare` fits a batch of rows for their cells (names,
    deadlines) in a fixed number of queries. `order` is the order nobody asked for; with the key it is unique
    and not null, and an index lies under it. `root` is said by a list of a large table that joins several.
    """

    name: str
    title: type_of_reason
    columns: tuple[Column[M], ...]
    order: tuple[str, ...]
    source: Callable[[Reader], QuerySet[M]] | None = None
    key: str = "id"
    filters: tuple[Filter[M] | DayFilter[M] | Kept[M], ...] = ()
    search: Callable[[QuerySet[M], str], QuerySet[M]] | None = None
    search_hint: type_of_reason = SEARCH_HINT
    root: Root | None = None
    address: Callable[[M], str] | None = None
    prepare: Callable[[Sequence[M], Reader], None] | None = None
    empty: type_of_reason = EMPTY
    empty_hint: type_of_reason = ""
    page_size: int = 50

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        asked = [known.name for known in self.filters]
        if len({*names}) != len(names) or len({*asked}) != len(asked) or RESERVED & {*asked}:
            raise ValueError(f"{self.name}: columns and filters have names of their own")

    def column(self, name: str) -> Column[M] | None:
        return next((column for column in self.columns if column.name == name), None)

    def ready(self, rows: Sequence[M], reader: Reader) -> Sequence[M]:
        if self.prepare and rows:
            self.prepare(rows, reader)
        return rows


@dataclass
class Listings:
    """The register of lists whose large exports are long work; an instance, so that tests make their own."""

    known: dict[str, Listing[Any]] = field(default_factory=dict)

    def register(self, listing: Listing[M]) -> Listing[M]:
        if listing.source is None:
            raise ValueError(f"{listing.name}: a registered list has a source")
        self.known[listing.name] = listing
        return listing


listings = Listings()
