"""Who takes what when several units follow one: by the place of the work, else whoever the draft or the tree names."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from lienthong.directory.models import UnitVersion
from lienthong.directory.participants import Distribution, Reorganisation
from lienthong.directory.selectors.places import parents_of_places, successors_of_places
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
    seats, parents = _seats(change), parents_of_places(change.on)
    found = {
        place: {_heir_above(part, seats, parents) for part in parts}
        for place, parts in successors_of_places(places, change.on).items()
    }
    return {place: heir for place, (heir, *others) in found.items() if heir is not None and not others}


def _seats(change: Reorganisation) -> dict[UUID, UUID]:
    """Return which heir sits in which place on the day."""
    rows = UnitVersion.objects.on(change.on).filter(unit__in=change.heirs, place__isnull=False)
    return dict(rows.values_list("place_id", "unit_id"))


def _heir_above(
    place: UUID | None, seats: Mapping[UUID, UUID], parents: Mapping[UUID, UUID | None]
) -> UUID | None:
    """Return the heir that sits in the place, or in the nearest one around it; None where no heir does."""
    while place is not None and place not in seats:
        place = parents.get(place)
    return seats.get(place) if place is not None else None
