"""The list of a catalogue as it is on a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.directory.asking import Days
from lienthong.directory.catalogue.columns import Choice, Column, Ref, Text
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.reading import range_words
from lienthong.kernel.search.folding import fold
from lienthong.kernel.search.queries import folded
from lienthong.kernel.ui import lists
from lienthong.kernel.ui.lists import Choices, DayFilter, Filter, Listing, Reader

CALLED = ("name", "title")  # by what people know an entry


def listing_of(catalogue: Catalogue, days: Days) -> Listing[Any]:
    """Return the list; its rows are those of the keeper on the day."""
    called = _Called(catalogue, days)
    main = next((one.name for one in catalogue.columns if one.name in CALLED), catalogue.keys[-1])
    shown = sorted((one for one in catalogue.columns if one.listed), key=lambda one: one.name != main)
    columns = [called.column(one, main=one.name == main) for one in shown]
    order = tuple(catalogue.column(name).at for name in catalogue.keys)
    return Listing(
        name=f"directory.catalogue.{catalogue.name}",
        title=catalogue.title,
        columns=(*columns, *([_during(catalogue)] if catalogue.keeper.has_days else [])),
        order=order,
        key=catalogue.keeper.key,
        filters=(
            DayFilter("on", _("Vào ngày"), lambda rows, _day: rows),
            *(_filter(one, days) for one in catalogue.columns if one.narrows),
        ),
        search=_searching(catalogue),
        search_hint=_("Mã hoặc tên, không cần dấu"),
        address=lambda row: address_of(catalogue, catalogue.key_of(row), days),
        prepare=lambda rows, _reader: called.prepare(rows),
        empty=_("Ngày này danh mục chưa có mục nào."),
    )


def address_of(catalogue: Catalogue, key: Sequence[str], days: Days, page: str = "entry") -> str:
    return days.link(page, catalogue.name, **dict(zip(catalogue.keys, key, strict=True)))


@dataclass
class _Called:
    """What the codes of a batch of rows are called on the day; one or two queries for each column of codes."""

    catalogue: Catalogue
    days: Days
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def prepare(self, rows: Sequence[Any]) -> None:
        for column in self.catalogue.columns:
            if isinstance(column.kind, Ref):
                codes = {code for row in rows if (code := column.value_of(row))}
                self.names[column.name] = column.kind.names(codes, self.days.day)

    def column(self, column: Column, *, main: bool) -> lists.Column[Any]:
        return lists.Column(
            column.name,
            column.words,
            self._cell(column),
            order=(column.at,) if column.name in self.catalogue.keys else (),
            plain=lambda row: column.kind.cell(column.value_of(row)),
            look=column.kind.look,
            main=main,
        )

    def _cell(self, column: Column) -> Callable[[Any], object]:
        def cell(row: Any) -> object:
            value = column.value_of(row)
            if not isinstance(column.kind, Ref):
                return column.kind.words(value, self.days.day)
            return self.names.get(column.name, {}).get(value, value)

        return cell


def _during(catalogue: Catalogue) -> lists.Column[Any]:
    def words(row: Any) -> str:
        during = catalogue.keeper.during(row)
        return range_words(during.lower, during.upper) if during.lower or during.upper else ""

    return lists.Column("during", _("Có hiệu lực"), words)


def _filter(column: Column, days: Days) -> Filter[Any]:
    def choices(_reader: Reader) -> Choices:
        kind = column.kind
        if isinstance(kind, Ref):
            return kind.options(days.day)
        return [*kind.choices().items()] if isinstance(kind, Choice) else []

    return Filter(column.name, column.words, choices, lambda rows, value: rows.filter(**{column.at: value}))


def _searching(catalogue: Catalogue) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """Return the search in codes and names; catalogues are small, so no index is needed."""
    by = {*catalogue.keys, *CALLED, "to_code"}
    names = [one for one in catalogue.columns if one.name in by and isinstance(one.kind, Text | Ref)]

    def search(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
        said = fold(" ".join(typed.split()))
        found: QuerySet[Any] = rows.alias(**{f"said_{one.name}": folded(one.at) for one in names})
        where = Q()
        for one in names:
            where |= Q(**{f"said_{one.name}__contains": said})
        return found.filter(where)

    return search
