"""Moments and days of the office: aware datetimes outside, whole seconds of local time inside.

Vietnam has kept +07:00 without daylight saving since 1975, and a calendar starts in 2000: one offset serves.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
OFFSET: Final = 7 * 3600
DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
_ZERO: Final = datetime(1970, 1, 1, tzinfo=UTC)


def local_seconds(moment: datetime) -> int:
    """Return whole seconds of local time since 1970; parts of a second are dropped."""
    if moment.tzinfo is None:
        raise ValueError("a moment has a time zone")
    passed = moment - _ZERO
    return passed.days * DAY + passed.seconds + OFFSET


def moment_of(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds - OFFSET, HANOI)


def day_number(day: date) -> int:
    """Return days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_numbered(number: int) -> date:
    return date.fromordinal(number + _EPOCH)


def local_day(moment: datetime) -> date:
    return moment.astimezone(HANOI).date()


def midnight_after(day: date) -> datetime:
    """24 giờ of the day: the last moment that still belongs to it."""
    return datetime.combine(day + timedelta(days=1), time(), HANOI)


def due_day(due: datetime) -> date:
    """Return the day on which something falls due: 24 giờ ngày 19 is the 20th 00:00, yet due on the 19th."""
    return local_day(due - timedelta(microseconds=1))


def day_window(day: date) -> tuple[datetime, datetime]:
    """Return (after, until]: what is due on the day has `after < due_at <= until`."""
    return midnight_after(day - timedelta(days=1)), midnight_after(day)
