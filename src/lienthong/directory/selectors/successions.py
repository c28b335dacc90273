"""What came after a unit, and from what it came."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from lienthong.directory.models import SuccessionKind, UnitSuccession
from lienthong.directory.rules.shares import Step, carry, carry_each
from lienthong.directory.selectors.units import touching


def successors_of(unit_id: UUID, day: date) -> dict[UUID, Fraction]:
    """Return who holds what was the unit's on `day`, through all successions until then; shares add up to 1.

    A unit that nothing followed is its own successor.
    """
    steps = _steps(UnitSuccession.objects.believed().filter(on__lte=day))
    return carry({unit_id: Fraction(1)}, steps, after=date.min, until=day)


def shares_since(since: date, until: date) -> dict[UUID, dict[UUID, Fraction]]:
    """Return, for every unit that passed into others between two days, who holds what of it at the end.

    For aggregates "in the boundaries of now": a unit that is not a key stayed itself. One query.
    """
    rows = UnitSuccession.objects.believed().filter(on__gt=since, on__lte=until)
    steps = _steps(rows)
    passed = {step.predecessor for step in steps}
    return carry_each(passed, steps, after=since, until=until)


def predecessors_of(unit_id: UUID, day: date) -> dict[UUID, Fraction]:
    """Return the units that passed into this one until `day`, through chains, and what share of each came."""
    steps = _steps(UnitSuccession.objects.believed().filter(on__lte=day))
    origins = {step.predecessor for step in steps} - {unit_id}
    heirs = carry_each(origins, steps, after=date.min, until=day)
    return {origin: shares[unit_id] for origin, shares in heirs.items() if shares.get(unit_id)}


def successions_around(unit_id: UUID) -> QuerySet[UnitSuccession]:
    """Return the steps that lead directly to and from the unit, in the order they happened."""
    rows: QuerySet[UnitSuccession] = UnitSuccession.objects.believed().filter(touching(unit_id))
    return rows.order_by("on", "kind", "id")


def _steps(rows: QuerySet[UnitSuccession]) -> list[Step[UUID]]:
    """Return what passes on: a renaming does not, a unit that is renamed holds what it held."""
    passing = rows.exclude(kind=SuccessionKind.RENAMING)
    values = passing.values_list("on", "predecessor_id", "successor_id", "share")
    return [Step(on, before, after, Fraction(share)) for on, before, after, share in values]
