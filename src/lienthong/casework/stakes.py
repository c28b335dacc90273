"""What a unit has in open work, in one query: as holder, by turn, in its roles, by assignment, with a leg."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from lienthong.casework.models import Assignment, Case, Involvement, Leg, LegState, Role
from lienthong.kernel.keys import among

HOLDER, TURN, ASSIGNMENT, LEG = "holder", "turn", "assignment", "leg"
NO_WORK = frozenset({Role.SUPPORTING.value, Role.FOR_INFORMATION.value})


@dataclass(frozen=True, slots=True)
class Stake:
    """One open case and how the unit takes part in it; `parts` are its roles and what else it holds.

    `kept` are further roles, which it keeps when the rest passes on.
    """

    case_id: UUID
    holder_id: UUID
    place_id: UUID | None
    roles: tuple[str, ...]
    held: tuple[str, ...]
    kept: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return (*self.held, *self.roles)

    @property
    def is_work(self) -> bool:
        """Return whether somebody has to take it over: more than support and sight."""
        return not NO_WORK.issuperset(self.parts)


def stakes_of(unit_id: UUID, *, lock: bool = False, only: Collection[UUID] | None = None) -> list[Stake]:
    """Return the unit's part in each open case, or in those named, in the order of keys.

    `lock` takes these cases first and reads after that: who had one waits, and what they did counts.
    """
    cases = Case.objects.filter(closed_at__isnull=True, pk__in=_touched(unit_id)).order_by("pk")
    if only is not None:
        cases = cases.filter(pk__in=among(only))
    if lock:
        cases = cases.filter(pk__in=among(cases.select_for_update().values_list("pk", flat=True)))
    found = cases.values_list(
        "pk",
        "holder_id",
        "place_id",
        "turn_unit_id",
        ArraySubquery(_roles_of(unit_id).filter(case=OuterRef("pk")).order_by("role").values("role")),
        Exists(_assignments_of(unit_id).filter(case=OuterRef("pk"))),
        Exists(legs_of(unit_id).filter(case=OuterRef("pk"))),
    )
    return [
        Stake(case, holder, place, tuple(roles), _held(unit_id, holder, turn, assigned=assigned, leg=leg))
        for case, holder, place, turn, roles, assigned, leg in found
    ]


def legs_of(unit_id: UUID) -> QuerySet[Leg]:
    """Return the parts that the unit has still to settle."""
    return Leg.objects.filter(unit=unit_id, state__in=[LegState.WAITING, LegState.RUNNING])


def _touched(unit_id: UUID) -> QuerySet[Case, Any]:
    """Return keys of cases in which the unit takes part; each of the four is read by its own index."""
    own = Case.objects.filter(Q(holder=unit_id) | Q(turn_unit=unit_id), closed_at__isnull=True)
    others = (_roles_of(unit_id), _assignments_of(unit_id), legs_of(unit_id).order_by())
    return own.values("pk").union(*(rows.values("case") for rows in others))


def _roles_of(unit_id: UUID) -> QuerySet[Involvement]:
    return Involvement.objects.filter(unit=unit_id, until__isnull=True)


def _assignments_of(unit_id: UUID) -> QuerySet[Assignment]:
    return Assignment.objects.filter(unit=unit_id, until__isnull=True)


def _held(unit_id: UUID, holder: UUID, turn: UUID | None, *, assigned: bool, leg: bool) -> tuple[str, ...]:
    held = {HOLDER: holder == unit_id, TURN: turn == unit_id, ASSIGNMENT: assigned, LEG: leg}
    return tuple(name for name, so in held.items() if so)
