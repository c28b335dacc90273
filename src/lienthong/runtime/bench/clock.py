"""`bench clock`: additions of working time per second, many at once and one by one.

Counted: "three working days from a moment" on the public calendar of 2011–2026 in memory, at moments drawn evenly
over 2012–2015. No database is asked.
"""

from collections.abc import Callable
from datetime import datetime
from statistics import median
from time import perf_counter
from typing import Final

import numpy as np

from lienthong.kernel.clock.amounts import working_days
from lienthong.kernel.clock.axis import Seconds
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.moments import HANOI

RUNS: Final = 5
MANY: Final = 1_000_000
ONE_BY_ONE: Final = 50_000
THREE_DAYS: Final = working_days(3)


def public_calendar() -> Calendar:
    from lienthong.kernel.clock.shipped import SAMPLE_HOURS, shipped_notices

    notices = shipped_notices()
    days = tuple(day for notice in notices for day in notice.days)
    return Calendar((SAMPLE_HOURS,), days, frozenset(notice.year for notice in notices))


def many_per_s(calendar: Calendar) -> float:
    moments = _moments(MANY)
    return _median_rate(MANY, lambda: calendar.add_many(moments, THREE_DAYS))


def one_by_one_per_s(calendar: Calendar) -> float:
    moments = [datetime.fromtimestamp(second, HANOI) for second in _moments(ONE_BY_ONE).tolist()]

    def add_each() -> None:
        for moment in moments:
            calendar.add(moment, THREE_DAYS)

    return _median_rate(ONE_BY_ONE, add_each)


def _moments(count: int) -> Seconds:
    first, last = (int(datetime(year, 1, 1, tzinfo=HANOI).timestamp()) for year in (2012, 2016))
    return np.random.default_rng(2012).integers(first, last, count)


def _median_rate(count: int, work: Callable[[], object]) -> float:
    work()
    return count / median(_seconds(work) for _run in range(RUNS))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
