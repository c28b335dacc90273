"""Numbers of ballots: each body has its series, which begins anew each year."""

from datetime import date
from typing import Final
from uuid import UUID

from lienthong.directory.selectors import tree
from lienthong.kernel.numbering.models import Series
from lienthong.kernel.numbering.taking import open_series, take

PATTERN: Final = "{number}/PLYK-{symbol}"  # proposed: no text says how such papers are numbered
WIDTH: Final = 2


def next_number(ballot_id: UUID, body_id: UUID, *, on: date) -> str:
    """Take the number of a ballot that is being opened."""
    key = series_of(body_id)
    if not Series.objects.filter(key=key, year__lte=on.year).exists():
        unit = tree(on).nodes[body_id]
        open_series(
            key, year=on.year, pattern=PATTERN.replace("{symbol}", unit.symbol or unit.code), width=WIDTH
        )
    return take(key, on=on, subject=("ballots.ballot", ballot_id)).text


def series_of(body_id: UUID) -> str:
    return f"{body_id}/phieu-lay-y-kien"
