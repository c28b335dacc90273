"""A table of all figures as others rebuild it each night, after the way of DHIS2: a row for each thing in each month.

Our reconstruction of the way, not of the program: denormalised text columns, an index for each dimension, ANALYZE.
"""

from time import perf_counter
from typing import TYPE_CHECKING, Final

from lienthong.runtime.home import Home
from lienthong.runtime.postgres.server import running
from lienthong.runtime.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lienthong.measures.asking import Question

COLUMNS: Final = ("indicator", "month", "quarter", "year", "unit", "class")
TABLE: Final = """
CREATE TEMP TABLE analytics AS
SELECT '{code}'::text AS indicator, to_char(p.starts, 'YYYYMM') AS month, to_char(p.starts, 'YYYY"Q"Q') AS quarter,
    to_char(p.starts, 'YYYY') AS year, f.unit_id::text AS unit, f.class, f.subject_id::text AS subject, 1 AS value
FROM ({facts}) f JOIN asked p ON p.period = f.period
"""


def build(asked: "Sequence[Question]") -> tuple[float, int]:
    """Build the table from the facts of all indicators; return the seconds and how many rows it has."""
    from django.db import connection

    from lienthong.measures.activity import ACTIVE
    from lienthong.measures.scanning import ASKED, parameters
    from lienthong.tasks.indicators import COMPLETION

    began = perf_counter()
    with connection.cursor() as cursor:
        for indicator in (COMPLETION, ACTIVE):
            made = TABLE.format(code=indicator.code, facts=indicator.facts)
            create, select = made.split(" AS\n", maxsplit=1)
            opening = create + " AS" if indicator is COMPLETION else "INSERT INTO analytics"
            cursor.execute(f"{opening} {ASKED} {select}", parameters(indicator, asked))
        for column in COLUMNS:
            cursor.execute(f"CREATE INDEX ON analytics ({column})")
        cursor.execute("ANALYZE analytics")
        seconds = perf_counter() - began
        cursor.execute("SELECT count(*) FROM analytics")
        rows = cursor.fetchone()[0]
        cursor.execute("DROP TABLE analytics")
    return seconds, rows


def analyze() -> None:
    """Let the planner know what was just written, as autovacuum does in real work."""
    import psycopg

    urls = running(Home.here().postgres)
    if urls is None:
        raise Trouble("Máy chủ cơ sở dữ liệu của phép đo không còn chạy.")
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE) tasks_taskversion, measures_worked, measures_kept")
