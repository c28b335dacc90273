"""From weekly hours and special days to one axis of working time."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from lienthong.kernel.clock.axis import Axis, Seconds
from lienthong.kernel.clock.days import SpecialDay
from lienthong.kernel.clock.hours import Shifts, WeeklyHours
from lienthong.kernel.clock.moments import DAY, day_number

_Stretch = tuple[Seconds, Seconds, Seconds]


def lay(weeks: Sequence[WeeklyHours], special: Mapping[date, SpecialDay], first: date, last: date) -> Axis:
    """Return the working time of all days first..last, both included."""
    numbers = np.arange(day_number(first), day_number(last) + 1)
    usual = numbers[~np.isin(numbers, [day_number(day) for day in special])]
    stretches = [stretch for week in weeks for stretch in _usual(week, usual)]
    for day, entry in special.items():
        week = week_on(weeks, day)
        if week and first <= day <= last:
            stretches += _on(np.array([day_number(day)]), entry.shifts(week), week.day_seconds)
    if not stretches:
        nothing = np.zeros(0, np.int64)
        return Axis(nothing, nothing, nothing)
    starts, ends, lengths = (np.concatenate(parts) for parts in zip(*stretches, strict=True))
    return Axis(starts, ends, lengths)


def week_on(weeks: Sequence[WeeklyHours], day: date) -> WeeklyHours | None:
    return next((week for week in weeks if week.in_force(day)), None)


def _usual(week: WeeklyHours, numbers: Seconds) -> list[_Stretch]:
    held = np.ones(len(numbers), bool)
    if week.since:
        held &= numbers >= day_number(week.since)
    if week.until:
        held &= numbers < day_number(week.until)
    inside = numbers[held]
    weekday = (inside + 3) % 7  # 1970-01-01 was a Thursday
    of_day = [inside[weekday == name] for name in range(7)]
    named = zip(of_day, week.days, strict=True)
    return [part for days, shifts in named for part in _on(days, shifts, week.day_seconds)]


def _on(numbers: Seconds, shifts: Shifts, day_seconds: int) -> list[_Stretch]:
    midnight = numbers.astype(np.int64) * DAY
    length = np.full(len(numbers), day_seconds, np.int64)
    return [(midnight + shift.start, midnight + shift.end, length) for shift in shifts]
