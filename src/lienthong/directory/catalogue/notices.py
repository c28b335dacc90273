"""Days of working calendars by yearly notices: holidays, make-up days, half days, each by its document."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, Func, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.calendars import CALENDAR
from lienthong.directory.catalogue.columns import Choice, Column, Day, Number
from lienthong.directory.catalogue.references import References
from lienthong.directory.catalogue.registry import Asked, Catalogue, EntryStep, Key, Row
from lienthong.directory.catalogue.telling import codes_of, in_words
from lienthong.directory.parts import Struck, Table
from lienthong.directory.sheets.plans import Change
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import part_of
from lienthong.kernel.clock.actions import enter_notice
from lienthong.kernel.clock.days import Confidence, DayKind, SpecialDay
from lienthong.kernel.clock.hours import Worked
from lienthong.kernel.clock.models import KINDS, PARTS, SURENESS, CalendarDay, CalendarNotice, NamedCalendar
from lienthong.kernel.clock.notices import wrong_days
from lienthong.kernel.clock.policies import may_keep_calendars
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import moment_words


def _words(choices: Any) -> Callable[[], Mapping[str, type_of_reason]]:
    known = {code: words for code, words in choices if code}
    return lambda: known


@dataclass(frozen=True)
class NoticedDays:
    """Days belong to notices: what is said anew of the days of a notice is a notice in its place."""

    key = "id"
    has_days = needs_days = has_basis = False

    def rows(self, _catalogue: Catalogue, day: date) -> QuerySet[Any]:
        """Return the days of the year."""
        year = DateRange(date(day.year, 1, 1), date(day.year + 1, 1, 1))
        return _with_days(CalendarDay.objects.believed().filter(during__overlap=year))

    def during(self, row: Any) -> DateRange:
        return row.during

    def basis(self, _row: Any) -> str:
        return ""

    def entry(self, _catalogue: Catalogue, key: Key, _day: date) -> Any | None:
        return self._of(key).filter(known_to__isnull=True).first()

    def subjects(self, _catalogue: Catalogue, keys: Collection[Key]) -> dict[Key, list[UUID]]:
        asked = {(key[0], day): key for key in keys if (day := _day_of(key))}
        days = {day for _calendar, day in asked}
        found: dict[Key, list[UUID]] = defaultdict(list)
        for row in _with_days(CalendarDay.objects.filter(during__startswith__in=days)):
            if key := asked.get((row.calendar.key, row.day)):
                found[key].append(row.notice_id)
        return found

    def codes_like(self, codes: Collection[str]) -> set[str]:  # noqa: ARG002 - its key is no code
        return set()

    def history(self, catalogue: Catalogue, key: Key) -> Table:
        rows = self._of(key).order_by("-known_from")
        kind = catalogue.column("kind").kind
        return Table(
            "history",
            gettext("Các thông báo về ngày này, như đã biết"),
            (gettext("Ngày"), gettext("Theo thông báo"), gettext("Ghi nhận")),
            [
                (_struck(row, kind.reads(row.kind)), row.notice.document, moment_words(row.known_from))
                for row in rows
            ],
        )

    def plan(self, catalogue: Catalogue, rows: list[Row], asked: Asked) -> "PlannedDays":
        planned = PlannedDays(catalogue, asked, References.of(catalogue, rows))
        planned.read(rows)
        return planned

    def _of(self, key: Key) -> QuerySet[Any]:
        day = _day_of(key)
        if day is None:
            return CalendarDay.objects.none()
        return _with_days(CalendarDay.objects.filter(calendar__key=key[0], during__contains=day))


def _day_of(key: Key) -> date | None:
    try:
        return date.fromisoformat(key[1])
    except ValueError:
        return None


def _with_days(rows: Any) -> QuerySet[Any]:
    day = Func("during", function="lower", output_field=DateField())
    found: QuerySet[Any] = rows.annotate(day=day).select_related("calendar", "notice")
    return found


def _struck(row: Any, words: str) -> object:
    said = f"{words}: {row.title}" if row.title else words
    return Struck(said) if row.known_to else said


@dataclass
class _Notice:
    """What rows say of one notice: with the days it had, and the notice it stands in the place of."""

    rows: list[Row]
    replaces: CalendarNotice | None
    days: dict[date, SpecialDay]
    changes: bool = False


@dataclass
class PlannedDays:
    catalogue: Catalogue
    asked: Asked
    refs: References
    steps: list[EntryStep] = field(default_factory=list)
    notices: list[_Notice] = field(default_factory=list)
    believed: dict[tuple[str, date], CalendarDay] = field(default_factory=dict)

    def read(self, rows: list[Row]) -> None:
        good = [row for row in rows if self.refs.check(row, self.asked.problems, {})]
        calendars = {row.key[0] for row in good}
        believed = _with_days(CalendarDay.objects.believed().filter(calendar__key__in=calendars))
        self.believed = {(one.calendar.key, one.during.lower): one for one in believed}
        groups: dict[tuple[object, ...], list[Row]] = {}
        for row in good:
            groups.setdefault((row.key[0], row.said["year"], row.said["document"]), []).append(row)
        for group in groups.values():
            self._read_notice(group)
        self.steps.sort(key=lambda step: step.line.number)

    def write(self, *, by: Actor, at: datetime) -> None:
        known = {one.key: one for one in NamedCalendar.objects.all()}
        for notice in self.notices:
            first, former = notice.rows[0], notice.replaces
            part_of(enter_notice)(
                known[first.key[0]],
                year=int(first.said["year"]),
                title=first.said.get("title") or (former.title if former else ""),
                document=first.said["document"],
                source=first.said.get("source") or (former.source if former else ""),
                days=sorted(notice.days.values(), key=lambda one: one.day),
                replaces=former,
                by=by,
                at=at,
            )

    def _read_notice(self, rows: list[Row]) -> None:
        kept = [one for one in self.believed.values() if self._is_of(one, rows[0])]
        former = kept[0].notice if kept else None
        notice = _Notice(rows, former, {one.said.day: one.said for one in kept})
        if former is None and not rows[0].said.get("title"):
            self._say(rows[0], "title", gettext("Thông báo phải có tên."))
        steps = [self._step(row, notice) for row in rows if self._is_free(row, former)]
        self._check(notice)
        self.steps += steps
        if notice.changes:
            self.notices.append(notice)

    def _is_of(self, one: CalendarDay, row: Row) -> bool:
        said = (one.calendar.key, one.notice.year, one.notice.document)
        return said == (row.key[0], row.said["year"], row.said["document"])

    def _is_free(self, row: Row, former: CalendarNotice | None) -> bool:
        other = self.believed.get((row.key[0], row.said["day"]))
        if other is None or (former is not None and other.notice_id == former.pk):
            return True
        words = gettext("Ngày này đã có trong “%(notice)s” (%(document)s); hãy sửa thông báo ấy.")
        self._say(row, "day", words % {"notice": other.notice.title, "document": other.notice.document})
        return False

    def _step(self, row: Row, notice: _Notice) -> EntryStep:
        day: date = row.said["day"]
        before = self.believed.get((row.key[0], day))
        columns = [one for one in self.catalogue.others if one.name in row.said]
        was = codes_of(columns, self.catalogue.values_of(before)) if before else {}
        now = codes_of(columns, row.said)
        changed = {name: code for name, code in now.items() if code != was.get(name, "")}
        notice.days[day] = _special(row, before)
        notice.changes |= bool(changed)
        change = Change.NEW if before is None else Change.CHANGED if changed else Change.UNCHANGED
        said = {name: was.get(name, "") for name in changed}
        return EntryStep(
            row.line, change, f"{row.key[0]}, {day:%d/%m/%Y}", said, changed,
            row=row, seen=str(before.pk) if before else "", shown=partial(in_words, self.catalogue),
        )  # fmt: skip

    def _check(self, notice: _Notice) -> None:
        """Say which days do not fit their notice, each at its row; a day kept from before, at the first."""
        at = {row.said["day"]: row for row in notice.rows}
        for entry, wrong in wrong_days([*notice.days.values()], int(notice.rows[0].said["year"])):
            self._say(at.get(entry.day, notice.rows[0]), "day", wrong.reason)

    def _say(self, row: Row, column: str, words: type_of_reason) -> None:
        self.asked.problems.add(row.line, column, words)


def _special(row: Row, before: CalendarDay | None) -> SpecialDay:
    """Return the day as the calendar reckons with it; a column left out is as it was."""

    def said(name: str, kept: str) -> Any:
        return row.said[name] if name in row.said else getattr(before, kept, "")

    return SpecialDay(
        row.said["day"],
        DayKind(said("kind", "kind")),
        said("occasion", "title"),
        Worked(said("worked", "worked")),
        said("in_place_of", "in_place_of") or None,
        Confidence(said("confidence", "confidence") or Confidence.REPORTED),
    )


CALENDAR_DAYS: Final = Catalogue(
    "calendar-days",
    _("Ngày nghỉ, làm bù"),
    _("Ngày nghỉ, ngày làm bù, ngày làm nửa buổi theo thông báo từng năm. Danh sách là của năm có ngày đang xem."),
    (
        Column("calendar", _("Lịch làm việc"), 16, needed=True, kind=CALENDAR, path="calendar__key", narrows=True),
        Column("day", _("Ngày"), 14, needed=True, kind=Day()),
        Column("kind", _("Loại ngày"), 16, needed=True, kind=Choice(_words(KINDS)), narrows=True),
        Column("worked", _("Buổi làm việc"), 16, kind=Choice(_words(PARTS)), listed=False),
        Column("in_place_of", _("Làm bù cho ngày"), 16, kind=Day()),
        Column("occasion", _("Dịp"), 36, path="title"),
        Column("year", _("Năm của thông báo"), 12, needed=True, path="notice__year", listed=False,
               kind=Number(Decimal(2000), Decimal(2069))),
        Column("document", _("Văn bản (số, ngày, nơi ban hành)"), 50, needed=True, path="notice__document"),
        Column("title", _("Tên thông báo"), 36, path="notice__title", listed=False),
        Column("source", _("Nguồn"), 40, path="notice__source", listed=False),
        Column("confidence", _("Độ chắc chắn"), 24, kind=Choice(_words(SURENESS)), listed=False),
    ),
    NoticedDays(),
    keys=("calendar", "day"),
    may=may_keep_calendars,
    order=71,
)  # fmt: skip
