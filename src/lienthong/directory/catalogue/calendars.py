"""Working calendars: which there are, with their weekly hours; which agency has which."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.coding import codes_like
from lienthong.directory.catalogue.columns import Choices, Column, Kind, Ref, Text
from lienthong.directory.catalogue.dated import Dated
from lienthong.directory.catalogue.registry import Asked, Catalogue, EntryStep, Key, Row
from lienthong.directory.catalogue.telling import in_words
from lienthong.directory.catalogue.units import CODE, UNIT
from lienthong.directory.models import UnitCalendar
from lienthong.directory.parts import Table
from lienthong.directory.sheets.cells import Cells
from lienthong.directory.sheets.plans import Change
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import part_of
from lienthong.kernel.clock.actions import ending, open_calendar, set_hours
from lienthong.kernel.clock.hours import WEEKDAYS, Shift, WeeklyHours
from lienthong.kernel.clock.models import (
    CalendarHours,
    NamedCalendar,
)
from lienthong.kernel.clock.policies import may_keep_calendars
from lienthong.kernel.refusals import Invalid, type_of_reason

NAMES: Final = (
    _("Thứ Hai"),
    _("Thứ Ba"),
    _("Thứ Tư"),
    _("Thứ Năm"),
    _("Thứ Sáu"),
    _("Thứ Bảy"),
    _("Chủ nhật"),
)

HOURS: Final = _("Ví dụ: 07:30-11:30; 13:30-17:30")


def _calendars(day: date) -> Choices:  # noqa: ARG001 - the same on every day
    return list(NamedCalendar.objects.order_by("name").values_list("key", "name"))


def _calendar_names(codes: Collection[str], day: date) -> Mapping[str, str]:  # noqa: ARG001 - as above
    return dict(NamedCalendar.objects.filter(key__in=codes).values_list("key", "name"))


@dataclass(frozen=True)
class _ByKey(Ref):
    """A calendar of which the key itself is kept, opaque."""

    def known(self, codes: Collection[str]) -> dict[str, Any]:
        return {code: code for code in _calendar_names(codes, date.min)}


CALENDAR: Final = Ref(NamedCalendar, _calendars, _calendar_names, by="key")


# Which there are, with their weekly hours


@dataclass(frozen=True)
class Shifts(Kind):
    """The shifts of one weekday: "07:30-11:30; 13:30-17:30"; nothing where it is not worked."""

    weekday: str

    def read(self, cells: Cells, column: Column) -> str:
        said = [part.strip() for part in cells.text(column.name).replace(",", ";").split(";") if part.strip()]
        try:
            return "; ".join(str(Shift.parse(part)) for part in said)
        except Invalid as wrong:
            cells.say(column.name, wrong.reason)
            return ""

    def kept(self, value: Any) -> str:
        return "; ".join((value or {}).get(self.weekday, ()))


@dataclass(frozen=True)
class OpenedCalendars:
    """Calendars are opened under a key that stays; their hours change from a day on."""

    key = "id"
    has_days = True
    needs_days = has_basis = False

    def rows(self, _catalogue: Catalogue, day: date) -> QuerySet[Any]:
        hours = CalendarHours.objects.on(day).filter(calendar=OuterRef("pk"))
        columns = {"week": Subquery(hours.values("week")), "hours_during": Subquery(hours.values("during"))}
        found: QuerySet[Any] = NamedCalendar.objects.annotate(**columns).select_related("follows")
        return found

    def during(self, row: Any) -> DateRange:
        during: DateRange = row.hours_during or DateRange(None, None)
        return during

    def basis(self, _row: Any) -> str:
        return ""

    def entry(self, catalogue: Catalogue, key: Key, day: date) -> Any | None:
        found: Any = self.rows(catalogue, day).filter(key=key[0]).first()
        return found

    def subjects(self, _catalogue: Catalogue, keys: Collection[Key]) -> dict[Key, list[UUID]]:
        rows = NamedCalendar.objects.filter(key__in=[key[0] for key in keys])
        return {(code,): [pk] for pk, code in rows.values_list("pk", "key")}

    def codes_like(self, codes: Collection[str]) -> set[str]:
        return codes_like(NamedCalendar.objects.all(), codes, "key")

    def history(self, _catalogue: Catalogue, _key: Key) -> Table | None:
        return None

    def plan(self, catalogue: Catalogue, rows: list[Row], asked: Asked) -> "PlannedCalendars":
        planned = PlannedCalendars(catalogue, asked)
        planned.read(rows)
        return planned


@dataclass
class PlannedCalendars:
    catalogue: Catalogue
    asked: Asked
    steps: list[EntryStep] = field(default_factory=list)
    known: dict[str, NamedCalendar] = field(default_factory=dict)
    doing: list[tuple[Row, WeeklyHours | None]] = field(default_factory=list)

    def read(self, rows: list[Row]) -> None:
        self.known = {one.key: one for one in NamedCalendar.objects.select_related("follows")}
        fresh = {row.key[0]: row for row in rows}
        for row in rows:
            before = len(self.asked.problems.found)
            self._check(row, fresh)
            hours = self._hours(row) if len(self.asked.problems.found) == before else None
            if len(self.asked.problems.found) == before:
                self._step(row, hours)

    def write(self, *, by: Actor, at: datetime) -> None:
        """Open first those that follow nobody: others may follow them."""
        for row, hours in sorted(self.doing, key=lambda one: bool(one[0].said.get("follows"))):
            calendar = self.known.get(row.key[0])
            if calendar is None:
                follows = self.known.get(row.said.get("follows", ""))
                calendar = part_of(open_calendar)(row.key[0], row.said["name"], follows, by=by, at=at)
                self.known[calendar.key] = calendar
            if hours is not None:
                part_of(set_hours)(calendar, hours, by=by, at=at)

    def _check(self, row: Row, fresh: Mapping[str, Row]) -> None:
        known, follows = self.known.get(row.key[0]), row.said.get("follows", "")
        if known is None and not row.said.get("name"):
            self._say(row, "name", gettext("Ô này là bắt buộc."))
        kept = {"name": known.name, "follows": known.follows.key if known.follows else ""} if known else {}
        for column, value in kept.items():
            if row.said.get(column, value) != value:
                self._say(
                    row,
                    column,
                    gettext("Đã ghi là %(code)s; cột này không đổi được.") % {"code": value or "–"},
                )
        if follows and follows not in self.known and follows not in fresh:
            self._say(row, "follows", gettext("Không có mã %(code)s trong danh mục.") % {"code": follows})
        elif not known and follows and self._follows_another(follows, fresh):
            self._say(row, "follows", gettext("Lịch được theo không thể lại theo một lịch khác."))

    def _follows_another(self, code: str, fresh: Mapping[str, Row]) -> bool:
        known = self.known.get(code)
        return bool(known.follows_id if known else fresh[code].said.get("follows"))

    def _hours(self, row: Row) -> WeeklyHours | None:
        """Return the hours that the row puts in force; None where it says none, or those that are so already."""
        week = {name: row.said[name].split("; ") for name in WEEKDAYS if row.said.get(name)}
        until = row.until if isinstance(row.until, date) else None
        known = self.known.get(row.key[0])
        if not week or (known and self._is_so(known, week, row.since, until)):
            return None
        try:
            hours = WeeklyHours.of(week, since=row.since, until=until)
            if known:
                ending(known, hours)
        except Invalid as wrong:
            self._say(row, "since" if wrong.field == "since" else next(iter(week)), wrong.reason)
            return None
        return hours

    def _is_so(self, known: NamedCalendar, week: Any, since: date | None, until: date | None) -> bool:
        rows = CalendarHours.objects.believed().filter(calendar=known, week=week)
        return any((row.during.lower, row.during.upper) == (since, until) for row in rows)

    def _step(self, row: Row, hours: WeeklyHours | None) -> None:
        fresh = row.key[0] not in self.known
        change = Change.NEW if fresh else Change.CHANGED if hours else Change.UNCHANGED
        names = [one.name for one in self.catalogue.others if row.said.get(one.name)]
        changed = (
            {name: str(row.said[name]) for name in names if fresh or name in WEEKDAYS}
            if fresh or hours
            else {}
        )
        if hours and row.since:
            changed["since"] = row.since.isoformat()
        called = row.said.get("name") or (self.known[row.key[0]].name if not fresh else "")
        self.steps.append(
            EntryStep(row.line, change, f"{row.key[0]}: {called}", {}, changed, row=row,
                      shown=partial(in_words, self.catalogue))
        )  # fmt: skip
        if change != Change.UNCHANGED:
            self.doing.append((row, hours))

    def _say(self, row: Row, column: str, words: type_of_reason) -> None:
        self.asked.problems.add(row.line, column, words)


CALENDARS: Final = Catalogue(
    "calendars",
    _("Lịch làm việc"),
    _("Lịch chung và lịch riêng của cơ quan: theo ngày nghỉ của lịch nào, giờ làm từng thứ."),
    (
        Column("code", _("Mã lịch"), 16, needed=True, kind=CODE, path="key"),
        Column("name", _("Tên"), 36, kind=Text(200), of_holder=True),
        Column("follows", _("Theo ngày nghỉ của"), 18, path="follows__key", of_holder=True,
               kind=Ref(NamedCalendar, _calendars, _calendar_names, by="key", own=True)),
        *(
            Column(code, words, 24, kind=Shifts(code), path="week", listed=code in {"mon", "sat"}, hint=HOURS)
            for code, words in zip(WEEKDAYS, NAMES, strict=True)
        ),
    ),
    OpenedCalendars(),
    may=may_keep_calendars,
    order=70,
)  # fmt: skip


# Which agency has which

UNIT_CALENDARS: Final = Catalogue(
    "unit-calendars",
    _("Lịch của cơ quan"),
    _("Cơ quan tính thời hạn theo lịch nào, kể cả các đơn vị bên trong. Không ghi thì theo lịch làm việc chung."),
    (
        Column("unit", _("Cơ quan, đơn vị"), 20, needed=True, kind=UNIT, path="unit__code"),
        Column("calendar", _("Lịch làm việc"), 16, needed=True, narrows=True,
               kind=_ByKey(NamedCalendar, _calendars, _calendar_names, by="key")),
    ),
    Dated(UnitCalendar),
    keys=("unit",),
    may=may_keep_calendars,
    order=72,
)  # fmt: skip
