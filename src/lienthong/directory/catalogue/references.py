"""Codes of other entries in the rows of a catalogue: what they lead to, and whether that is there on the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.catalogue.columns import Column, Ref
from lienthong.directory.catalogue.registry import Catalogue, Row
from lienthong.directory.sheets.shape import Problems
from lienthong.kernel.ui.formats import day_words


@dataclass
class References:
    """By column: the things that its codes lead to, by code; and on which days these are there."""

    columns: list[Column]
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    spans: dict[str, Mapping[Any, Sequence[DateRange]]] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue, rows: Iterable[Row]) -> "References":
        """Read them all, in the same number of queries whatever the number of rows."""
        listed = list(rows)
        found = cls([column for column in catalogue.columns if isinstance(column.kind, Ref)])
        for column in found.columns:
            ref = column.kind
            assert isinstance(ref, Ref)  # noqa: S101 - chosen above
            codes = {row.said[column.name] for row in listed if row.said.get(column.name)}
            found.known[column.name] = ref.known(codes)
            found.spans[column.name] = ref.spans(found.known[column.name].values()) if ref.spans else {}
        return found

    def check(self, row: Row, problems: Problems, fresh: Mapping[str, Any]) -> bool:
        """Say of each code of the row whether it leads to something; `fresh` are the things that the rows enter."""
        before = len(problems.found)
        for column in self.columns:
            code = row.said.get(column.name)
            if code and code not in self.known[column.name] and not self._is_fresh(column, code, fresh):
                problems.add(
                    row.line, column.name, _("Không có mã %(code)s trong danh mục.") % {"code": code}
                )
        return len(problems.found) == before

    def check_day(self, row: Row, since: date, problems: Problems, fresh: Mapping[str, Any]) -> None:
        """Say which of the things that a row names are not there on its first day."""
        for column in self.columns:
            code, ref = row.said.get(column.name), column.kind
            if (
                not code
                or not isinstance(ref, Ref)
                or ref.spans is None
                or self._is_fresh(column, code, fresh)
            ):
                continue
            thing = self.known[column.name].get(code)
            if not any(since in during for during in self.spans[column.name].get(thing, ())):
                said = {"day": day_words(since), "code": code}
                problems.add(row.line, column.name, _("Ngày %(day)s không có mã %(code)s.") % said)

    def stored(
        self, values: Mapping[str, Any], columns: Iterable[Column], prefix: str = ""
    ) -> dict[str, Any]:
        """Return the columns of a table, as seen from `prefix`; a code becomes the key of what it leads to."""
        return {
            attribute_of(column, prefix): column.kind.stored(
                values[column.name], self.known.get(column.name, {})
            )
            for column in columns
        }

    def learn(self, fresh: Mapping[str, Any], model: Any) -> None:
        """Know what has been entered since."""
        for column in self.columns:
            if isinstance(column.kind, Ref) and column.kind.model is model:
                self.known[column.name] |= fresh

    def _is_fresh(self, column: Column, code: str, fresh: Mapping[str, Any]) -> bool:
        ref = column.kind
        return isinstance(ref, Ref) and ref.own and code in fresh


def attribute_of(column: Column, prefix: str = "") -> str:
    """Return the attribute in which a column is stored, on the thing that `prefix` leads to."""
    name = column.at.removeprefix(prefix)
    return f"{name.split('__')[0]}_id" if isinstance(column.kind, Ref) and "__" in name else name
