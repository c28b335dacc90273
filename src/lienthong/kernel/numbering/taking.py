"""A number is taken by one statement: the counter goes up and the number has its row, or neither."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.kernel.numbering.models import Number, Series
from lienthong.kernel.refusals import Invalid

Subject = tuple[str, UUID]

# A year's first number makes the year's series from the latest one before it.
NEXT_YEAR = """
INSERT INTO numbering_series (id, key, year, pattern, width, last)
SELECT %s, key, %s, pattern, width, 0 FROM numbering_series WHERE key = %s AND year < %s
ORDER BY year DESC LIMIT 1
ON CONFLICT (key, year) DO NOTHING
"""
TAKE = """
WITH counter AS (
    UPDATE numbering_series SET last = last + 1 WHERE key = %s AND year = %s
    RETURNING id, year, last, pattern, width
)
INSERT INTO numbering_number (id, series_id, ordinal, text, taken_on, subject_kind, subject_id, state, reason)
SELECT %s, id, last,
       replace(replace(pattern, '{year}', year::text), '{number}',
               lpad(last::text, greatest(width, length(last::text)), '0')),
       %s, %s, %s, 'used', ''
FROM counter
RETURNING id, series_id, ordinal, text, taken_on, subject_kind, subject_id, state, reason
"""
COLUMNS = ["id", "series_id", "ordinal", "text", "taken_on", "subject_kind", "subject_id", "state", "reason"]


def open_series(key: str, *, year: int, pattern: str, width: int = 1) -> Series:
    """Begin a series; the following years need no opening and keep the pattern.

    Args:
        key: names it over the years, for example "<unit>/quyet-dinh".
        year: the first year.
        pattern: text with `{number}` and, if wanted, `{year}`, for example "{number}/QĐ-UBND".
        width: digits at least; offices that write 05 use 2.
    """
    if "{number}" not in pattern:
        raise Invalid(_("Mẫu số phải có {number}."), field="pattern")
    series, _made = Series.objects.get_or_create(
        key=key, year=year, defaults={"pattern": pattern, "width": width}
    )
    return series


def take(key: str, *, on: date, subject: Subject) -> Number:
    """Take the next number of the year of `on`, as the last statement before the act that tells of it.

    The series' row stays locked until the commit: nothing slow may follow. Raises `Invalid` when nobody opened
    the series; `RuntimeError` outside a transaction, where a later failure would lose the number.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside an action")
    number = _take(key, on, subject)
    if number is None:
        _open_year(key, on.year)
        number = _take(key, on, subject)
    if number is None:
        raise Invalid(_("Chưa mở sổ để cấp số này."))
    return number


def _take(key: str, on: date, subject: Subject) -> Number | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [key, on.year, new_key(), on, *subject])
        row = cursor.fetchone()
    return Number.from_db(connection.alias, COLUMNS, row) if row else None


def _open_year(key: str, year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_YEAR, [new_key(), year, key, year])
