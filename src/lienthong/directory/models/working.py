"""By which working calendar an agency counts its time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.unit import Unit
from lienthong.kernel.history.models import Versioned, never_empty, never_twice


class UnitCalendar(Versioned, Sourced):
    """The calendar of an agency, and of all below that has none of its own; without one, the public calendar."""

    history_key = "unit"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="calendars")
    calendar = models.TextField(db_comment="key of a working calendar")

    class Meta:
        verbose_name = _("lịch làm việc của cơ quan")
        constraints = [
            never_twice("unitcalendar_once", "unit_id"),
            never_empty("unitcalendar_some_day"),
            models.CheckConstraint(condition=~models.Q(calendar=""), name="unitcalendar_named"),
        ]

    def __str__(self) -> str:
        return self.calendar
