"""A mandate passes to another unit, and the open tasks of its fields with it: their lead, turn and assignments.

Only what was given to the unit by name: a task of a group is each member's own, whatever its mandates. Who gave and who
follows stays. Nobody monitors what they lead: where the new lead monitors, the assigner does from then on; where nobody
else is left to confirm, the task stays where it is, and the preview says so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lienthong.casework.inheriting import Move, pass_on
from lienthong.casework.models import Involvement, Role
from lienthong.casework.stakes import ASSIGNMENT, HOLDER, TURN, Stake, stakes_of
from lienthong.directory.participants import Lines, MandatePassing, Reorganisation
from lienthong.directory.selectors import FIELDS, names, tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import among
from lienthong.tasks.states import SHARED

OF_LEAD = frozenset({HOLDER, TURN, ASSIGNMENT})


@dataclass(frozen=True, slots=True)
class _Led:
    """One open task that a unit leads, and the mandate with which it goes."""

    case_id: UUID
    change: MandatePassing
    counts: bool
    assigner_id: UUID
    monitoring_id: UUID

    @property
    def is_met(self) -> bool:
        return self.monitoring_id == self.change.heir_id

    @property
    def goes(self) -> bool:
        """Return whether somebody is left to confirm it: the monitoring unit, or who gave it."""
        return not self.is_met or self.assigner_id != self.monitoring_id


class TasksOfMandates:
    """What tasks do when mandates pass."""

    def preview(self, changes: Sequence[MandatePassing]) -> Lines[MandatePassing]:
        found = [one for one in _led(changes) if one.counts]
        going = Counter(one.change for one in found if one.goes)
        met = Counter(one.change for one in found if not one.goes)
        staying = _staying(changes)
        called = names({one.heir_id for one in changes}, changes[0].on) if changes else {}
        return [
            (one, line)
            for one in changes
            for line in _lines(one, going[one], met[one], staying[one], called.get(one.heir_id, ""))
        ]

    def carry_out(self, changes: Sequence[MandatePassing], *, by: Actor, at: datetime) -> None:
        """Pass the lead of open tasks on, by an act for each, in few statements whatever their number."""
        going = {one.case_id: one for one in _led(changes) if one.goes}
        if not going:
            return
        units = _of_agencies({one.unit_id for one in changes}, changes[0], at)
        stakes = stakes_of(list(units), lock=True, only=list(going))
        moves = [
            move
            for stake in stakes
            if units[stake.unit_id] == going[stake.case_id].change.unit_id
            for move in _moves(stake, going[stake.case_id].change)
        ]
        pass_on(moves, by=by, at=at)


def _led(changes: Sequence[MandatePassing]) -> Iterator[_Led]:
    """Yield the open tasks that go with one of the mandates: of a field that two of them name, with the first."""
    of_field: dict[tuple[UUID, str], MandatePassing] = {}
    for change in changes:
        for field in () if change.stays else change.fields:
            of_field.setdefault((change.unit_id, field), change)
    if not of_field:
        return
    rows = _given_by_name({unit for unit, _field in of_field}).filter(
        case__task__field__in={field for _unit, field in of_field}
    )
    columns = (
        "unit",
        "case__task__field",
        "case",
        "case__state",
        "case__task__assigner",
        "case__task__monitoring",
    )
    for unit, field, case, state, assigner, monitoring in rows.order_by("case").values_list(*columns):
        if passing := of_field.get((unit, field)):
            yield _Led(case, passing, state != SHARED, assigner, monitoring)


def _given_by_name(units: set[UUID]) -> QuerySet[Involvement]:
    """Return the lead of the units in open tasks, but for what a group was given."""
    led = Involvement.objects.filter(
        unit__in=among(units), role=Role.LEAD, until__isnull=True, case__closed_at__isnull=True
    )
    alone = Q(case__parent__isnull=True) | Q(case__parent__task__group="")
    return led.filter(alone, case__task__group="")


def _staying(changes: Sequence[MandatePassing]) -> Counter[MandatePassing]:
    """Count what stays though a mandate goes: of its fields where the step says so, of all where it names none."""
    silent = [change for change in changes if change.stays or not change.fields]
    found: Counter[MandatePassing] = Counter()
    if not silent:
        return found
    rows = _given_by_name({change.unit_id for change in silent}).exclude(case__state=SHARED)
    led = Counter(rows.values_list("unit", "case__task__field"))
    for change in silent:
        found[change] = sum(
            count
            for (unit, field), count in led.items()
            if unit == change.unit_id and (not change.fields or field in change.fields)
        )
    return found


def _lines(change: MandatePassing, going: int, met: int, staying: int, heir: str) -> Iterator[str]:
    said = {
        "title": change.title,
        "unit": heir,
        "fields": "; ".join(FIELDS.get(one, one) for one in sorted(change.fields)),
    }
    if going:
        words = _(
            "%(count)s nhiệm vụ đang mở thuộc lĩnh vực %(fields)s chuyển cho %(unit)s cùng chức năng “%(title)s”."
        )
        yield words % {**said, "count": going}
    if met:
        words = _("%(count)s nhiệm vụ không đi theo chức năng “%(title)s”, vì %(unit)s giao và theo dõi.")
        yield words % {**said, "count": met}
    if staying and change.fields:
        words = _("%(count)s nhiệm vụ đang mở thuộc lĩnh vực %(fields)s không đi theo chức năng “%(title)s”.")
        yield words % {**said, "count": staying}
    elif staying:
        words = _("Chức năng “%(title)s” không ghi lĩnh vực: %(count)s nhiệm vụ đang mở không đi theo.")
        yield words % {**said, "count": staying}


def _of_agencies(agencies: set[UUID], change: MandatePassing, at: datetime) -> dict[UUID, UUID]:
    """Return the agencies and their divisions, with the agency of each, as they were before the change."""
    units = tree(min(local_day(at), change.on - timedelta(days=1)))
    inside = {unit: agency for agency in agencies for unit in units.subtree(agency)}
    return {
        unit: agency for unit, agency in inside.items() if unit == agency or units.agency_of(unit) == agency
    }


def _moves(stake: Stake, change: MandatePassing) -> Iterator[Move]:
    """Yield what passes on of the lead's part; its divisions work on it no more."""
    as_if = Reorganisation(change.unit_id, {change.heir_id: Fraction(1)}, change.on)
    held = tuple(part for part in stake.held if part in OF_LEAD)
    lead = tuple(role for role in stake.roles if role == Role.LEAD)
    if held or lead:
        yield Move(replace(stake, roles=lead, held=held), as_if, change.heir_id)
    if Role.HANDLING in stake.roles:
        yield Move(replace(stake, roles=(Role.HANDLING.value,), held=()), as_if, None)
