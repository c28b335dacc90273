"""`bench clock`: additions of working time per second, many at once and one by one. No database is asked."""

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Final

import numpy as np

from lienthong.kernel.clock.amounts import working_days
from lienthong.kernel.clock.axis import Seconds
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.holidays import SAMPLE_HOURS, shipped_notices
from lienthong.kernel.clock.moments import HANOI
from lienthong.runtime.bench.figure import Figure, median_of

MANY: Final = 1_000_000
SINGLE: Final = 50_000
BUDGET_PER_S: Final = 1_000_000
THREE_DAYS: Final = working_days(3)


def figures(runs: int) -> list[Figure]:
    calendar = public_calendar()
    many, single = many_per_s(calendar, runs), single_per_s(calendar, runs)
    counted = "three working days added to moments drawn over 2012–2015, public calendar in memory, warm"
    return [
        Figure(
            "additions_per_s", many, "/s", "higher", BUDGET_PER_S, runs,
            f"{counted}; {MANY} moments in one call, POSIX seconds in and out",
        ),
        Figure(
            "single_additions_per_s", single, "/s", "higher", None, runs,
            f"{counted}; {SINGLE} moments one by one, datetimes in and out",
        ),
    ]  # fmt: skip


def public_calendar() -> Calendar:
    notices = shipped_notices()
    days = tuple(day for notice in notices for day in notice.days)
    return Calendar((SAMPLE_HOURS,), days, frozenset(notice.year for notice in notices))


def many_per_s(calendar: Calendar, runs: int) -> float:
    moments = _moments(MANY)
    return _rate(MANY, runs, lambda: calendar.add_many(moments, THREE_DAYS))


def single_per_s(calendar: Calendar, runs: int) -> float:
    moments = [datetime.fromtimestamp(second, HANOI) for second in _moments(SINGLE).tolist()]

    def add_each() -> None:
        for moment in moments:
            calendar.add(moment, THREE_DAYS)

    return _rate(SINGLE, runs, add_each)


def _moments(count: int) -> Seconds:
    first, last = (int(datetime(year, 1, 1, tzinfo=HANOI).timestamp()) for year in (2012, 2016))
    return np.random.default_rng(2012).integers(first, last, count)


def _rate(count: int, runs: int, work: Callable[[], object]) -> float:
    work()
    return count / median_of(runs, lambda: _seconds(work))


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
