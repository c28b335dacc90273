"""Calendars, their notices and days as the pages show them: a few queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Max
from django.utils.translation import gettext

from lienthong.directory.catalogue.calendars import NAMES as DAYS_OF_THE_WEEK
from lienthong.kernel.clock.days import DayKind, SpecialDay
from lienthong.kernel.clock.hours import WEEKDAYS, Worked
from lienthong.kernel.clock.models import CalendarDay, CalendarHours, CalendarNotice, NamedCalendar
from lienthong.kernel.ui.formats import day_words

NAMES: Final = dict(zip(WEEKDAYS, DAYS_OF_THE_WEEK, strict=True))


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with the days it says; one that was replaced is shown as such."""

    notice: CalendarNotice
    days: list[SpecialDay]
    replaced: bool

    @property
    def lines(self) -> list[tuple[SpecialDay, str]]:
        return [(entry, kind_words(entry)) for entry in self.days]


def calendars() -> list[tuple[NamedCalendar, int | None]]:
    """Return every calendar with the latest year it has a notice for; those that others follow come first."""
    rows = NamedCalendar.objects.select_related("follows").annotate(latest=Max("notices__year"))
    return [(row, row.latest) for row in rows.order_by(F("follows").asc(nulls_first=True), "name")]


def hours_of(calendar: NamedCalendar) -> list[tuple[DateRange, str]]:
    """Return since when which weekly hours are in force, in words."""
    rows = CalendarHours.objects.believed().filter(calendar=calendar).order_by("during")
    return [(row.during, _week_words(row.week)) for row in rows]


def notices_of(calendar: NamedCalendar) -> list[Notice]:
    """Return the notices of the calendar, the latest year first."""
    rows = list(calendar.notices.order_by("-year", "-known_from"))
    replaced, days = {row.replaces_id for row in rows}, days_of(rows)
    return [Notice(row, days[row.pk], row.pk in replaced) for row in rows]


def kind_words(entry: SpecialDay) -> str:
    match entry.kind, entry.worked:
        case DayKind.OFF, _whole:
            return gettext("Nghỉ")
        case DayKind.HALF, Worked.AFTERNOON:
            return gettext("Làm buổi chiều")
        case DayKind.HALF, _morning:
            return gettext("Làm buổi sáng")
    if entry.in_place_of:
        return gettext("Làm bù cho ngày %(day)s") % {"day": day_words(entry.in_place_of)}
    return gettext("Làm bù")


def days_of(notices: Iterable[CalendarNotice]) -> dict[UUID, list[SpecialDay]]:
    """Return the days that each notice said when it was entered, in order."""
    said: dict[UUID, list[SpecialDay]] = defaultdict(list)
    for row in CalendarDay.objects.filter(notice__in=list(notices)).order_by("during"):
        said[row.notice_id].append(row.said)
    return said


def _week_words(week: dict[str, list[str]]) -> str:
    """Return "Thứ Hai – Thứ Sáu: 07:00–11:30, 13:30–17:00": equal days that follow each other are said once."""
    said = []
    for shifts, days in groupby(WEEKDAYS, key=lambda name: week.get(name, [])):
        names = [str(NAMES[name]) for name in days]
        if shifts:
            span = names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"
            said.append(f"{span}: {', '.join(shift.replace('-', '–') for shift in shifts)}")
    return "; ".join(said)
