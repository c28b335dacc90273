"""What a unit leaves behind when it ends: nothing of it stays open, and nothing is lost."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import cut_all, must_exist
from lienthong.directory.models import (
    ADMINISTRATIVE,
    Appointment,
    BodySeat,
    CoordinatingBody,
    GroupMember,
    Mandate,
    PostVersion,
    Unit,
    UnitCode,
    UnitPlacement,
    UnitVersion,
)
from lienthong.kernel.history.models import Versioned
from lienthong.kernel.refusals import WrongState


def leave_nothing_open(units: Sequence[Unit], on: date, *, at: datetime) -> dict[str, int]:
    """End everything that is so of the units from `on`; return how many facts of each table ended."""
    of_units: dict[type[Versioned], Q] = {
        Appointment: Q(post__unit__in=units),
        BodySeat: Q(body__in=units) | Q(post__unit__in=units),
        PostVersion: Q(post__unit__in=units),
        CoordinatingBody: Q(unit__in=units) | Q(standing_agency__in=units),
        GroupMember: Q(unit__in=units),
        UnitCode: Q(unit__in=units),
        UnitPlacement: Q(unit__in=units) | (Q(parent__in=units) & ~Q(tree=ADMINISTRATIVE)),
        UnitVersion: Q(unit__in=units),
    }
    ended = {
        model.__name__.lower(): cut_all(model, on, at=at, where=where) for model, where in of_units.items()
    }
    return {table: count for table, count in ended.items() if count}


def placed_below(units: Sequence[Unit], on: date) -> list[UnitPlacement]:
    """Return the placements directly below them on or after the day, in the administrative tree."""
    rows = UnitPlacement.objects.believed().filter(parent__in=units, tree=ADMINISTRATIVE)
    return list(rows.filter(during__overlap=(on, None)).select_related("unit").order_by("unit__code"))


def mandates_from(units: Sequence[Unit], on: date) -> list[Mandate]:
    return list(
        Mandate.objects.believed().filter(unit__in=units, during__overlap=(on, None)).order_by("code")
    )


def can_close(unit: Unit, on: date) -> None:
    """Refuse while the unit is not there, or something of it has nowhere to go."""
    must_exist(unit, on)
    nobody_below(unit, on)
    no_mandates(unit, on)


def nobody_below(unit: Unit, on: date) -> None:
    below = placed_below([unit], on)
    if below:
        raise WrongState(
            _("Còn %(count)s đơn vị trực thuộc; hãy chuyển các đơn vị này trước.") % {"count": len(below)}
        )


def no_mandates(unit: Unit, on: date) -> None:
    held = mandates_from([unit], on)
    if held:
        raise WrongState(
            _("Còn %(count)s chức năng, nhiệm vụ chưa chuyển cho cơ quan khác; hãy chuyển trước.")
            % {"count": len(held)}
        )
