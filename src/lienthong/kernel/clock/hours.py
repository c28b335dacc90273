"""Weekly hours: which shifts an office works on each day of the week, and how long one working day is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, Self

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.moments import DAY
from lienthong.kernel.refusals import Invalid

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON: Final = DAY // 2
_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})")


class Worked(StrEnum):
    """Which part of a day is worked. Noon divides."""

    WHOLE = ""
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One stretch of work inside a day, in seconds from midnight: [start, end]."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY:
            raise Invalid(_("Ca làm việc phải kết thúc sau khi bắt đầu, trong cùng một ngày."), field="hours")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "07:30-11:30"."""
        start, _dash, end = text.strip().partition("-")
        return cls(_seconds(start), _seconds(end))

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"

    @property
    def length(self) -> int:
        return self.end - self.start


Shifts = tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The hours of a week, in force on days [since, until); an empty bound is open.

    `day_seconds` is the length of one working day, on which "3 ngày làm việc" and "Còn 2 ngày" count. Law
    and process tables say 8 hours; left 0 it is the longest day of this week, so that an office of 7.5 hours
    counts too.
    """

    days: tuple[Shifts, ...]
    since: date | None = None
    until: date | None = None
    day_seconds: int = 0

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise Invalid(_("Giờ làm việc phải nói rõ đủ bảy ngày trong tuần."), field="hours")
        for shifts in self.days:
            _check_apart(shifts)
        if not any(self.days):
            raise Invalid(_("Tuần làm việc phải có ít nhất một ca."), field="hours")
        if self.since and self.until and self.since >= self.until:
            raise Invalid(_("Ngày hết hiệu lực phải sau ngày bắt đầu."), field="until")
        longest = max(sum(shift.length for shift in shifts) for shifts in self.days)
        object.__setattr__(self, "day_seconds", self.day_seconds or longest)
        if not 0 < self.day_seconds <= DAY:
            raise Invalid(_("Một ngày làm việc phải dài hơn 0 và không quá 24 giờ."), field="day_seconds")

    @classmethod
    def of(
        cls,
        week: Mapping[str, Sequence[str]],
        *,
        since: date | None = None,
        until: date | None = None,
        day_seconds: int = 0,
    ) -> Self:
        """Read {"mon": ["07:30-11:30", "13:30-17:00"], …}; a day that is left out is not worked."""
        if unknown := set(week) - set(WEEKDAYS):
            raise Invalid(_("Không có thứ “%s” trong tuần.") % min(unknown), field="hours")
        days = tuple(tuple(Shift.parse(text) for text in week.get(name, ())) for name in WEEKDAYS)
        return cls(days, since=since, until=until, day_seconds=day_seconds)

    def as_week(self) -> dict[str, list[str]]:
        """Return what `of` reads."""
        named = zip(WEEKDAYS, self.days, strict=True)
        return {name: [str(shift) for shift in shifts] for name, shifts in named if shifts}

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def day_length(self) -> timedelta:
        return timedelta(seconds=self.day_seconds)

    @property
    def ordinary(self) -> Shifts:
        """The hours of the first worked weekday: what a make-up day works when nothing else is said."""
        return next(shifts for shifts in self.days if shifts)


def part_of(shifts: Shifts, worked: Worked) -> Shifts:
    """Return what remains of a day's shifts when only a part of the day is worked."""
    if worked is Worked.WHOLE:
        return shifts
    low, high = (0, NOON) if worked is Worked.MORNING else (NOON, DAY)
    cut = [(max(shift.start, low), min(shift.end, high)) for shift in shifts]
    return tuple(Shift(start, end) for start, end in cut if start < end)


def office_week(*shifts: str) -> dict[str, list[str]]:
    """Return a week of five equal days, Monday to Friday."""
    return {name: list(shifts) for name in WEEKDAYS[:5]}


def _check_apart(shifts: Shifts) -> None:
    for earlier, later in pairwise(shifts):
        if later.start < earlier.end:
            words = {"one": str(earlier), "other": str(later)}
            raise Invalid(_("Hai ca làm việc %(one)s và %(other)s chồng lên nhau.") % words, field="hours")


def _seconds(text: str) -> int:
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[2]) > 59 or int(found[1]) * 60 + int(found[2]) > 24 * 60:
        raise Invalid(_("Không đọc được giờ “%s”; hãy viết như 07:30.") % text.strip(), field="hours")
    return int(found[1]) * 3600 + int(found[2]) * 60


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
