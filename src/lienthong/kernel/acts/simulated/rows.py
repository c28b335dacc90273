"""The rows of cases, read as they stand at a moment and written again under fresh keys: a few statements for all."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg.types.range import Range

from lienthong.kernel.acts.simulated.allowed import ensure_simulated
from lienthong.kernel.acts.simulated.listing import Listed, Said, Shift, Table
from lienthong.kernel.acts.simulated.pouring import pour
from lienthong.kernel.acts.simulated.texts import Texts, hole, in_copy

Move = Callable[[Any], Any]
Name = Callable[[object], str]
Words = Mapping[UUID, Mapping[str, Any]]

_READ = 'SELECT {} FROM {} WHERE "{}" = ANY(%s) ORDER BY "{}"'


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, column by column as they are stored."""

    table: Table
    columns: tuple[str, ...]
    values: list[tuple[Any, ...]]

    @property
    def keys(self) -> list[UUID]:
        place = self.columns.index(key_of(self.table))
        return [row[place] for row in self.values]


def quoted(name: str) -> str:
    return f'"{name}"'


def read(cases: Collection[UUID], listed: Listed, *, where: Callable[[str], str] = quoted) -> list[Rows]:
    """Return everything that is listed of these cases, as it is now: one statement for each table.

    `where` says from where the rows of a table are read, if not from the table.
    """
    known, found = list(cases), []
    for table in listed.by_order:
        rows = Rows(table, columns_of(table), [])
        name, columns = where(table.model._meta.db_table), ", ".join(map(quoted, rows.columns))
        with connection.cursor() as cursor:
            cursor.execute(_READ.format(columns, name, table.of, key_of(table)), [known])
            rows.values.extend(cursor.fetchall())
        known = list({*known, *rows.keys})
        found.append(rows)
    return found


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of one table, written out but for what differs between their copies."""

    table: str
    columns: tuple[str, ...]
    lines: list[str]


def write_out(found: list[Rows], shift: Shift, words: Words, name: Name = hole) -> list[Lines]:
    """Write rows out, moved by `shift`.

    `words` says of the first table, by old key and column, what reads otherwise in the copies; `name`, how a key
    reads in them, by default a hole for the key.
    """
    return [
        Lines(
            rows.table.model._meta.db_table,
            rows.columns,
            list(_lines(rows, shift, words if rows is found[0] else {}, name)),
        )
        for rows in found
    ]


def write(written: list[Lines], copies: Sequence[Texts]) -> int:
    """Write copies of what was written out; return how many rows."""
    ensure_simulated()
    for one in written:
        pour(one.table, one.columns, (line % texts for texts in copies for line in one.lines))
    return sum(len(one.lines) for one in written) * len(copies)


def _lines(rows: Rows, shift: Shift, words: Words, name: Name) -> Iterator[str]:
    moves = [_move(rows.table, column, shift, name) for column in rows.columns]
    place = rows.columns.index(key_of(rows.table))
    for row in rows.values:
        moved = [
            value if move is None or value is None else move(value)
            for move, value in zip(moves, row, strict=True)
        ]
        for column, text in words.get(row[place], {}).items():
            moved[rows.columns.index(column)] = text
        yield "\t".join(map(in_copy, moved)) + "\n"


def columns_of(table: Table) -> tuple[str, ...]:
    fields = table.model._meta.concrete_fields
    return tuple(str(field.column) for field in fields if not getattr(field, "generated", False))


def key_of(table: Table) -> str:
    key = table.model._meta.pk
    return str(key.column) if key else "id"


def _move(table: Table, column: str, shift: Shift, name: Name) -> Move | None:
    if column in table.dues:
        return shift.due
    if column in table.terms:
        return shift.term
    return _by_type(table.model._meta.get_field(_field(table, column)), shift, name)


def _by_type(field: Any, shift: Shift, name: Name) -> Move | None:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return name
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.UUIDField):
        return lambda keys: [name(key) for key in keys]
    if isinstance(field, models.DateTimeField):
        return shift.moment
    if isinstance(field, models.DateField):
        return shift.day
    return partial(_moved_range, shift) if field.get_internal_type() == "DateRangeField" else None


def _field(table: Table, column: str) -> str:
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
