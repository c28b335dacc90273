"""A figure of the plan through the years, as a head knows it: entered and computed, of the whole and of its parts.

Where an area computes the figure of a year, that one counts; what was entered for the year stays beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import local_day
from lienthong.measures.asking import AsOf
from lienthong.measures.computed import Computed, computations
from lienthong.measures.entered import Entered, best, entered
from lienthong.measures.models import Definition
from lienthong.measures.selectors import latest_definitions
from lienthong.plans.models import Plan

Reached = Entered | Computed


@dataclass(frozen=True, kw_only=True)
class Series:
    """One figure with everything that the head knows of it; `whole` is the unit by whose figure it is told."""

    definition: Definition
    whole: UUID
    entries: list[Entered] = field(default_factory=list)
    computed: list[Computed] = field(default_factory=list)

    @cached_property
    def by_year(self) -> dict[int, Reached]:
        """Return the figure that counts of each year, for the whole: the computed one where there is one."""
        found: dict[int, Reached] = {**self.entered_by_year}
        found |= {int(one.period): one for one in self.computed if one.unit_id == self.whole}
        return dict(sorted(found.items()))

    @cached_property
    def entered_by_year(self) -> dict[int, Entered]:
        """Return the entered figure that counts of each year, for the whole."""
        return by_year(self.entries, self.whole)

    @cached_property
    def year(self) -> int | None:
        """Return the latest year with a figure."""
        return max(self.by_year, default=None)

    @property
    def latest(self) -> Reached | None:
        return self.by_year[self.year] if self.year is not None else None

    @property
    def before(self) -> Reached | None:
        """Return the figure of the year before the latest."""
        return self.by_year.get(self.year - 1) if self.year is not None else None

    def marks(self, _year: int | None) -> list[Fraction]:
        """Return the values that a figure of the year is held against: none where nothing is aimed at."""
        return []

    def parts(self) -> dict[UUID, Entered]:
        """Return the figures of the parts for the latest year, those that count."""
        found: dict[UUID, list[Entered]] = defaultdict(list)
        for entry in self.entries:
            if entry.unit_id != self.whole and entry.period == str(self.year):
                found[entry.unit_id].append(entry)
        counted = {unit: best(entries) for unit, entries in found.items()}
        return {unit: entry for unit, entry in counted.items() if entry is not None}


def series_of(plan: Plan, codes: Collection[str], as_of: AsOf) -> dict[str, Series]:
    """Return the series of these indicators by code; what was entered is one scan for all of them."""
    definitions = latest_definitions(codes)
    whole = Unit.objects.get(code=plan.issuer).pk
    entries: dict[str, list[Entered]] = defaultdict(list)
    for entry in entered(codes, as_of):
        entries[entry.code].append(entry)
    years = range(plan.during.lower.year, local_day(as_of.moment).year + 1)
    return {
        code: Series(
            definition=definition,
            whole=whole,
            entries=entries[code],
            computed=computations.of(definition, years, as_of),
        )
        for code, definition in definitions.items()
    }


def by_year(entries: Iterable[Entered], unit: UUID) -> dict[int, Entered]:
    """Return the figure that counts of each year, for one unit."""
    years: dict[int, list[Entered]] = defaultdict(list)
    for entry in entries:
        if entry.unit_id == unit and entry.period.isdecimal():
            years[int(entry.period)].append(entry)
    found = {year: best(known) for year, known in sorted(years.items())}
    return {year: entry for year, entry in found.items() if entry is not None}
