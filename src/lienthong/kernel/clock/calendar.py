"""The calendar of an office: working time as arithmetic.

Unit: one second; parts of a second are dropped. Canonical choices, the same everywhere:
- work that ends with a shift ends at its end, never at the next opening (Monday 17:00, not Tuesday 07:30);
- adding nothing keeps a moment of work and moves any other to the next opening;
- subtracting answers the latest moment, so it prefers the opening to the evening before;
- one working day is as long as the weekly hours in force at the start say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

import numpy as np
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.amounts import Amount
from lienthong.kernel.clock.axis import Axis, Seconds
from lienthong.kernel.clock.days import SpecialDay
from lienthong.kernel.clock.hours import Shift, Shifts, WeeklyHours
from lienthong.kernel.clock.laying import lay, week_on
from lienthong.kernel.clock.moments import (
    DAY,
    OFFSET,
    day_number,
    day_numbered,
    local_day,
    local_seconds,
    moment_of,
)
from lienthong.kernel.refusals import Invalid

FIRST: Final = date(2000, 1, 1)
LAST: Final = date(2069, 12, 31)


@dataclass(frozen=True)
class Calendar:
    """What an office works, on every day from `first` to `last`; past them it raises `Invalid`.

    Frozen; built once, asked often: each question is a binary search.

    `known_years` are the years for which a notice of days off has been entered; other years count by the week
    alone and must be read with "chưa có thông báo lịch nghỉ".
    """

    weeks: tuple[WeeklyHours, ...]
    special: tuple[SpecialDay, ...] = ()
    known_years: frozenset[int] = frozenset()
    first: date = FIRST
    last: date = LAST
    _axis: Axis = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check_weeks(self.weeks)
        days = {entry.day: entry for entry in self.special}
        if len(days) != len(self.special):
            raise ValueError("a day is special in one way only")
        object.__setattr__(self, "_axis", lay(self.weeks, days, self.first, self.last))

    # Arithmetic of working time

    def add(self, moment: datetime, amount: Amount) -> datetime:
        """Return the first moment at which `amount` has been worked since `moment`."""
        start = self._inside(moment)
        seconds = amount.seconds(self._day_seconds(start))
        if seconds == 0:
            return moment_of(self._working(start))
        return moment_of(self._axis.earliest(self._held(self._axis.position(start) + seconds)))

    def subtract(self, moment: datetime, amount: Amount) -> datetime:
        """Return the last moment from which `amount` is still worked before `moment`."""
        end = self._inside(moment)
        seconds = amount.seconds(self._day_seconds(end))
        if seconds == 0:
            return moment_of(self._working(end))
        return moment_of(self._axis.latest(self._held(self._axis.position(end) - seconds)))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`; negative when `end` comes first."""
        axis = self._axis
        return timedelta(seconds=axis.position(self._inside(end)) - axis.position(self._inside(start)))

    def add_many(self, moments: Seconds, amount: Amount | Seconds) -> Seconds:
        """Return `add` for many: POSIX seconds in and out; `amount` may be seconds of work for each."""
        local = moments + OFFSET
        if len(local) and not self._low <= int(local.min()) <= int(local.max()) <= self._high:
            raise self._outside()
        seconds = self._many_seconds(local, amount) if isinstance(amount, Amount) else amount
        if np.any(seconds <= 0):
            raise ValueError("many additions need an amount greater than nothing")
        positions = self._axis.positions(local) + seconds
        if len(positions) and int(positions.max()) > self._axis.total:
            raise self._outside()
        return self._axis.earliest_of(positions) - OFFSET

    # Questions about days

    def hours_on(self, day: date) -> Shifts:
        """Return the shifts that are worked on the day."""
        midnight = day_number(day) * DAY
        low, high = np.searchsorted(self._axis.starts, [midnight, midnight + DAY])
        pairs = zip(self._axis.starts[low:high].tolist(), self._axis.ends[low:high].tolist(), strict=True)
        return tuple(Shift(start - midnight, end - midnight) for start, end in pairs)

    def works_on(self, day: date) -> bool:
        midnight = day_number(day) * DAY
        return self._axis.position(midnight + DAY) > self._axis.position(midnight)

    def works_at(self, moment: datetime) -> bool:
        """Say whether the moment is working time; both ends of a shift count."""
        seconds = local_seconds(moment)
        return self._first_working(seconds) == seconds

    def opens_on(self, day: date) -> datetime:
        """Return the first working moment of a working day."""
        return moment_of(self._shifts_worked(day)[0].start + day_number(day) * DAY)

    def closes_on(self, day: date) -> datetime:
        """Return the last working moment of a working day."""
        return moment_of(self._shifts_worked(day)[-1].end + day_number(day) * DAY)

    def working_day_after(self, day: date) -> date:
        """Return the next working day, never the day itself."""
        worked = self._axis.position((day_number(day) + 1) * DAY)
        if worked >= self._axis.total:
            raise self._outside()
        return day_numbered(self._axis.latest(worked) // DAY)

    def working_day_before(self, day: date) -> date:
        """Return the last working day before the day."""
        worked = self._axis.position(day_number(day) * DAY)
        if worked <= 0:
            raise self._outside()
        return day_numbered((self._axis.earliest(worked) - 1) // DAY)

    def day_length(self, moment: datetime) -> timedelta:
        """Return the length of one working day by the hours in force."""
        return timedelta(seconds=self._day_seconds(self._inside(moment)))

    def week_on(self, day: date) -> WeeklyHours | None:
        return week_on(self.weeks, day)

    def unknown_years(self, start: datetime, end: datetime) -> tuple[int, ...]:
        """Return the years from `start` to `end` for which no notice of days off has been entered."""
        years = range(local_day(start).year, local_day(end).year + 1)
        return tuple(year for year in years if year not in self.known_years)

    # Inside

    @property
    def _low(self) -> int:
        return day_number(self.first) * DAY

    @property
    def _high(self) -> int:
        return (day_number(self.last) + 1) * DAY

    def _inside(self, moment: datetime) -> int:
        seconds = local_seconds(moment)
        if not self._low <= seconds <= self._high:
            raise self._outside()
        return seconds

    def _held(self, position: int) -> int:
        if not 0 <= position <= self._axis.total:
            raise self._outside()
        return position

    def _first_working(self, seconds: int) -> int | None:
        found = self._axis.stretch_from(seconds)
        if found == len(self._axis.starts):
            return None
        return max(seconds, int(self._axis.starts[found]))

    def _working(self, seconds: int) -> int:
        found = self._first_working(seconds)
        if found is None:
            raise self._outside()
        return found

    def _day_seconds(self, seconds: int) -> int:
        if not self._axis.total:
            raise self._outside()
        if len(self.weeks) == 1:
            return self.weeks[0].day_seconds
        found = min(self._axis.stretch_from(seconds), len(self._axis.starts) - 1)
        return int(self._axis.day_seconds[found])

    def _many_seconds(self, local: Seconds, amount: Amount) -> Seconds:
        if len(self.weeks) == 1 or not amount.days:
            return np.array(amount.seconds(self.weeks[0].day_seconds if self.weeks else DAY), np.int64)
        lengths, which = np.unique(self._axis.day_seconds_from(local), return_inverse=True)
        return np.array([amount.seconds(int(length)) for length in lengths], np.int64)[which]

    def _shifts_worked(self, day: date) -> Shifts:
        shifts = self.hours_on(day)
        if not shifts:
            raise Invalid(_("Ngày %s không phải là ngày làm việc.") % f"{day:%d/%m/%Y}")
        return shifts

    def _outside(self) -> Invalid:
        if not self._axis.total:
            return Invalid(_("Lịch này chưa có giờ làm việc."))
        years = {"first": self.first.year, "last": self.last.year}
        return Invalid(_("Thời điểm nằm ngoài lịch làm việc (%(first)s–%(last)s).") % years)


def _check_weeks(weeks: Iterable[WeeklyHours]) -> None:
    """Refuse two weekly hours in force on one day."""
    ordered = sorted(weeks, key=lambda week: week.since or date.min)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or (later.since or date.min) < earlier.until:
            raise Invalid(_("Hai bảng giờ làm việc cùng có hiệu lực trong một thời gian."), field="since")
