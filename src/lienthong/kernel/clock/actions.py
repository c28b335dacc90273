"""Saying what a calendar is: opening one, its weekly hours, the notice of a year."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.db.utils import IntegrityError
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.days import SpecialDay
from lienthong.kernel.clock.hours import WeeklyHours
from lienthong.kernel.clock.models import CalendarDay, CalendarHours, CalendarNotice, NamedCalendar, Revision
from lienthong.kernel.clock.notices import check_notice
from lienthong.kernel.clock.policies import may_keep_calendars
from lienthong.kernel.clock.revising import told
from lienthong.kernel.refusals import Invalid, Stale, WrongState


@action
def open_calendar(
    calendar_key: str, name: str, follows: NamedCalendar | None = None, *, by: Actor, at: datetime
) -> NamedCalendar:
    """Open a calendar under its key; it may follow one that follows nobody."""
    may_keep_calendars(by).or_raise()
    if not calendar_key.strip() or not name.strip():
        raise Invalid(_("Lịch làm việc phải có mã và tên."), field="name")
    if NamedCalendar.objects.filter(key=calendar_key).exists():
        raise Invalid(_("Đã có lịch làm việc mang mã này."), field="calendar_key")
    if follows and follows.follows_id:
        raise Invalid(_("Lịch được theo không thể lại theo một lịch khác."), field="follows")
    calendar = NamedCalendar.objects.create(key=calendar_key, name=name.strip(), follows=follows)
    _revise(calendar, at)
    detail = {"key": calendar_key, "name": calendar.name, "follows": follows.key if follows else None}
    record("clock.open", subject=calendar, by=by, at=at, detail=detail)
    return calendar


@action
def set_hours(calendar: NamedCalendar, hours: WeeklyHours, *, by: Actor, at: datetime) -> CalendarHours:
    """Put weekly hours in force on [since, until); hours that ran on without an end stop there.

    Any other overlap is refused: what was said for a closed range is corrected, not covered.
    """
    may_keep_calendars(by).or_raise()
    _revise(calendar, at)
    during = DateRange(hours.since, hours.until)
    for earlier, since in ending(calendar, hours):
        earlier.end(on=since, at=at)
    written = CalendarHours.objects.create(
        calendar=calendar, during=during, week=hours.as_week(), day_seconds=hours.day_seconds, known_from=at
    )
    detail = {"since": _iso(hours.since), "until": _iso(hours.until), "week": hours.as_week()}
    record(
        "clock.set_hours", subject=calendar, by=by, at=at, detail=detail | {"day_seconds": hours.day_seconds}
    )
    told.tell(calendar.key)
    return written


@action
def enter_notice(
    calendar: NamedCalendar,
    *,
    year: int,
    title: str,
    document: str,
    days: Sequence[SpecialDay],
    source: str = "",
    replaces: CalendarNotice | None = None,
    by: Actor,
    at: datetime,
) -> CalendarNotice:
    """Enter the notice of a year with its days; one that replaces another takes its place from `at` on.

    What was believed before stays readable as it was known then. Deadlines of open work are reckoned again.
    """
    may_keep_calendars(by).or_raise()
    check_notice(year=year, title=title, document=document, days=days)
    _revise(calendar, at)
    if replaces:
        _withdraw(replaces, calendar, year, at)
    _check_free(calendar, days)
    notice = CalendarNotice.objects.create(
        calendar=calendar,
        year=year,
        title=title.strip(),
        document=document.strip(),
        source=source,
        replaces=replaces,
        known_from=at,
    )
    CalendarDay.objects.bulk_create(_row(notice, entry, at) for entry in days)
    record("clock.enter_notice", subject=notice, by=by, at=at, detail=_detail(notice, days))
    told.tell(calendar.key)
    return notice


def _revise(calendar: NamedCalendar, at: datetime) -> None:
    """Count one change. Two writers at once collide on the number; the known is not changed backwards."""
    last = calendar.revisions.aggregate(number=Max("number"), known_from=Max("known_from"))
    if last["known_from"] and at < last["known_from"]:
        raise WrongState(_("Lịch này đã được sửa sau thời điểm đang ghi."))
    try:
        Revision.objects.create(calendar=calendar, number=(last["number"] or 0) + 1, known_from=at)
    except IntegrityError as collision:
        raise Stale(_("Lịch này vừa được người khác sửa; hãy tải lại trang.")) from collision


def ending(calendar: NamedCalendar, hours: WeeklyHours) -> list[tuple[CalendarHours, date]]:
    """Return the hours that would stop where these begin, and when. Raises `Invalid` where these lie over others."""
    during = DateRange(hours.since, hours.until)
    found: list[tuple[CalendarHours, date]] = []
    for earlier in CalendarHours.objects.believed().filter(calendar=calendar, during__overlap=during):
        begins, ends = earlier.during.lower, earlier.during.upper
        if hours.since is None or ends is not None or (begins is not None and begins >= hours.since):
            raise Invalid(_("Đã có giờ làm việc cho một phần của khoảng thời gian này."), field="since")
        found.append((earlier, hours.since))
    return found


def _withdraw(notice: CalendarNotice, calendar: NamedCalendar, year: int, at: datetime) -> None:
    if (notice.calendar_id, notice.year) != (calendar.id, year):
        raise Invalid(_("Chỉ thay được thông báo cùng lịch, cùng năm."), field="replaces")
    if CalendarNotice.objects.filter(replaces=notice).exists():
        raise WrongState(_("Thông báo này đã được thay bằng một thông báo khác."))
    CalendarDay.objects.believed().filter(notice=notice).update(known_to=at)


def _check_free(calendar: NamedCalendar, days: Sequence[SpecialDay]) -> None:
    said = CalendarDay.objects.believed().filter(
        calendar=calendar, during__in=[_only(entry.day) for entry in days]
    )
    if taken := said.select_related("notice").first():
        words = {"day": f"{taken.during.lower:%d/%m/%Y}", "notice": taken.notice.title}
        raise Invalid(_("Ngày %(day)s đã có trong “%(notice)s”.") % words, field="days")


def _row(notice: CalendarNotice, entry: SpecialDay, at: datetime) -> CalendarDay:
    return CalendarDay(
        calendar_id=notice.calendar_id,
        notice=notice,
        during=_only(entry.day),
        kind=entry.kind,
        worked=entry.worked,
        in_place_of=entry.in_place_of,
        title=entry.title,
        confidence=entry.confidence,
        known_from=at,
    )


def _only(day: date) -> DateRange:
    return DateRange(day, day + timedelta(days=1))


def _detail(notice: CalendarNotice, days: Sequence[SpecialDay]) -> dict[str, Any]:
    said = [
        {"day": entry.day.isoformat(), "kind": str(entry.kind), "worked": str(entry.worked)} for entry in days
    ]
    named = {"calendar": notice.calendar.key, "year": notice.year, "title": notice.title}
    replaced = str(notice.replaces_id) if notice.replaces_id else None
    return named | {"document": notice.document, "replaces": replaced, "days": said}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
