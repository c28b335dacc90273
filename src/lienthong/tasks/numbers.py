"""Numbers of tasks: each agency that gives has its series, which begins anew each year.

How a number reads is a row of data from a day on; a series keeps how it read when its agency gave its first task.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from lienthong.directory.selectors import tree
from lienthong.kernel.numbering.models import Series
from lienthong.kernel.numbering.taking import open_series, take

FILE = Path(__file__).parent / "data" / "number_patterns.csv"


@dataclass(frozen=True, slots=True)
class Pattern:
    """`text` has {number} and {year}, and {symbol} for the symbol of the agency; `width` is the digits at least."""

    since: date
    text: str
    width: int


def next_number(task_id: UUID, assigner_id: UUID, *, on: date) -> str:
    """Take the number of a task that is being given: it is the task's, or nobody's when the act fails."""
    key = series_of(assigner_id)
    if not Series.objects.filter(key=key, year__lte=on.year).exists():
        pattern = pattern_on(on)
        text = pattern.text.replace("{symbol}", _symbol(assigner_id, on))
        open_series(key, year=on.year, pattern=text, width=pattern.width)
    return take(key, on=on, subject=("tasks.task", task_id)).text


def series_of(assigner_id: UUID) -> str:
    return f"{assigner_id}/nhiem-vu"


def pattern_on(day: date) -> Pattern:
    return max((known for known in _patterns() if known.since <= day), key=lambda known: known.since)


def _symbol(unit_id: UUID, day: date) -> str:
    unit = tree(day).nodes[unit_id]
    return unit.symbol or unit.code


@cache
def _patterns() -> tuple[Pattern, ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Pattern(date.fromisoformat(row["since"]), row["pattern"], int(row["width"]))
            for row in csv.DictReader(lines)
        )
