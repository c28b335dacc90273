"""Places of a day, and how many people live in them: in the boundaries of then, or of now."""

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from lienthong.directory.models import Place, PlaceSuccession, PlaceVersion, Population
from lienthong.directory.rules.shares import Step, carry, carry_each
from lienthong.kernel.search.queries import matching

Amounts = dict[UUID, Fraction]


def place_on(place: Place | UUID, day: date) -> PlaceVersion | None:
    found: PlaceVersion | None = (
        PlaceVersion.objects.on(day).filter(place=place).select_related("kind", "parent").first()
    )
    return found


def place_names(place_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return places in words, as they are called, or were called last."""
    known = PlaceVersion.objects.believed().filter(place__in=set(place_ids)).order_by("during")
    return dict(known.values_list("place_id", "name"))


def called_after(name: str, day: date) -> str:
    """Return what the place of this name is called on a day, or what it became; the name itself of no one place.

    An installation bears the name of its province, which is renamed and merged as others are.
    """
    known = PlaceVersion.objects.believed().filter(name=name, parent__isnull=True).order_by("during").first()
    heirs = list(successors_of_place(known.place_id, day)) if known else []
    version = place_on(heirs[0], day) if len(heirs) == 1 else None
    return version.name if version else name


def places_on(
    day: date, typed: str = "", *, tier: str = "", parent: UUID | None = None
) -> QuerySet[PlaceVersion]:
    """Return the places of a day by words of the name, tier or parent, in Vietnamese order."""
    rows: QuerySet[PlaceVersion] = PlaceVersion.objects.on(day).select_related("place", "kind")
    if tier:
        rows = rows.filter(kind__tier=tier)
    if parent is not None:
        rows = rows.filter(parent=parent)
    return matching(rows, typed).order_by("order_key", "place__code")


def population(place_ids: Iterable[UUID], *, on: date, boundaries_of: date) -> Amounts:
    """Return the people of each place, as counted on or before `on`, in the boundaries of a day.

    A count is carried forward through the successions between its day and `boundaries_of`, by exact shares. A
    place without a count of its own is the sum of the places in it. Left out: places that did not exist in
    those boundaries, and those of which nothing is known: they have no figure, which is not zero.
    """
    within = _children(boundaries_of)
    counted = _counted(on, boundaries_of)
    found = {place: _people_in(place, counted, within) for place in place_ids if place in within}
    return {place: people for place, people in found.items() if people is not None}


def total(amounts: Amounts) -> Fraction:
    return sum(amounts.values(), Fraction())


def successors_of_place(place_id: UUID, day: date) -> Amounts:
    """Return what became of a place until the day, with shares that add up to 1."""
    return carry({place_id: Fraction(1)}, _steps(day), after=date.min, until=day)


def successors_of_places(places: Iterable[UUID], day: date) -> dict[UUID, Amounts]:
    """Return what became of each place until the day; in one statement."""
    return carry_each(places, _steps(day), after=date.min, until=day)


def parents_of_places(day: date) -> dict[UUID, UUID | None]:
    """Return in which place each place of the day lies."""
    return dict(PlaceVersion.objects.on(day).values_list("place_id", "parent_id"))


def _counted(on: date, boundaries_of: date) -> Amounts:
    """Return the latest counts, each carried from its own day into the boundaries of the other."""
    steps = _steps(boundaries_of)
    counted: Amounts = {}
    for day, amounts in _latest_counts(on).items():
        for place, people in carry(amounts, steps, after=day, until=boundaries_of).items():
            counted[place] = counted.get(place, Fraction()) + people
    return counted


def _latest_counts(on: date) -> dict[date, Amounts]:
    rows = Population.objects.believed().filter(on__lte=on).order_by("place_id", "-on").distinct("place_id")
    counts: dict[date, Amounts] = {}
    for place_id, day, people in rows.values_list("place_id", "on", "people"):
        counts.setdefault(day, {})[place_id] = Fraction(people)
    return counts


def _steps(until: date) -> list[Step[UUID]]:
    rows = PlaceSuccession.objects.believed().filter(on__lte=until)
    values = rows.values_list("on", "predecessor_id", "successor_id", "share")
    return [Step(on, before, after, Fraction(share)) for on, before, after, share in values]


def _children(day: date) -> dict[UUID, list[UUID]]:
    """Return the places that exist on the day, each with the places directly in it."""
    parents = parents_of_places(day)
    within: dict[UUID, list[UUID]] = {place: [] for place in parents}
    for place, parent in parents.items():
        if parent in within:
            within[parent].append(place)
    return within


def _people_in(place: UUID, counted: Amounts, within: dict[UUID, list[UUID]]) -> Fraction | None:
    if place in counted:
        return counted[place]
    parts = [_people_in(inner, counted, within) for inner in within[place]]
    known = [part for part in parts if part is not None]
    return sum(known, Fraction()) if known else None
