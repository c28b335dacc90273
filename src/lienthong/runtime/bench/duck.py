"""The same counts by DuckDB, from Parquet files of the rows that our facts read: a reference of the same run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import duckdb

if TYPE_CHECKING:
    from lienthong.measures.asking import Question

THREADS: Final = 2
TASKS: Final = """
SELECT p.period, v.unit_id,
    CASE WHEN v.standing <> 'open' THEN v.standing
         WHEN v.due < p.until THEN 'open_overdue' ELSE 'open_within' END AS class, count(*)
FROM versions v JOIN asked p ON v.since < p.ends AND v.till >= p.ends AND v.last_start >= p.starts
WHERE v.counts AND v.standing <> 'withdrawn'
GROUP BY ALL
"""
ACTIVE: Final = """
WITH total AS (
    SELECT g.period, g.agency, sum(w.acts) AS acts, count(DISTINCT w.day) AS days
    FROM worked w JOIN working d USING (day) JOIN agencies g ON g.period = d.period AND g.unit_id = w.unit_id
    GROUP BY ALL
)
SELECT x.period, x.unit_id, x.kind,
    CASE WHEN t.acts >= p.least_acts AND t.days >= p.least_days THEN 'active'
         WHEN t.acts > 0 THEN 'some' ELSE 'idle' END AS class, count(*)
FROM existing x JOIN asked p USING (period) LEFT JOIN total t ON t.period = x.period AND t.agency = x.unit_id
GROUP BY ALL
"""
EXPORTED: Final = {
    "versions": """
SELECT unit_id, standing, counts, since, due,
    CASE WHEN until_position < %(size)s THEN till ELSE '2100-01-01' END AS till,
    CASE WHEN standing = 'open' THEN '2100-01-01' ELSE since END AS last_start
FROM tasks_taskversion WHERE position < %(size)s
""",
    "worked": "SELECT unit_id, day, acts FROM measures_worked WHERE head <= %(size)s",
}


@dataclass(frozen=True)
class Tables:
    """Parquet files in a folder, as views of one connection."""

    connection: duckdb.DuckDBPyConnection

    def counts(self) -> list[Sequence[tuple[Any, ...]]]:
        return [self.connection.execute(sql).fetchall() for sql in (TASKS, ACTIVE)]


def export(folder: Path, asked: "Sequence[Question]") -> Tables:
    """Write the rows to Parquet, by way of CSV, and open them."""
    from lienthong.measures.activity import ACTIVE as INDICATOR
    from lienthong.measures.activity import AGENCIES
    from lienthong.measures.scanning import ASKED, parameters

    given = parameters(INDICATOR, asked)
    made = {
        "existing": f"{ASKED}, x AS ({AGENCIES} SELECT period, unit_id, kind_id AS kind FROM existing WHERE has_seal) "
        "SELECT * FROM x",
        "agencies": f"{ASKED}, x AS ({AGENCIES} SELECT period, unit_id, agency FROM agency) SELECT * FROM x",
        "asked": f"{ASKED} SELECT asked.*, (%(least_acts)s::int[])[period + 1] AS least_acts, "
        "(%(least_days)s::int[])[period + 1] AS least_days FROM asked",
        "working": f"{ASKED} SELECT d.day, p.period FROM unnest(%(working_days)s::date[]) AS d (day) JOIN asked p "
        "ON d.day >= (p.starts AT TIME ZONE 'Asia/Ho_Chi_Minh')::date "
        "AND d.day < (p.ends AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
    }
    opened = duckdb.connect()
    opened.execute(f"SET threads TO {THREADS}")
    for name, sql in (EXPORTED | made).items():
        _write(opened, folder, name, sql, given)
    return Tables(opened)


def compare(theirs: Sequence[Sequence[tuple[Any, ...]]], ours: Sequence[Sequence[Mapping[Any, Any]]]) -> None:
    """Raise `RuntimeError` unless DuckDB counted the same."""
    for rows, months in zip(theirs, ours, strict=True):
        counted: dict[Any, int] = {}
        for period, unit, *values, name, count in rows:
            counted[period, _unit(unit), *values, name] = count
        wanted = {
            (period, *group, name): count
            for period, counts in enumerate(months)
            for group, classes in counts.items()
            for name, count in classes.items()
        }
        if counted != wanted:
            raise RuntimeError(f"{len(counted.items() ^ wanted.items())} of {len(wanted)} counts differ")


def _unit(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def _write(
    opened: duckdb.DuckDBPyConnection, folder: Path, name: str, sql: str, given: Mapping[str, Any]
) -> None:
    from django.db import connection

    raw, packed = folder / f"{name}.csv", folder / f"{name}.parquet"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER)", given) as out,
        raw.open("wb") as file,
    ):
        file.writelines(out)
    opened.execute(f"COPY (FROM read_csv('{raw}')) TO '{packed}' (FORMAT parquet)")
    opened.execute(f"CREATE VIEW {name} AS FROM read_parquet('{packed}')")
