"""Who takes what when several units follow one: by the place of the work, else whoever the draft or the tree names."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.models import UnitVersion
from lienthong.directory.participants import Distribution, Reorganisation
from lienthong.directory.rules.tree import Tree
from lienthong.directory.selectors.places import parents_of_places, successors_of_places
from lienthong.directory.selectors.trees import tree_now
from lienthong.kernel.refusals import Invalid


def distribution(
    heirs: Mapping[UUID, Decimal], on: date, *, chosen: UUID | None, by_place: bool
) -> Distribution:
    """Return the rule; where nobody is chosen, the nearest unit above all heirs distributes, or the one with most.

    Raises `Invalid` for a choice that is neither an heir nor stands above them all: it has nothing to do with the work.
    """
    above = _above_all(tree_now(on), heirs)
    if chosen is not None and chosen not in {*heirs, *above}:
        raise Invalid(
            _(
                "Phần công việc còn lại chỉ về được một cơ quan nhận, hoặc cơ quan đứng trên các cơ quan nhận."
            ),
            field="rest",
        )
    most = max(heirs, key=lambda heir: (heirs[heir], str(heir)))
    rest = chosen or next(iter(above), most)
    return Distribution(rest, chosen=chosen is not None, by_place=by_place)


def _above_all(units: Tree, heirs: Iterable[UUID]) -> list[UUID]:
    """Return the units that stand above each of the heirs, the nearest first."""
    first, *others = (units.ancestors(heir) for heir in heirs)
    return [unit for unit in first if all(unit in above for above in others)]


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


def _seats(change: Reorganisation) -> dict[UUID, UUID | None]:
    """Return which heir sits in which place on the day; None where several do: such a place decides nothing."""
    rows = UnitVersion.objects.on(change.on).filter(unit__in=change.heirs, place__isnull=False)
    seats: dict[UUID, UUID | None] = {}
    for place, unit in rows.values_list("place_id", "unit_id"):
        seats[place] = None if place in seats else unit
    return seats


def _heir_above(
    place: UUID | None, seats: Mapping[UUID, UUID | None], parents: Mapping[UUID, UUID | None]
) -> UUID | None:
    """Return the heir that sits in the place, or in the nearest one around it; None where no heir does."""
    while place is not None and place not in seats:
        place = parents.get(place)
    return seats.get(place) if place is not None else None
