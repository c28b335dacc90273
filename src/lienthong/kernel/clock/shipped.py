"""Opening the public calendar that we ship; other calendars follow it."""

from datetime import datetime, time
from typing import Final

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.actions import enter_notice, open_calendar, set_hours
from lienthong.kernel.clock.holidays import SAMPLE_HOURS, shipped_notices
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.clock.moments import HANOI

PUBLIC: Final = "vn"
_BEFORE_ALL: Final = datetime(2010, 12, 1, 8, tzinfo=HANOI)


def open_public_calendar(*, by: Actor, at: datetime, as_it_was_known: bool = False) -> NamedCalendar:
    """Open the public calendar under its key, with sample hours and every notice we ship.

    All is known from `at`; in a simulated world (`as_it_was_known`) each notice is known from its own day on,
    and what was not known yet `at` that moment is left out.
    """
    opened = _BEFORE_ALL if as_it_was_known else at
    calendar: NamedCalendar = open_calendar(PUBLIC, "Lịch làm việc chung", by=by, at=opened)
    set_hours(calendar, SAMPLE_HOURS, by=by, at=opened)
    for notice in shipped_notices():
        known = datetime.combine(notice.known_on, time(8), HANOI) if as_it_was_known else at
        if known > at:
            continue
        enter_notice(
            calendar,
            year=notice.year,
            title=notice.title,
            document=notice.document,
            source=notice.source,
            days=notice.days,
            by=by,
            at=known,
        )
    return calendar
