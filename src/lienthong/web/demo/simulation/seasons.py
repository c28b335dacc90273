"""When work comes through a year, and how offices are used to do it. Invented; every screen says that it is simulated.

Little is asked around Tết, most at the end of the year. Nearly half of all jobs are small and done without a word on
the way; some are forgotten until somebody reminds, some results come back because they are wrong.
"""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from lienthong.kernel.clock.calendar import Calendar
from lienthong.web.demo.story.opening import Load
from lienthong.web.demo.story.tasks_of_a_year import Habit

MOST_JOBS: Final = 420
CASES_A_JOB: Final = 20  # a small world is not all played
BY_MONTH: Final = (0.8, 0.9, 1.1, 1.0, 0.9, 1.2, 1.0, 0.9, 1.0, 1.2, 1.5, 1.9)
BEFORE_TET, AFTER_TET = (timedelta(days=7), 0.4), (timedelta(days=10), 0.3)
HABITS: Final[Mapping[Habit, int]] = {
    Habit.PROMPT: 25,
    Habit.BRIEF: 40,
    Habit.LATE: 9,
    Habit.FORGOTTEN: 6,
    Habit.SILENT: 5,
    Habit.EXTENDED: 4,
    Habit.REFUSED: 1,
    Habit.SENT_BACK: 6,
    Habit.REOPENED: 2,
    Habit.ADJUSTED: 1,
    Habit.WITHDRAWN: 1,
}


def load_of(calendar: Calendar, year: int, *, cases: int) -> Load:
    """Return the load of a year of this calendar, for a world of so many cases."""
    return Load(min(MOST_JOBS, cases // CASES_A_JOB), _drawn(calendar, year), HABITS)


def weight(day: date, tet: tuple[date, date]) -> float:
    """Return how likely work is to come on a day, beside other days; Tết is from its first day off to its last."""
    first, last = tet
    plain = BY_MONTH[day.month - 1]
    if first - BEFORE_TET[0] <= day < first:
        return plain * BEFORE_TET[1]
    return plain * AFTER_TET[1] if last < day <= last + AFTER_TET[0] else plain


def tet_of(calendar: Calendar, year: int) -> tuple[date, date]:
    """Return the first and the last day of Tết: the longest rest between two working days from January to March."""
    days = [date(year, 1, 5) + timedelta(days=n) for n in range(75)]
    working = [day for day in days if calendar.works_on(day)]
    before, after = max(pairwise(working), key=lambda pair: pair[1] - pair[0])
    return before + timedelta(days=1), after - timedelta(days=1)


def _drawn(calendar: Calendar, year: int) -> Callable[[random.Random], date]:
    tet = tet_of(calendar, year)
    days = [date(year, 1, 5) + timedelta(days=n) for n in range(358)]
    working = [day for day in days if calendar.works_on(day)]
    weights = [weight(day, tet) for day in working]
    return lambda dice: dice.choices(working, weights)[0]
