"""Days that differ from the week: holidays, make-up days, half days, each by a notice."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lienthong.kernel.clock.hours import Shifts, WeeklyHours, Worked, part_of


class DayKind(StrEnum):
    OFF = "off"
    MAKE_UP = "make_up"
    HALF = "half"


class Confidence(StrEnum):
    """How sure we are of a day: fixed by law, reported in public at the time, or still to be confirmed."""

    LAW = "law"
    REPORTED = "reported"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not like its weekday.

    `off` is not worked; `make_up` is worked with the hours of the day it stands for (`in_place_of`), else of
    the first worked day of the week; `half` keeps only the part in `worked` of its usual hours.
    """

    day: date
    kind: DayKind
    title: str = ""
    worked: Worked = Worked.WHOLE
    in_place_of: date | None = None
    confidence: Confidence = Confidence.LAW

    def shifts(self, week: WeeklyHours) -> Shifts:
        """Return what is worked on this day when `week` is in force."""
        if self.kind is DayKind.OFF:
            return ()
        usual = week.days[self.day.weekday()]
        if self.kind is DayKind.MAKE_UP:
            usual = (week.days[self.in_place_of.weekday()] if self.in_place_of else ()) or week.ordinary
        return part_of(usual, self.worked)


def off(day: date, title: str = "", confidence: Confidence = Confidence.LAW) -> SpecialDay:
    return SpecialDay(day, DayKind.OFF, title, confidence=confidence)


def make_up(day: date, in_place_of: date | None = None, title: str = "") -> SpecialDay:
    return SpecialDay(day, DayKind.MAKE_UP, title, in_place_of=in_place_of)


def half(day: date, worked: Worked, title: str = "") -> SpecialDay:
    return SpecialDay(day, DayKind.HALF, title, worked=worked)
