"""Deadlines in words: "Còn 2 ngày 3 giờ", "Quá 4 giờ"; in working time, one day being one working day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.moments import HANOI, due_day

_MINUTE = 60
_HOUR = 3600


def left_words(due: datetime, *, at: datetime, calendar: Calendar) -> str:
    """Return what a list shows beside a deadline, as it reads `at` a moment.

    When no working time lies between, it is due ("Đến hạn") until the deadline and late ("Quá hạn") after it.
    """
    day_seconds = calendar.day_length(min(at, due)) // timedelta(seconds=1)
    seconds = calendar.between(at, due) // timedelta(seconds=1)
    if at <= due:
        amount = amount_words(seconds, day_seconds)
        return gettext("Còn %(amount)s") % {"amount": amount} if amount else gettext("Đến hạn")
    amount = amount_words(-seconds, day_seconds)
    return gettext("Quá %(amount)s") % {"amount": amount} if amount else gettext("Quá hạn")


def amount_words(seconds: int, day_seconds: int) -> str:
    """Return working time in the two largest fitting units, rounded down to the minute; less is empty.

    Days and hours; minutes only where no whole day is left.
    """
    days, rest = divmod(seconds, day_seconds)
    hours, rest = divmod(rest, _HOUR)
    minutes = 0 if days else rest // _MINUTE
    parts = [_days(days), _hours(hours), _minutes(minutes)]
    return " ".join(part for part in parts if part)


def due_words(due: datetime) -> str:
    """Return the deadline itself: a day to its end, or a moment of a day."""
    local = due.astimezone(HANOI)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return gettext("hết ngày %(day)s") % {"day": f"{due_day(due):%d/%m/%Y}"}
    clock = {"hour": f"{local:%H}", "minute": f"{local:%M}", "day": f"{local:%d/%m/%Y}"}
    return gettext("%(hour)s giờ %(minute)s, ngày %(day)s") % clock


def unknown_words(years: Sequence[int]) -> str:
    """Return the caution for years without a notice of days off; empty when all are known."""
    if not years:
        return ""
    named = ", ".join(str(year) for year in years)
    return gettext("chưa có thông báo lịch nghỉ năm %(years)s") % {"years": named}


def _days(count: int) -> str:
    return ngettext("%(count)d ngày", "%(count)d ngày", count) % {"count": count} if count else ""


def _hours(count: int) -> str:
    return ngettext("%(count)d giờ", "%(count)d giờ", count) % {"count": count} if count else ""


def _minutes(count: int) -> str:
    return ngettext("%(count)d phút", "%(count)d phút", count) % {"count": count} if count else ""
