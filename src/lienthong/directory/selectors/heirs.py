"""Who takes what when several units follow one: by the place of the work, else whoever the draft or the tree names."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from lienthong.directory.models import PlaceVersion, UnitVersion
from lienthong.directory.participants import Distribution, Reorganisation
from lienthong.directory.selectors.places import successors_of_place
from lienthong.directory.selectors.trees import tree_now


def distribution(
    heirs: Mapping[UUID, Decimal], on: date, *, chosen: UUID | None, by_place: bool
) -> Distribution:
    """Return the rule; where nobody is chosen, the unit above the heirs distributes, or the one with most of it."""
    if chosen is not None:
        return Distribution(chosen, chosen=True, by_place=by_place)
    units = tree_now(on)
    above = {units.parent_of(heir) for heir in heirs}
    common = next(iter(above)) if len(above) == 1 else None
    most = max(heirs, key=lambda heir: (heirs[heir], str(heir)))
    return Distribution(common or most, by_place=by_place)


def heirs_by_place(change: Reorganisation, places: set[UUID]) -> dict[UUID, UUID]:
    """Return the heir of each place that one of them has: the place of that day in which the old one is now.

    A place that was itself split between heirs is left out: nobody knows in which part the work lies.
    """
    rule = change.distribution
    if rule is None or not rule.by_place or not places:
        return {}
    seats = _seats(change)
    found = {place: _heirs_of(place, seats, change.on) for place in places}
    return {place: heir for place, (heir, *others) in found.items() if heir is not None and not others}


def _seats(change: Reorganisation) -> dict[UUID, UUID | None]:
    """Return which heir sits in which place on the day; None where several do: such a place decides nothing."""
    rows = UnitVersion.objects.on(change.on).filter(unit__in=change.heirs, place__isnull=False)
    seats: dict[UUID, UUID | None] = {}
    for place, unit in rows.values_list("place_id", "unit_id"):
        seats[place] = None if place in seats else unit
    return seats


def _heirs_of(place: UUID, seats: Mapping[UUID, UUID | None], on: date) -> list[UUID | None]:
    """Return the heirs of what became of the place; None where no heir has a part of it."""
    return list({_heir_above(part, seats, on) for part in successors_of_place(place, on)})


def _heir_above(place: UUID | None, seats: Mapping[UUID, UUID | None], on: date) -> UUID | None:
    while place is not None and place not in seats:
        version = PlaceVersion.objects.on(on).filter(place=place).first()
        place = version.parent_id if version else None
    return seats.get(place) if place is not None else None
