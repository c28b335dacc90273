"""Pure rules of the engine: moments in, answers out."""

from datetime import datetime, timedelta

from lienthong.kernel.clock.amounts import working_days
from lienthong.kernel.clock.calendar import Calendar

AT_ONCE = timedelta(hours=1)


def is_entered_later(given_at: datetime, at: datetime) -> bool:
    """Return whether what was given is written down so much later that it must be said why."""
    return at - given_at > AT_ONCE


def is_too_old(given_at: datetime, at: datetime, calendar: Calendar, *, days: int) -> bool:
    """Return whether more than so many working days passed between what was given and its entering."""
    return calendar.add(given_at, working_days(days)) < at
