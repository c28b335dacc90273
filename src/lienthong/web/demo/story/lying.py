"""Where the work of the play lies: in a commune of the district that does it; in a copy, where that agency lies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self
from uuid import UUID

from lienthong.directory.selectors import places_of_units, places_on

COMMUNE: Final = "commune"


@dataclass(frozen=True, slots=True)
class Lying:
    """Where agencies lie on a day, which communes lie in which district, and what communes are called."""

    seats: Mapping[UUID, UUID]
    within: Mapping[UUID | None, Sequence[UUID]]
    called: Mapping[UUID, str]

    @classmethod
    def on(cls, day: date, units: Iterable[UUID]) -> Self:
        within: dict[UUID | None, list[UUID]] = defaultdict(list)
        called: dict[UUID, str] = {}
        for row in places_on(day, tier=COMMUNE).order_by("place__code"):
            within[row.parent_id].append(row.place_id)
            called[row.place_id] = row.name
        return cls(places_of_units(set(units), day), within, called)

    def of_district(self, unit: UUID) -> Sequence[UUID]:
        """Return the communes of a district's agency; none of any other."""
        return self.within.get(self.seats.get(unit), ())

    def of_agency(self, unit: UUID) -> Sequence[UUID]:
        """Return where work of the agency may lie: in its district, its commune, else anywhere in the province."""
        seat = self.seats.get(unit)
        return self.of_district(unit) or ([seat] if seat and seat in self.called else list(self.called))
