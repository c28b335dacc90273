"""The service radius: area and points of every territory on a day, as of a head of the ledger.

Areas are those of the directory as believed now; points are those whose acts the head knows. A territory without
an area has no figure, and one that took part of a split place has none until its points are told apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import (
    ADMINISTRATIVE,
    PlaceSuccession,
    PlaceVersion,
    UnitPlacement,
    UnitVersion,
)
from lienthong.infrastructure.models import ServicePointVersion
from lienthong.infrastructure.rules.settling import around, settle, totals
from lienthong.infrastructure.selectors import known
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.measures.asking import Question
from lienthong.measures.computed import Pair
from lienthong.measures.models import Rule
from lienthong.measures.rules.values import value_of

TARGET: Final = "T05"  # code of the indicator in the plan
NO_AREA = _("chưa có số liệu (thiếu diện tích)")
SPLIT = _("chưa có số liệu (xã bị chia, chưa rõ điểm ở bên nào)")
NO_POINTS = _("Không xác định")


@dataclass(frozen=True, slots=True)
class Territory:
    """A place on the day: its area, its points, and which places of the points' own day make it up."""

    place_id: UUID
    area: Fraction | None
    points: int
    doubtful: bool

    @property
    def value(self) -> Fraction | None:
        if self.area is None or self.doubtful:
            return None
        return value_of(Rule.RADIUS, self.area, Fraction(self.points))

    @property
    def lacking(self) -> type_of_reason:
        """Return why there is no figure; nothing where there is one."""
        if self.area is None:
            return NO_AREA
        if self.doubtful:
            return SPLIT
        return "" if self.points else NO_POINTS


@dataclass(frozen=True, slots=True)
class Map:
    """Every territory of a day with its points; `parts` says in which place of the day a point's place lies."""

    day: date
    territories: Mapping[UUID, Territory]
    parts: Mapping[UUID, UUID]
    above: Mapping[UUID, UUID | None]
    unsettled: int

    def within(self, place: UUID) -> list[UUID]:
        """Return the places of points that are counted for this place."""
        return [own for own, home in self.parts.items() if place in around([home], self.above)]


def points_of(question: Question) -> QuerySet[ServicePointVersion]:
    """Return the points of the last day of the period, or of the day until which the head knows."""
    return known(question.as_of.size).filter(during__contains=last_day(question))


def last_day(question: Question) -> date:
    return min(question.period.end - timedelta(days=1), local_day(question.as_of.moment))


def map_of(question: Question, boundaries: date | None = None) -> Map:
    """Return the territories in the boundaries of a day, by default those of the points' own day; four queries."""
    return _laid_out(_counts(question), boundaries or last_day(question))


def units_of(day: date) -> QuerySet[UnitVersion]:
    """Return the agencies that answer for a territory: under the committee, with none above in the same place."""
    own = UnitPlacement.objects.on(day).filter(tree=ADMINISTRATIVE).values_list("unit_id", "parent_id")
    places = dict(UnitVersion.objects.on(day).filter(place__isnull=False).values_list("unit_id", "place_id"))
    below = [unit for unit, parent in own if unit in places and places.get(parent) == places[unit]]
    rows: QuerySet[UnitVersion] = UnitVersion.objects.on(day).filter(place__isnull=False)
    return rows.filter(kind__has_seal=True, kind__under_committee=True).exclude(unit__in=below)


def pairs(question: Question) -> dict[UUID, Pair]:
    """Return area and points of every unit that has both; nothing where no point is known at all."""
    counts = _counts(question)
    if not counts:
        return {}
    shown = _laid_out(counts, last_day(question))
    rows = units_of(shown.day).values_list("unit_id", "place_id")
    found = ((unit, shown.territories.get(place)) for unit, place in rows)
    return {
        unit: Pair(one.area, Fraction(one.points))
        for unit, one in found
        if one is not None and one.area is not None and not one.doubtful
    }


def _counts(question: Question) -> dict[UUID, int]:
    counted = points_of(question).values_list("place_id").annotate(number=Count("pk"))
    return dict(counted.order_by())


def _laid_out(counts: Mapping[UUID, int], day: date) -> Map:
    rows = PlaceVersion.objects.on(day).values_list("place_id", "parent_id", "area_km2")
    areas = {place: area for place, _parent, area in rows}
    above = {place: parent for place, parent, _area in rows}
    settled = settle(counts, above, _passed(day))
    moved: dict[UUID, int] = {}
    for place, home in settled.home.items():
        moved[home] = moved.get(home, 0) + counts[place]
    found, doubtful = totals(moved, above), around(settled.doubtful, above)
    territories = {
        place: Territory(place, None if area is None else Fraction(area), found[place], place in doubtful)
        for place, area in areas.items()
    }
    unsettled = sum(counts.values()) - sum(moved.values())
    return Map(day, territories, settled.home, above, unsettled)


def _passed(day: date) -> dict[UUID, list[UUID]]:
    rows: Iterable[tuple[UUID, UUID]] = (
        PlaceSuccession.objects.believed().filter(on__lte=day).values_list("predecessor_id", "successor_id")
    )
    found: dict[UUID, list[UUID]] = {}
    for before, after in rows:
        found.setdefault(before, []).append(after)
    return found
