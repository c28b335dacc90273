"""What was asked of a list: words, filters, order, page; read from the address, never trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.dates import read_day
from lienthong.kernel.ui.formats import day_words
from lienthong.kernel.ui.lists import (
    LONGEST_SEARCH,
    Choices,
    Column,
    DayFilter,
    Filter,
    Kept,
    Listing,
    Reader,
)
from lienthong.kernel.ui.ordering import Order, order_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Asked(Generic[M]):
    """One question to one list."""

    listing: Listing[M]
    reader: Reader
    search: str
    chosen: Mapping[str, str]
    sort: str
    page: str
    choices: Mapping[str, Choices]

    @classmethod
    def read(cls, listing: Listing[M], reader: Reader, query: QueryDict) -> Self:
        """Read the query of an address. Raises `Invalid` for an order or search that cannot be."""
        words = _text(query, "q")
        if len(words) > LONGEST_SEARCH or not can_be_kept(words):
            raise Invalid(_("Nội dung tìm quá dài hoặc có ký tự không đọc được."), field="q")
        names = [known.name for known in listing.filters]
        asked = cls(
            listing=listing,
            reader=reader,
            search=words if listing.search else "",
            chosen={name: _text(query, name) for name in names if _text(query, name)},
            sort=_text(query, "sort"),
            page=_text(query, "page"),
            choices={known.name: known.choices_for(reader) for known in listing.filters},
        )
        asked.order  # noqa: B018 - an order that cannot be is refused before anything is read
        return asked

    @property
    def sorted_by(self) -> Column[M] | None:
        return self.listing.column(self.sort.removeprefix("-")) if self.sort else None

    @property
    def order(self) -> Order:
        if not self.sort:
            return order_of(self.listing.order, self.listing.key)
        column = self.sorted_by
        if column is None or not column.order:
            raise Invalid(_("Danh sách này không sắp xếp được theo cột đã chọn."), field="sort")
        steps = order_of(column.order, self.listing.key)
        return tuple(step.turned() for step in steps) if self.sort.startswith("-") else steps

    def narrowed(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Return the rows that filters and search leave."""
        for known in self.listing.filters:
            if value := self.chosen.get(known.name):
                rows = known.applied(rows, value, self.choices[known.name])
        if self.search and self.listing.search:
            rows = self.listing.search(rows, self.search)
        return rows

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search) or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        return bool(self._narrowing)

    def unnarrowed(self) -> str:
        """Return the query string of all the rows that these are a part of."""
        kept = [known.name for known in self.listing.filters if isinstance(known, Kept)]
        return urlencode({name: self.chosen[name] for name in kept if name in self.chosen})

    def query(self, **changes: str) -> str:
        """Return the query string of this question with changes; without its page unless that is given."""
        parts: dict[str, Any] = {"q": self.search, **self.chosen, "sort": self.sort, **changes}
        return urlencode({name: value for name, value in parts.items() if value})

    def turned_by(self, column: Column[M]) -> str:
        """Return the query that sorts by the column: upwards first, then down."""
        return self.query(sort=f"-{column.name}" if self.sort == column.name else column.name)

    def words(self) -> list[tuple[str, str]]:
        """Return what narrows the list, in words: for the printed page and the exported sheet."""
        searched = [(str(_("Tìm")), self.search)] if self.search else []
        chosen = self._narrowing
        return searched + [(str(known.label), self._value_words(known)) for known in chosen]

    def from_start(self) -> Self:
        return replace(self, page="")

    @property
    def _narrowing(self) -> list[Filter[M] | DayFilter[M]]:
        known = [one for one in self.listing.filters if one.name in self.chosen]
        return [one for one in known if not isinstance(one, Kept)]

    def _value_words(self, known: Filter[M] | DayFilter[M]) -> str:
        value = self.chosen[known.name]
        if isinstance(known, DayFilter):
            return day_words(read_day(value, field=known.name))
        return str(dict(self.choices[known.name]).get(value, value))


def _text(query: QueryDict, name: str) -> str:
    return str(query.get(name, "")).strip()
