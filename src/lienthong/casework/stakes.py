"""What units have in open work, in one query: as holder, by turn, in roles, by assignment, with a leg."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable, RawSQL

from lienthong.casework.models import Assignment, Case, Involvement, Leg, LegState, Role
from lienthong.kernel.keys import among

HOLDER, TURN, ASSIGNMENT, LEG = HELD = ("holder", "turn", "assignment", "leg")
NO_WORK = frozenset({Role.SUPPORTING.value, Role.FOR_INFORMATION.value})
ABOVE = frozenset({Role.ASSIGNER.value, Role.MONITORING.value})
_OF_CASE = ("pk", "kind", "holder_id", "place_id", "heirs_of_id", "turn_unit_id")
_OfCase = tuple[UUID, str, UUID, UUID | None, UUID | None, UUID | None]
Units = Collection[UUID] | QuerySet[Any]
Source = tuple[
    QuerySet[Any], str, str, Combinable
]  # rows; their columns of the case and of the unit; which part it is


@dataclass(frozen=True, slots=True)
class Stake:
    """One open case and how a unit takes part in it; `parts` are its roles and what else it holds.

    `heirs_of` is a unit that was split, to whose heirs the case is still to be handed on. `kept` are further roles,
    which it keeps when the rest passes on.
    """

    case_id: UUID
    kind: str
    unit_id: UUID
    holder_id: UUID
    place_id: UUID | None
    heirs_of: UUID | None
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

    @property
    def is_above(self) -> bool:
        """Return whether the unit only gave it, follows it, or has to answer: others do it."""
        return bool(self.roles) and ABOVE.union((TURN,)).issuperset(self.parts)


def stakes_of(
    unit_ids: Collection[UUID], *, lock: bool = False, only: Collection[UUID] | None = None
) -> list[Stake]:
    """Return the part of each unit in each open case, or in those named, in the order of keys.

    `lock` takes these cases first and reads after that: who had one waits, and what they did counts.
    """
    rows = _open_work_of(unit_ids, only)
    about = {row[0]: row for row in (rows.select_for_update() if lock else rows).values_list(*_OF_CASE)}
    units = frozenset(unit_ids)
    parts: dict[tuple[UUID, UUID], set[str]] = defaultdict(set)
    for case, _kind, holder, _place, _heirs_of, turn in about.values():
        if holder in units:
            parts[case, holder].add(HOLDER)
        if turn in units:
            parts[case, turn].add(TURN)
    for case, unit, part in _parts(unit_ids, about):
        parts[case, unit].add(part)
    return [
        _stake(unit, about[case], said)
        for (case, unit), said in sorted(parts.items(), key=lambda one: (one[0][0].int, one[0][1].int))
    ]


def _stake(unit: UUID, about: _OfCase, said: set[str]) -> Stake:
    case, kind, holder, place, heirs_of, _turn = about
    held = tuple(part for part in HELD if part in said)
    roles = tuple(sorted(said.difference(HELD)))
    return Stake(case, kind, unit, holder, place, heirs_of, roles=roles, held=held)


def counted(unit_ids: Units) -> Counter[UUID]:
    """Return in how many open cases each of the units takes part."""
    sources = (*_held(unit_ids), *_shared(unit_ids))
    first, *others = (rows.values_list(case, unit) for rows, case, unit, _part in sources)
    return Counter(unit for _case, unit in first.union(*others))


def legs_of(unit_id: UUID) -> QuerySet[Leg]:
    """Return the parts that the unit has still to settle."""
    return _unsettled().filter(unit=unit_id)


def _open_work_of(unit_ids: Collection[UUID], only: Collection[UUID] | None) -> QuerySet[Case]:
    sources = (*_held(unit_ids, only), *_shared(unit_ids, only))
    first, *others = (rows.values_list(case) for rows, case, _unit, _part in sources)
    return Case.objects.filter(closed_at__isnull=True, pk__in=first.union(*others)).order_by("pk")


def _parts(unit_ids: Collection[UUID], only: Collection[UUID]) -> QuerySet[Any, tuple[UUID, UUID, str]]:
    """Return what the cases themselves do not say, with its case and unit."""
    sources = _shared(unit_ids, only)
    first, *others = (rows.values_list(case, unit, part) for rows, case, unit, part in sources)
    return first.union(*others, all=True)


def _held(unit_ids: Units, only: Collection[UUID] | None = None) -> Iterator[Source]:
    """Yield the open cases that say of themselves that it is theirs."""
    cases = Case.objects.filter(closed_at__isnull=True)
    if only is not None:
        cases = cases.filter(pk__in=among(only))
    for column, part in (("holder", HOLDER), ("turn_unit", TURN)):
        yield cases.filter(**{f"{column}__in": _these(unit_ids)}), "pk", column, _text(part)


def _shared(unit_ids: Units, only: Collection[UUID] | None = None) -> Iterator[Source]:
    """Yield what else of the units leads to open cases; each is read by its own index."""
    current = {"unit__in": _these(unit_ids), "case__closed_at__isnull": True}
    if only is not None:
        current["case__in"] = among(only)
    yield Involvement.objects.filter(until__isnull=True, **current), "case", "unit", F("role")
    yield Assignment.objects.filter(until__isnull=True, **current), "case", "unit", _text(ASSIGNMENT)
    yield _unsettled().filter(**current), "case", "unit", _text(LEG)


def _these(units: Units) -> QuerySet[Any] | RawSQL:
    return units if isinstance(units, QuerySet) else among(units)


def _unsettled() -> QuerySet[Leg]:
    return Leg.objects.filter(state__in=[LegState.WAITING, LegState.RUNNING]).order_by()


def _text(part: str) -> Value:
    return Value(part, output_field=TextField())
