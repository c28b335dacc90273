"""How long what is given for a time may last: dated data, because it is an office's rule and not ours."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.kernel.refusals import Invalid

TABLE: Final = Path(__file__).parents[1] / "data" / "terms.csv"
DELEGATION: Final = "delegation"
ABSENCE: Final = "absence"


def term(name: str, first: date, last: date, *, today: date) -> DateRange:
    """Return the days from `first` to `last`, both included.

    Raises `Invalid` (field `last` or `first`) when they are in the wrong order, begin before today, or last
    longer than the rule of that day allows.
    """
    if last < first:
        raise Invalid(_("Ngày cuối phải từ ngày đầu trở đi."), field="last")
    not_past(first, "first", today=today)
    longest = _longest(name, first)
    if last - first >= longest:
        raise Invalid(_("Dài nhất là %(days)d ngày.") % {"days": longest.days}, field="last")
    return DateRange(first, last + timedelta(days=1))


def not_past(day: date, field: str, *, today: date) -> None:
    """Refuse a day before today: no power begins or ends before it is written down."""
    if day < today:
        raise Invalid(_("Không ghi lùi ngày: ngày đầu phải từ hôm nay trở đi."), field=field)


def _longest(name: str, on: date) -> timedelta:
    return next(
        timedelta(days=days) for known, days, since, until in _rows() if known == name and since <= on < until
    )


@cache
def _rows() -> tuple[tuple[str, int, date, date], ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            (
                row["name"],
                int(row["days"]),
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"] or "9999-12-31"),
            )
            for row in csv.DictReader(lines)
        )
