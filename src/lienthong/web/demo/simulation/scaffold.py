"""What is kept beside the tables while a world is built, and gone when it stands.

The terms, the rows of the played year as they were at the end of each copy, and which steps are done. It lies in the
database, so that a step and its mark are written together.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from lienthong.kernel.acts.simulated import rows
from lienthong.kernel.acts.simulated.listing import Listed
from lienthong.web.demo.simulation.done import Done
from lienthong.web.demo.simulation.terms import Terms

SCHEMA: Final = "simulation"
_MAKE: Final = f"""
CREATE SCHEMA {SCHEMA};
CREATE TABLE {SCHEMA}.terms (first date, last date, scale float8, seed int8, played bool DEFAULT false);
CREATE TABLE {SCHEMA}.done (step text, part int, acts int8, cases int8, rows int8, PRIMARY KEY (step, part));
"""


def make(terms: Terms) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MAKE)
        cursor.execute(
            f"INSERT INTO {SCHEMA}.terms VALUES (%s, %s, %s, %s)",
            (terms.first, terms.last, terms.scale, terms.seed),
        )


def terms_here() -> tuple[Terms, bool] | None:
    """Return the terms of the world that is being built here, and whether its year has been played; or nothing."""
    found = _all(f"SELECT to_regclass('{SCHEMA}.terms') IS NOT NULL")
    if not found[0][0]:
        return None
    ((*values, played),) = _all(f"SELECT first, last, scale, seed, played FROM {SCHEMA}.terms")
    return Terms(*values), played


def keep_rows(year: int, cases: Collection[UUID], listed: Listed) -> None:
    """Keep the rows of these cases as they are now, for the copies of a year."""
    known = list(cases)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in listed.by_order:
            columns, of = ", ".join(map(rows.quoted, rows.columns_of(table))), rows.quoted(table.of)
            name = table.model._meta.db_table
            selected, kept = f"SELECT {columns} FROM {rows.quoted(name)}", _kept(year)(name)
            cursor.execute(f"CREATE TABLE {kept} AS {selected} WITH NO DATA")
            cursor.execute(f"INSERT INTO {kept} {selected} WHERE {of} = ANY(%s)", [known])
            cursor.execute(f"SELECT {rows.quoted(rows.key_of(table))} FROM {kept}")
            known = list({*known, *(row[0] for row in cursor.fetchall())})


def cases_kept(year: int) -> list[tuple[UUID, UUID | None, datetime]]:
    """Return the cases that were kept for the copies of a year: key, the case they are part of, when opened."""
    kept = _kept(year)("casework_case")
    return _all(f"SELECT id, parent_id, opened_at FROM {kept} ORDER BY opened_at, number, id")


def read_rows(year: int, cases: Collection[UUID], listed: Listed) -> list[rows.Rows]:
    return rows.read(cases, listed, where=_kept(year))


def say_played() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {SCHEMA}.terms SET played = true")


def mark(step: str, part: int, done: Done) -> None:
    """Say that a step is done; in the transaction that did it."""
    with connection.cursor() as cursor:
        values = (step, part, done.acts, done.cases, done.rows)
        cursor.execute(f"INSERT INTO {SCHEMA}.done VALUES (%s, %s, %s, %s, %s)", values)


def steps_done(part: int) -> set[str]:
    return {step for (step,) in _all(f"SELECT step FROM {SCHEMA}.done WHERE part = {part:d}")}


def sum_of_done() -> Done:
    ((acts, cases, written),) = _all(
        f"SELECT coalesce(sum(acts), 0)::int8, coalesce(sum(cases), 0)::int8, coalesce(sum(rows), 0)::int8 "
        f"FROM {SCHEMA}.done"
    )
    return Done(acts, cases, written)


def take_down() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def _kept(year: int) -> Callable[[str], str]:
    return lambda table: f'{SCHEMA}."{year}_{table}"'


def _all(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
