"""Every number is accounted for: what a check of the series expects to be empty."""

from django.db import connection

UNACCOUNTED = """
SELECT series.key, series.year, ordinal
FROM numbering_series series
CROSS JOIN LATERAL generate_series(1, series.last) AS ordinal
WHERE NOT EXISTS (
    SELECT FROM numbering_number n WHERE n.series_id = series.id AND n.ordinal = ordinal.ordinal
)
UNION ALL
SELECT series.key, series.year, n.ordinal
FROM numbering_number n JOIN numbering_series series ON series.id = n.series_id
WHERE n.ordinal > series.last
ORDER BY 1, 2, 3
"""


def unaccounted() -> list[tuple[str, int, int]]:
    """Return key, year and ordinal of numbers taken that left no row, or with a row and never taken."""
    with connection.cursor() as cursor:
        cursor.execute(UNACCOUNTED)
        return [(key, year, ordinal) for key, year, ordinal in cursor.fetchall()]
