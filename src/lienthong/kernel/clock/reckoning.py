"""From a term to the moment it ends: the rules of reckoning, with what differs between regulations as data.

Source of the calendar rules: Bộ luật Dân sự 2015, điều 147–148 (2005: điều 152–153). The day of the event is
not counted; a term ends at 24 giờ of its last day; on a day off it ends with the next working day; a month
ends on the day of the same number, or on its last day.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from lienthong.kernel.clock.amounts import working_days, working_hours
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.moments import HANOI, local_day, midnight_after
from lienthong.kernel.clock.terms import Term, TermKind


class OnDayOff(StrEnum):
    """What becomes of a last day that is a day off."""

    NEXT = "next"
    STAYS = "stays"
    PREVIOUS = "previous"


class DayEnds(StrEnum):
    """When a day ends for the person who owes: by law 24 giờ, by some regulations when the office closes."""

    MIDNIGHT = "midnight"
    CLOSING = "closing"


class CountFrom(StrEnum):
    """Working days run from the moment (Monday 10:00 + 2 = Wednesday 10:00), or whole from the next day."""

    MOMENT = "moment"
    NEXT_DAY = "next_day"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a procedure or a regulation reads its terms: data of that procedure.

    `cutoff`: what is received later in the day counts from the next working day. A fixed date stays where it
    was set (whoever set it named that day); a counted term moves off a day off (điều 148 khoản 5).
    """

    cutoff: time | None = None
    counted_on_day_off: OnDayOff = OnDayOff.NEXT
    fixed_on_day_off: OnDayOff = OnDayOff.STAYS
    day_ends: DayEnds = DayEnds.MIDNIGHT
    count_from: CountFrom = CountFrom.MOMENT


BY_LAW: Final = Reckoning()


def received(calendar: Calendar, moment: datetime, cutoff: time | None = None) -> datetime:
    """Return the moment from which the time for something received counts.

    Outside working days it is the next opening; after the cut-off hour (15:00 itself is in time) or from
    closing on it is the opening of the next working day.
    """
    day = local_day(moment)
    if not calendar.works_on(day):
        return calendar.opens_on(calendar.working_day_after(day))
    late = cutoff is not None and moment > datetime.combine(day, cutoff, HANOI)
    if late or moment >= calendar.closes_on(day):
        return calendar.opens_on(calendar.working_day_after(day))
    return moment


def due(calendar: Calendar, start: datetime, term: Term, reckoning: Reckoning = BY_LAW) -> datetime:
    """Return the last moment of the term that starts with `start`. Late is what comes after it."""
    match term.kind:
        case TermKind.WORKING_DAYS | TermKind.WORKING_HOURS:
            return _worked(calendar, start, term, reckoning)
        case TermKind.HOURS:
            return start + timedelta(seconds=round(term.count * 3600))
        case TermKind.DAYS | TermKind.MONTHS:
            last = _counted_day(local_day(start), term)
            return _end_of(calendar, _settled(calendar, last, reckoning.counted_on_day_off), reckoning)
        case TermKind.SAME_DAY:
            return calendar.closes_on(local_day(received(calendar, start, reckoning.cutoff)))
        case TermKind.NEXT_WORKING_DAY:
            return _next_working_day(calendar, start, reckoning)
        case _:
            return _fixed(calendar, term, reckoning)


def _worked(calendar: Calendar, start: datetime, term: Term, reckoning: Reckoning) -> datetime:
    begin = received(calendar, start, reckoning.cutoff)
    if term.kind is TermKind.WORKING_HOURS:
        return calendar.add(begin, working_hours(term.count))
    if reckoning.count_from is CountFrom.NEXT_DAY:
        begin = calendar.opens_on(calendar.working_day_after(local_day(begin)))
    return calendar.add(begin, working_days(term.count))


def _counted_day(day: date, term: Term) -> date:
    count = int(term.count)
    if term.kind is TermKind.DAYS:
        return day + timedelta(days=count)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _next_working_day(calendar: Calendar, start: datetime, reckoning: Reckoning) -> datetime:
    begin = (
        local_day(start)
        if reckoning.cutoff is None
        else local_day(received(calendar, start, reckoning.cutoff))
    )
    return _end_of(calendar, calendar.working_day_after(begin), reckoning)


def _fixed(calendar: Calendar, term: Term, reckoning: Reckoning) -> datetime:
    if term.day is None:
        raise ValueError(f"{term.kind} names no day")
    if term.clock is not None:
        return datetime.combine(term.day, term.clock, HANOI)
    last = term.day - timedelta(days=1) if term.kind is TermKind.BEFORE else term.day
    return _end_of(calendar, _settled(calendar, last, reckoning.fixed_on_day_off), reckoning)


def _settled(calendar: Calendar, last: date, policy: OnDayOff) -> date:
    if policy is OnDayOff.STAYS or calendar.works_on(last):
        return last
    return calendar.working_day_after(last) if policy is OnDayOff.NEXT else calendar.working_day_before(last)


def _end_of(calendar: Calendar, day: date, reckoning: Reckoning) -> datetime:
    if reckoning.day_ends is DayEnds.CLOSING and calendar.works_on(day):
        return calendar.closes_on(day)
    return midnight_after(day)
