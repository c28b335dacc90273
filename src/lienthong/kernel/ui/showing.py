"""A list on the screen: one page of it, with all that its template needs and no query left for it."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString

from lienthong.kernel.ui.asking import Asked
from lienthong.kernel.ui.cells import table_rows
from lienthong.kernel.ui.components import Lines, Link
from lienthong.kernel.ui.counting import MOST_COUNTED
from lienthong.kernel.ui.exporting import export
from lienthong.kernel.ui.formats import number_words
from lienthong.kernel.ui.lists import Column, Listing, Reader, Root
from lienthong.kernel.ui.models import SavedView
from lienthong.kernel.ui.paging import Page, page_of
from lienthong.kernel.ui.spanned import Among

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of the table: its words, the query that sorts by it, how it sorts now."""

    column: Column[Any]
    query: str
    direction: str


@dataclass(frozen=True)
class Shown(Generic[M]):
    """One page of a list, read."""

    asked: Asked[M]
    page: Page[M]
    count: str
    views: list[SavedView]

    @property
    def listing(self) -> Listing[M]:
        return self.asked.listing

    @property
    def dom_id(self) -> str:
        return f"list-{self.listing.name.replace('.', '-')}"

    @property
    def searchable(self) -> bool:
        return self.listing.search is not None

    @property
    def heads(self) -> list[Head]:
        return [
            Head(column, self._sorting(column), self._direction(column)) for column in self.listing.columns
        ]

    @property
    def table_rows(self) -> SafeString:
        columns = self.listing.columns
        return table_rows(
            columns, ([self._cell(column, row) for column in columns] for row in self.page.rows)
        )

    @property
    def filters(self) -> list[tuple[Any, str, Any]]:
        asked = self.asked
        return [
            (known, asked.chosen.get(known.name, ""), asked.choices[known.name])
            for known in self.listing.filters
        ]

    @property
    def unnarrowed(self) -> str:
        """Return the address without what narrows the list."""
        return f"?{self.asked.unnarrowed()}"

    @property
    def query(self) -> str:
        return self.asked.query()

    @property
    def next_query(self) -> str:
        return self.asked.query(page=self.page.following) if self.page.following else ""

    @property
    def previous_query(self) -> str:
        return self.asked.query(page=self.page.previous) if self.page.previous else ""

    @property
    def xlsx_query(self) -> str:
        return self.asked.query(export="xlsx")

    @property
    def csv_query(self) -> str:
        return self.asked.query(export="csv")

    def _sorting(self, column: Column[M]) -> str:
        return self.asked.turned_by(column) if column.order else ""

    def _direction(self, column: Column[M]) -> str:
        if self.asked.sorted_by is not column:
            return ""
        return "descending" if self.asked.sort.startswith("-") else "ascending"

    def _cell(self, column: Column[M], row: M) -> object:
        value = column.cell(row)
        if not column.main or self.listing.address is None or isinstance(value, Link):
            return value
        address = self.listing.address(row)
        if isinstance(value, Lines):
            return Lines(Link(value.first, address), value.second)
        return Link(value, address)


def read(asked: Asked[M], rows: QuerySet[M] | None = None) -> Shown[M]:
    """Read one page, of `rows` where a page narrows the list's own: rows with their count, saved views.

    Two queries and those of `prepare`; searched, a few more.
    """
    listing = asked.listing
    root = listing.root if rows is None else None
    found = asked.narrowed(_source(listing, asked.reader) if rows is None else rows)
    page = page_of(
        found,
        asked.order,
        listing.page_size,
        asked.page,
        name=listing.name,
        most=0 if asked.search else MOST_COUNTED,  # words may stand in any number of rows
        counted=root.rows(asked.reader) if root and not asked.is_narrowed else None,
        among=_among(asked, root, found) if root else None,
    )
    listing.ready(page.rows, asked.reader)
    return Shown(asked, page, _count(page), _views(listing.name, asked.reader))


def show(
    request: HttpRequest,
    listing: Listing[M],
    *,
    rows: QuerySet[M] | None = None,
    scope: dict[str, str] | None = None,
    template: str = "ui/list_page.html",
    **context: object,
) -> HttpResponseBase:
    """Answer a request for a list: the page, only its table (htmx), or its export.

    `rows` stands in for the list's own `source` when a page narrows it further; such a list is exported at
    once, whatever its size. The template finds the list as `list` and includes `ui/list.html`.
    """
    reader = Reader(by=request.actor, at=request.at, scope=scope or {})  # type: ignore[attr-defined]  # set by the doors
    asked = Asked.read(listing, reader, request.GET)
    if "export" in request.GET:
        return export(request.GET["export"], asked, rows)
    shown = read(asked, rows)
    only_table = getattr(getattr(request, "htmx", None), "target", None) == shown.dom_id
    return render(
        request,
        "ui/list_region.html" if only_table else template,
        {"list": shown, **context, "fragment": only_table},
    )


def _source(listing: Listing[M], reader: Reader) -> QuerySet[M]:
    if listing.source is None:
        raise TypeError(f"{listing.name} has no source: give its rows")
    return listing.source(reader)


def _among(asked: Asked[M], root: Root, found: QuerySet[M]) -> Among | None:
    """Return where what is searched for is found: in the root alone, unless filters ask more than it knows."""
    if not asked.search or asked.order[0].field != f"{root.path}{LOOKUP_SEP}{root.spanned}":
        return None
    if asked.is_filtered:
        return Among("", found)
    return Among(root.path, root.search(root.rows(asked.reader), asked.search))


def _count(page: Page[M]) -> str:
    """Return how many rows there are on all pages, up to a limit; of what is searched, up to a page."""
    if page.counted is not None:
        more = page.counted > MOST_COUNTED
        return f"{number_words(MOST_COUNTED)}+" if more else number_words(page.counted)
    more = bool(page.following or page.previous)
    return f"{number_words(len(page.rows))}{'+' if more else ''}"


def _views(name: str, reader: Reader) -> list[SavedView]:
    if reader.by.account_id is None:
        return []
    return list(SavedView.objects.filter(account_id=reader.by.account_id, list=name).order_by("name"))
