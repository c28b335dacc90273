"""The terms of a simulated world: from which month to which, how large, from which seed. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.holidays import SAMPLE_HOURS, shipped_notices
from lienthong.kernel.clock.moments import HANOI

CASES: Final = 1_000_000  # of a world of scale 1.0: a province in five years
ACTS: Final = 5_000_000
PLAYED: Final = 2012
EARLIEST: Final = date(2011, 1, 1)  # before, the directory of the demo knows no unit
BEGINS_BY: Final = date(2011, 12, 1)  # the plan's tasks are given in that month
ENDS_FROM: Final = date(2012, 12, 1)  # the played year is in it
LATEST: Final = date(2015, 12, 1)  # the directory of the demo goes no further
SMALLEST, LARGEST = 0.0001, 20.0
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class BadTerms(ValueError):  # noqa: N818 - what they are
    """A world of these terms cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The first day of the first and of the last month, how large, and the seed."""

    first: date
    last: date
    scale: float
    seed: int

    @classmethod
    def read(cls, first: str, last: str, scale: float, seed: int) -> Self:
        """Read what was typed. Raises `BadTerms`."""
        terms = cls(_month(first), _month(last), scale, seed)
        if not EARLIEST <= terms.first <= BEGINS_BY:
            raise BadTerms(f"The first month has to lie between {EARLIEST:%Y-%m} and {BEGINS_BY:%Y-%m}.")
        if not ENDS_FROM <= terms.last <= LATEST:
            raise BadTerms(f"The last month has to lie between {ENDS_FROM:%Y-%m} and {LATEST:%Y-%m}.")
        if not SMALLEST <= scale <= LARGEST:
            raise BadTerms(f"The scale has to lie between {SMALLEST} and {LARGEST:g}.")
        return terms

    def __str__(self) -> str:
        return f"--from {self.first:%Y-%m} --to {self.last:%Y-%m} --scale {self.scale!r} --seed {self.seed}"

    @property
    def cases(self) -> int:
        """How many cases there are to be, at least."""
        return round(CASES * self.scale)

    @property
    def acts(self) -> int:
        return round(ACTS * self.scale)

    @property
    def years(self) -> range:
        return range(self.first.year, self.last.year + 1)

    @property
    def over(self) -> datetime:
        """The end of the last month: what happens later is not there."""
        return datetime.combine(month_after(self.last), time(), HANOI)

    @property
    def today(self) -> datetime:
        """Where the clock of this world stands: on the first morning of work after, an hour into it.

        What was moved out of days off at the end has happened by then.
        """
        notices = [notice for notice in shipped_notices() if notice.known_on <= self.over.date()]
        days = {day.day: day for notice in notices for day in notice.days}
        calendar = Calendar((SAMPLE_HOURS,), tuple(days.values()))
        first = month_after(self.last)
        first = first if calendar.works_on(first) else calendar.working_day_after(first)
        return calendar.opens_on(first) + timedelta(hours=1)


def month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month(text: str) -> date:
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise BadTerms(f"“{text}” is not a month; write it like 2011-01.")
    return date(int(found[1]), int(found[2]), 1)
