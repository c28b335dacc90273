"""Counts that were worked out before: read again while nothing that came since could change them.

A figure of a period depends on acts recorded before its end, as far as the head knows them. So once a head knows a
period to its end, later heads give the same counts, until an act with an earlier time takes its place in the ledger
(it was committed late), or dated data says something new. Of a period that goes on, only the same head gives the same.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Min

from lienthong.kernel.acts.models import Act, Entry
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.indicators import Indicator
from lienthong.measures.models import Kept
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.scanning import Counts, scan

KEEP: Final = """
INSERT INTO measures_kept (facts, start, "end", size, moment, mark, counts) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (facts, start, "end") DO UPDATE
SET size = EXCLUDED.size, moment = EXCLUDED.moment, mark = EXCLUDED.mark, counts = EXCLUDED.counts
"""
LOOKED_THROUGH: Final = (
    1000  # so many newer acts may be looked at before the counts are kept under a newer head
)


def counts_of(
    indicator: Indicator, questions: Sequence[Question], units: tuple[UUID, ...] | None = None
) -> list[Counts]:
    """Return the counts of each question: kept ones where they still hold, the others in one scan, kept from now on.

    Of some `units` alone nothing more is read than theirs, and nothing is kept.
    """
    marks = indicator.given(questions).marks or [""] * len(questions)
    known = _holding(indicator, questions, marks)
    asked = [(place, one) for place, one in enumerate(questions) if place not in known]
    if asked:
        found = scan(indicator, [one for _place, one in asked], Narrowing(units=units))
        known |= {place: counts for (place, _one), counts in zip(asked, found, strict=True)}
    if asked and units is None:
        _keep(indicator, [(one, marks[place], known[place]) for place, one in asked])
    return [known[place] for place in range(len(questions))]


def _holding(indicator: Indicator, questions: Sequence[Question], marks: Sequence[str]) -> dict[int, Counts]:
    head = questions[0].as_of
    rows = Kept.objects.filter(facts=indicator.facts_hash, start__in=[one.period.start for one in questions])
    kept = {(row.start, row.end): row for row in rows}
    touched = cache(lambda size, moment: _touched(indicator, AsOf(size, moment), head))
    found, older = dict[int, Counts](), list[Kept]()
    for place, question in enumerate(questions):
        row = kept.get((question.period.start, question.period.end))
        if row is None or row.mark != marks[place] or not _holds(row, question, touched):
            continue
        found[place] = _read(row)
        if head.size - row.size > LOOKED_THROUGH:
            older.append(row)
    _renew(older, head)
    return found


def _holds(row: Kept, question: Question, touched: Callable[[int, datetime], datetime | None]) -> bool:
    head, end = question.as_of, question.period.end_moment
    if row.size == head.size:
        return True
    if end > min(row.moment, head.moment):
        return False
    earliest = touched(row.size, row.moment)
    return earliest is None or earliest >= end


def _touched(indicator: Indicator, one: AsOf, other: AsOf) -> datetime | None:
    """Return the earliest moment of which the two heads may know differently; None where they know the same."""
    since, until = sorted((one, other), key=lambda head: head.size)
    between = Entry.objects.filter(position__gte=since.size, position__lt=until.size).values("act_id")
    by_acts = Act.objects.filter(id__in=between).aggregate(earliest=Min("recorded_at"))["earliest"]
    moments = [moment for moment in (by_acts, indicator.touched(since, until)) if moment is not None]
    return min(moments, default=None)


def _keep(indicator: Indicator, counted: Iterable[tuple[Question, str, Counts]]) -> None:
    rows: list[list[Any]] = [
        [
            *(indicator.facts_hash, question.period.start, question.period.end),
            *(question.as_of.size, question.as_of.moment, mark, _written(counts)),
        ]
        for question, mark, counts in counted
    ]
    with connection.cursor() as cursor:
        cursor.executemany(KEEP, rows)


def _written(counts: Counts) -> str:
    rows = [[str(unit), *values, classes] for (unit, *values), classes in counts.items()]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)


def _renew(rows: Iterable[Kept], head: AsOf) -> None:
    """Let counts that still hold stand under the newer head: what came between is not looked at again."""
    keys = [row.pk for row in rows]
    if keys:
        Kept.objects.filter(pk__in=keys).update(size=head.size, moment=head.moment)


def _read(row: Kept) -> Counts:
    return {(_unit(unit), *values): classes for unit, *values, classes in row.counts}


@lru_cache(maxsize=4096)
def _unit(text: str) -> UUID:
    return UUID(text)
