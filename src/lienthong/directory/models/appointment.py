"""Who holds a post: one holder a day, perhaps one acting for the empty or absent chair."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced, one_of
from lienthong.directory.models.person import Person
from lienthong.directory.models.post import Post
from lienthong.kernel.history.models import Versioned, never_empty, never_twice


class AppointmentKind(models.TextChoices):
    HOLDER = "holder", _("Chính thức")
    ACTING = "acting", _("Quyền (Q.)")
    IN_CHARGE = "in_charge", _("Phụ trách")
    CONCURRENT = "concurrent", _("Kiêm nhiệm")


FILLS_THE_POST = [AppointmentKind.HOLDER, AppointmentKind.CONCURRENT]
STANDS_FOR_IT = [AppointmentKind.ACTING, AppointmentKind.IN_CHARGE]


class OfficialStatus(models.TextChoices):
    CADRE = "cadre", _("Cán bộ")
    CIVIL_SERVANT = "civil_servant", _("Công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")
    CONTRACT = "contract", _("Người lao động")
    PART_TIME = "part_time", _("Người hoạt động không chuyên trách")
    UNSTATED = "", _("Chưa rõ")


def _alone(name: str, kinds: list[AppointmentKind]) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[(Func(F("post_id"), "during", function="span"), RangeOperators.OVERLAPS)],
        condition=Q(known_to__isnull=True, kind__in=[kind.value for kind in kinds]),
    )


class Appointment(Versioned, Sourced):
    history_key = "person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    kind = models.TextField(choices=AppointmentKind.choices, default=AppointmentKind.HOLDER)
    status = models.TextField(choices=OfficialStatus.choices, default=OfficialStatus.UNSTATED, blank=True)

    class Meta:
        verbose_name = _("bổ nhiệm")
        constraints = [
            never_twice("appointment_once", "person_id", "post_id"),
            _alone("appointment_one_holder", FILLS_THE_POST),
            _alone("appointment_one_acting", STANDS_FOR_IT),
            never_empty("appointment_some_day"),
            one_of("kind", AppointmentKind, "appointment_kind"),
            one_of("status", OfficialStatus, "appointment_status"),
        ]
