"""From rows to the pure calendar, kept by revision: nothing is read again while nothing has changed."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.calendar import Calendar
from lienthong.kernel.clock.days import SpecialDay
from lienthong.kernel.clock.hours import WeeklyHours
from lienthong.kernel.clock.models import CalendarDay, CalendarHours, CalendarNotice, NamedCalendar, Revision
from lienthong.kernel.refusals import Missing

KEPT = 64
# As text, because it is asked for every deadline: to compose it took many times as long as to answer it.
_LATEST = f"""(
    SELECT revision.id FROM {Revision._meta.db_table} revision
    WHERE revision.calendar_id = %s AND revision.known_from <= COALESCE(%%s::timestamptz, 'infinity')
    ORDER BY revision.number DESC LIMIT 1
)"""
_KNOWN = f"""
SELECT {_LATEST % "calendar.id"}, {_LATEST % "calendar.follows_id"}
FROM {NamedCalendar._meta.db_table} calendar WHERE calendar.key = %s
"""


class Known(NamedTuple):
    """Which revisions of a calendar, and of the one it follows, were known. Equal ones say the same."""

    own: UUID
    followed: UUID | None


def known(key: str, known_at: datetime | None = None) -> Known:
    """Return what is known of the calendar (at a moment): one cheap query. Raises `Missing`."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [known_at, known_at, key])
        found = cursor.fetchone()
    if found is None or found[0] is None:
        raise Missing(_("Không có lịch làm việc này."))
    return Known(*found)


def load(key: str, known_at: datetime | None = None, *, revision: Known | None = None) -> Calendar:
    """Return the calendar as known (now, or at a moment).

    One cheap query when it was read before in this process, none when the caller brings the `revision` that
    `known` gave; four more the first time.
    """
    return _read(revision or known(key, known_at))


def forget() -> None:
    """Read everything again."""
    _read.cache_clear()


@lru_cache(maxsize=KEPT)
def _read(revision: Known) -> Calendar:
    """Read the rows as they were known then. Revisions have fresh keys, so nothing kept goes stale."""
    parts = list(Revision.objects.filter(id__in=[id_ for id_ in revision if id_]))
    parts.sort(key=lambda part: part.id == revision.own)
    weeks, days = _weeks(parts), {entry.day: entry for entry in _days(parts)}
    return Calendar(weeks, tuple(days.values()), _years(parts))


def _weeks(parts: list[Revision]) -> tuple[WeeklyHours, ...]:
    """Return the weekly hours of the calendar itself, or, where it has none, of the one it follows."""
    rows = CalendarHours.objects.filter(_known(parts))
    own = [row for row in rows if row.calendar_id == parts[-1].calendar_id]
    return tuple(
        WeeklyHours.of(row.week, since=row.during.lower, until=row.during.upper, day_seconds=row.day_seconds)
        for row in own or rows
    )


def _days(parts: list[Revision]) -> Iterator[SpecialDay]:
    """Yield the days, those of the calendar itself last, so that they prevail."""
    rows = CalendarDay.objects.filter(_known(parts)).order_by("during")
    for row in sorted(rows, key=lambda row: row.calendar_id == parts[-1].calendar_id):
        yield row.said


def _years(parts: list[Revision]) -> frozenset[int]:
    said = Q()
    for part in parts:
        said |= Q(calendar_id=part.calendar_id, known_from__lte=part.known_from)
    return frozenset(CalendarNotice.objects.filter(said).values_list("year", flat=True))


def _known(parts: list[Revision]) -> Q:
    """Return the condition of being believed, for each calendar at the moment of its revision."""
    believed = Q()
    for part in parts:
        open_then = Q(known_to__isnull=True) | Q(known_to__gt=part.known_from)
        believed |= Q(calendar_id=part.calendar_id, known_from__lte=part.known_from) & open_then
    return believed
