"""How time moves from a year that was played to a later one: by whole weeks, around the holidays of that year.

A day of the week stays itself. What would fall on a day off moves to the first hour of the next working day, in
its order; a day that was named moves to that day too. Periods of the calendar move by whole years.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.moments import HANOI, due_day, local_day, midnight_after

FIRST_HOUR = timedelta(hours=1)
_NAMED = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
_YEAR = re.compile(r"(?<![\d/])20\d\d(?![\d/])")


@dataclass
class ByWeeks:
    """A shift by `weeks` and `years`; the two differ by some days, because a year is no whole number of weeks.

    What was moved is kept: the same moments and deadlines stand in many rows.
    """

    calendar: Calendar
    weeks: int
    years: int
    _squeezed: dict[date, datetime | None] = field(default_factory=dict)
    _moments: dict[datetime, datetime] = field(default_factory=dict)
    _dues: dict[datetime, datetime] = field(default_factory=dict)

    @classmethod
    def to_year(cls, calendar: Calendar, years: int) -> "ByWeeks":
        """Return the shift so many years on, a few days late rather than early: no period opens before it begins."""
        return cls(calendar, weeks=-(-round(years * 365.25) // 7), years=years)

    def moment(self, moment: datetime) -> datetime:
        """Move a moment; in the first hour after days off, what was done on them and in that hour share it."""
        if moment not in self._moments:
            self._moments[moment] = self._moved(moment)
        return self._moments[moment]

    def day(self, day: date) -> date:
        later = day + timedelta(weeks=self.weeks)
        return later if self.calendar.works_on(later) else self.calendar.working_day_after(later)

    def due(self, due: datetime) -> datetime:
        """Move a deadline: the end of a day stays the end of a day."""
        if due not in self._dues:
            ends_a_day = due.astimezone(HANOI).time() == time()
            self._dues[due] = midnight_after(self.day(due_day(due))) if ends_a_day else self.moment(due)
        return self._dues[due]

    def term(self, term: str) -> str:
        return _NAMED.sub(self._named, term)

    def year(self, day: date) -> date:
        """Return the same day so many years on; of a 29 February, the day before."""
        last = day if (day.month, day.day) != (2, 29) else day - timedelta(days=1)
        return last.replace(year=day.year + self.years)

    def words(self, text: str) -> str:
        """Move the years that a number or a title names."""
        return _YEAR.sub(lambda found: str(int(found[0]) + self.years), text)

    def _moved(self, moment: datetime) -> datetime:
        later = moment + timedelta(weeks=self.weeks)
        day = local_day(later)
        if not self.calendar.works_on(day):
            day = self.calendar.working_day_after(day)
        since = self._since(day)
        opens = self.calendar.opens_on(day)
        if since is None or later >= opens + FIRST_HOUR:
            return later
        return opens + FIRST_HOUR * ((later - since) / (opens + FIRST_HOUR - since))

    def _named(self, found: re.Match[str]) -> str:
        day, month, year = map(int, found.groups())
        return f"{self.day(date(year, month, day)):%d/%m/%Y}"

    def _since(self, day: date) -> datetime | None:
        """Return the beginning of the days off before this day, if work was done on one of them; else nothing."""
        if day not in self._squeezed:
            first = self.calendar.working_day_before(day) + timedelta(days=1)
            off = [first + timedelta(days=n) for n in range((day - first).days)]
            worked = any(self.calendar.works_on(one - timedelta(weeks=self.weeks)) for one in off)
            self._squeezed[day] = datetime.combine(first, time(), HANOI) if worked else None
        return self._squeezed[day]
