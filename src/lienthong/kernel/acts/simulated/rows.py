"""The rows of cases, read as they stand at a moment and written again under fresh keys: a few statements for all."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, models
from psycopg.types.range import Range

from lienthong.kernel.acts.simulated.allowed import ensure_simulated
from lienthong.kernel.acts.simulated.listing import Listed, Said, Shift, Table
from lienthong.kernel.acts.simulated.pouring import pour
from lienthong.kernel.acts.simulated.texts import Texts, hole, in_copy

Move = Callable[[Any], Any]
Words = Mapping[UUID, Mapping[str, Any]]

_READ = 'SELECT {} FROM "{}" WHERE "{}" = ANY(%s) ORDER BY "{}"'


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, column by column as they are stored."""

    table: Table
    columns: tuple[str, ...]
    values: list[tuple[Any, ...]]

    @property
    def keys(self) -> list[UUID]:
        place = self.columns.index(_key_of(self.table))
        return [row[place] for row in self.values]


def read(cases: Collection[UUID], listed: Listed) -> list[Rows]:
    """Return everything that is listed of these cases, as it is now: one statement for each table."""
    known, found = list(cases), []
    for table in listed.by_order:
        rows = Rows(table, _columns(table), [])
        name, columns = table.model._meta.db_table, _quoted(rows.columns)
        with connection.cursor() as cursor:
            cursor.execute(_READ.format(columns, name, table.of, _key_of(table)), [known])
            rows.values.extend(cursor.fetchall())
        known = list({*known, *rows.keys})
        found.append(rows)
    return found


def write(found: list[Rows], shift: Shift, words: Words, copies: Sequence[Texts]) -> int:
    """Write copies under the keys they know, moved by `shift`; return how many rows.

    `words` says of the first table, by old key and column, what reads otherwise in the copies.
    """
    ensure_simulated()
    for rows in found:
        said = words if rows is found[0] else {}
        lines = list(_lines(rows, shift, said))
        filled = (line % texts for texts in copies for line in lines)
        pour(rows.table.model._meta.db_table, rows.columns, filled)
    return sum(len(rows.values) for rows in found) * len(copies)


def _lines(rows: Rows, shift: Shift, words: Words) -> Iterator[str]:
    moves = [_move(rows.table, column, shift) for column in rows.columns]
    place = rows.columns.index(_key_of(rows.table))
    for row in rows.values:
        moved = [
            value if move is None or value is None else move(value)
            for move, value in zip(moves, row, strict=True)
        ]
        for column, text in words.get(row[place], {}).items():
            moved[rows.columns.index(column)] = text
        yield "\t".join(map(in_copy, moved)) + "\n"


def _columns(table: Table) -> tuple[str, ...]:
    fields = table.model._meta.concrete_fields
    return tuple(str(field.column) for field in fields if not getattr(field, "generated", False))


def _quoted(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _key_of(table: Table) -> str:
    key = table.model._meta.pk
    return str(key.column) if key else "id"


def _move(table: Table, column: str, shift: Shift) -> Move | None:
    if column in table.dues:
        return shift.due
    if column in table.terms:
        return shift.term
    return _by_type(table.model._meta.get_field(_name(table, column)), shift)


def _by_type(field: Any, shift: Shift) -> Move | None:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return hole
    if isinstance(field, models.DateTimeField):
        return shift.moment
    if isinstance(field, models.DateField):
        return shift.day
    return partial(_moved_range, shift) if field.get_internal_type() == "DateRangeField" else None


def _name(table: Table, column: str) -> str:
    return next(field.name for field in table.model._meta.concrete_fields if field.column == column)


def _moved_range(shift: Shift, period: "Range[date]") -> "Range[date]":
    lower, upper = period.lower, period.upper
    return Range(lower and shift.year(lower), upper and shift.year(upper), period.bounds or "[)")


def moved_text(shift: Shift, name: str, text: str, said: Said) -> str:
    """Return a text of an act's detail in the time of the copy."""
    if name in said.dues:
        return shift.due(datetime.fromisoformat(text)).isoformat()
    if name in said.moments:
        return shift.moment(datetime.fromisoformat(text)).isoformat()
    if name in said.days:
        return shift.day(date.fromisoformat(text)).isoformat()
    if name in said.periods:
        return shift.year(date.fromisoformat(text)).isoformat()
    return shift.term(text) if name in said.terms else text
