"""The deadline as a function of acts and of the calendar as it was known; `due_at` keeps its result."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lienthong.casework.models import Case
from lienthong.kernel.clock.amounts import working_time
from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.reckoning import due
from lienthong.kernel.clock.terms import Term, TermKind
from lienthong.kernel.clock.wording import read_term
from lienthong.kernel.refusals import Invalid


def due_of(term: str, *, start: datetime, calendar: str, known_at: datetime) -> datetime:
    """Return the last moment of a term in the office's words. Raises `Invalid` when it cannot be read."""
    return due_in(load(calendar, known_at), term, start)


def due_in(calendar: Calendar, term: str, start: datetime) -> datetime:
    """Return the same, for who has read the calendar."""
    try:
        return due(calendar, start, read_term(term, on=local_day(start)))
    except OverflowError:  # the last day that can be written: 31/12/9999
        raise Invalid(_("Thời hạn này quá xa."), field="term") from None


def recompute(case: Case, *, known_at: datetime) -> datetime | None:
    """Set `due_at` from the term, the time the clock stood still and the calendar as known; the caller saves."""
    case.due_at = current_due(case, known_at=known_at)
    return case.due_at


def current_due(case: Case, *, known_at: datetime) -> datetime | None:
    return current_due_in(load(case.calendar, known_at), case) if case.term else None


def current_due_in(calendar: Calendar, case: Case) -> datetime:
    """Return when a case that has a term is due now. Raises `Invalid` when it cannot be read."""
    term = read_term(case.term, on=local_day(case.opened_at))
    end = due(calendar, case.opened_at, term)
    return _pushed(calendar, term, end, stood_still(case, calendar))


def stood_still(case: Case, calendar: Calendar) -> timedelta:
    """Return the working time during which the clock did not run, of suspensions that have ended."""
    every = case.suspensions.all()  # of many cases they are read together
    return sum((calendar.between(s.since, s.until) for s in every if s.until), timedelta(0))


def _pushed(calendar: Calendar, term: Term, end: datetime, still: timedelta) -> datetime:
    """A date named by whoever gave the work does not move; a counted term does, by the time that stood still."""
    if not still or term.kind in {TermKind.BEFORE, TermKind.BY, TermKind.AT}:
        return end
    return calendar.add(end, working_time(still))
