"""Calendars as data: a key, revisions, weekly hours, and yearly notices with their days."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.days import Confidence, DayKind, SpecialDay
from lienthong.kernel.clock.hours import Worked
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key

KINDS = [
    (DayKind.OFF.value, _("Nghỉ")),
    (DayKind.MAKE_UP.value, _("Làm bù")),
    (DayKind.HALF.value, _("Làm nửa ngày")),
]
PARTS = [
    (Worked.WHOLE.value, _("Cả ngày")),
    (Worked.MORNING.value, _("Buổi sáng")),
    (Worked.AFTERNOON.value, _("Buổi chiều")),
]
SURENESS = [
    (Confidence.LAW.value, _("Theo luật")),
    (Confidence.REPORTED.value, _("Theo thông báo đã công bố")),
    (Confidence.TO_CONFIRM.value, _("Cần xác nhận")),
]


class NamedCalendar(models.Model):
    """An opaque key and a name; what the calendar says lies in its versions.

    A calendar may follow one other: it takes its days off and, where it has none of its own, its hours.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.TextField(unique=True, db_comment="opaque; upper areas keep it as text")
    name = models.TextField()
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")

    class Meta:
        verbose_name = _("lịch làm việc")
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="calendar_has_name"),
            models.CheckConstraint(condition=~Q(follows=models.F("id")), name="calendar_follows_another"),
        ]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """One change of one calendar. Its key names what was known from then on: readers keep what they read."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    calendar = models.ForeignKey(NamedCalendar, on_delete=models.PROTECT, related_name="revisions")
    number = models.IntegerField(db_comment="1, 2, 3 of this calendar: two writers at once collide here")
    known_from = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.number}"


class CalendarHours(Versioned):
    """The weekly hours of a calendar during a range of days."""

    calendar = models.ForeignKey(NamedCalendar, on_delete=models.PROTECT, related_name="hours")
    week = models.JSONField(
        db_comment='shifts by weekday: {"mon": ["07:30-11:30"]}; a day left out is not worked'
    )
    day_seconds = models.IntegerField(db_comment="length of one working day, in seconds")

    class Meta:
        verbose_name = _("giờ làm việc")
        constraints = [
            never_twice("calendarhours_once", "calendar_id"),
            never_empty("calendarhours_some_day"),
            models.CheckConstraint(
                condition=Q(day_seconds__gt=0, day_seconds__lte=86_400), name="calendarhours_day_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.during}"


class CalendarNotice(models.Model):
    """The notice of a year: which days are off, made up or half, by which document."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    calendar = models.ForeignKey(NamedCalendar, on_delete=models.PROTECT, related_name="notices")
    year = models.SmallIntegerField()
    title = models.TextField()
    document = models.TextField(db_comment="number, date and issuer, as people cite it")
    source = models.TextField(
        default="", db_comment="where the days were read, when not in the document itself"
    )
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    known_from = models.DateTimeField()

    class Meta:
        verbose_name = _("thông báo lịch nghỉ")
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(document=""), name="calendarnotice_is_cited"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2069)), name="calendarnotice_year"),
        ]

    def __str__(self) -> str:
        return self.title


class CalendarDay(Versioned):
    """One day that differs from the week; `during` is that day alone."""

    calendar = models.ForeignKey(NamedCalendar, on_delete=models.PROTECT, related_name="days")
    notice = models.ForeignKey(CalendarNotice, on_delete=models.PROTECT, related_name="days")
    kind = models.TextField(choices=KINDS)
    worked = models.TextField(
        choices=PARTS, default="", db_comment="the part that is worked; empty: as kind says"
    )
    in_place_of = models.DateField(null=True, db_comment="the day off that a make-up day stands for")
    title = models.TextField(default="", db_comment="the occasion")
    confidence = models.TextField(choices=SURENESS, default="reported")

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        constraints = [
            never_twice("calendarday_once", "calendar_id"),
            never_empty("calendarday_some_day"),
            models.CheckConstraint(condition=Q(kind__in=["off", "make_up", "half"]), name="calendarday_kind"),
            models.CheckConstraint(
                condition=Q(kind="off", worked="")
                | Q(kind="make_up", worked__in=["", "morning", "afternoon"])
                | Q(kind="half", worked__in=["morning", "afternoon"]),
                name="calendarday_part",
            ),
            models.CheckConstraint(
                condition=Q(in_place_of__isnull=True) | Q(kind="make_up"), name="calendarday_stands_for"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.during.lower} {self.kind}"

    @property
    def said(self) -> SpecialDay:
        """The day as the calendar reckons with it."""
        return SpecialDay(
            self.during.lower,
            DayKind(self.kind),
            self.title,
            Worked(self.worked),
            self.in_place_of,
            Confidence(self.confidence),
        )
