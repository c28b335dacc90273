"""A figure of the plan through the years, as a head knows it: entered and computed, of the whole and of its parts.

Where an area computes the figure of a year, that one counts; what was entered for the year stays beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import local_day
from lienthong.measures.absent import Absent, absent
from lienthong.measures.asking import AsOf
from lienthong.measures.computed import Computed, computations
from lienthong.measures.deriving import Derived, derived, parts_of, with_parts
from lienthong.measures.entered import Entered, best, entered
from lienthong.measures.models import Definition
from lienthong.measures.selectors import latest_definitions
from lienthong.measures.so_far import Part, SoFar, parts_of_years
from lienthong.plans.models import Plan

Reached = Entered | Computed | Derived | SoFar
Told = TypeVar("Told", Entered, Absent)


@dataclass(frozen=True, kw_only=True)
class Series:
    """One figure with everything that the head knows of it; `whole` is the unit by whose figure it is told."""

    definition: Definition
    whole: UUID
    entries: list[Entered] = field(default_factory=list)
    computed: list[Computed] = field(default_factory=list)
    missing: list[Absent] = field(default_factory=list)
    of: dict[str, "Series"] = field(default_factory=dict)

    @cached_property
    def by_year(self) -> dict[int, Reached]:
        """Return the figure that counts of each year, for the whole: the computed one where there is one.

        What is a formula of others has one where each of these has; undefined is one too.
        """
        if self.of:
            return self._worked_out()
        found: dict[int, Reached] = {**self.entered_by_year}
        found |= {int(one.period): one for one in self.computed if one.unit_id == self.whole}
        return dict(sorted(found.items()))

    def _worked_out(self) -> dict[int, Reached]:
        years = set.intersection(*({*part.by_year} for part in self.of.values()))
        return {
            year: derived(
                self.definition,
                self.whole,
                str(year),
                {code: part.by_year[year] for code, part in self.of.items()},
            )
            for year in sorted(years)
        }

    @cached_property
    def entered_by_year(self) -> dict[int, Entered]:
        """Return the entered figure that counts of each year, for the whole."""
        return by_year(self.entries, self.whole)

    @cached_property
    def so_far(self) -> dict[int, dict[int, Part]]:
        """Return what is known of each year up to which month, for the whole: halves, quarters."""
        return parts_of_years(self.entries, self.whole, self.definition.adds)

    @cached_property
    def year(self) -> int | None:
        """Return the latest year with a figure, of the year or of a part of it."""
        return max((*self.by_year, *(year for year, parts in self.so_far.items() if parts)), default=None)

    @property
    def over(self) -> bool:
        """Say whether the latest year has its own figure."""
        return self.year in self.by_year

    @property
    def latest(self) -> Reached | None:
        """Return the figure of the latest year; where it has none yet, of the part that reaches furthest."""
        if self.year is None:
            return None
        parts = self.so_far.get(self.year, {})
        return self.by_year.get(self.year) or parts[max(parts)]

    @property
    def before(self) -> Reached | None:
        """Return the figure of the year before the latest; of a part of a year, that of the same part."""
        if self.year is None:
            return None
        if self.over:
            return self.by_year.get(self.year - 1)
        return self.so_far.get(self.year - 1, {}).get(max(self.so_far[self.year]))

    @property
    def missing_whole(self) -> list[Absent]:
        """Return why the whole has no figure of some periods; not of a year that is computed."""
        own = sorted((one for one in self.missing if one.unit_id == self.whole), key=lambda one: one.period)
        return [one for one in own if not one.period.isdecimal() or int(one.period) not in self.by_year]

    def marks(self, _year: int | None) -> list[Fraction]:
        """Return the values that a figure of the year is held against: none where nothing is aimed at."""
        return []

    def parts(self) -> dict[UUID, Entered]:
        """Return the figures of the units for the latest year that has any, those that count."""
        found: dict[UUID, list[Entered]] = defaultdict(list)
        for entry in self.entries:
            if entry.unit_id != self.whole and entry.period == str(self.parts_year):
                found[entry.unit_id].append(entry)
        counted = {unit: best(entries) for unit, entries in found.items()}
        return {unit: entry for unit, entry in counted.items() if entry is not None}

    @cached_property
    def parts_year(self) -> int | None:
        of_units = (entry for entry in self.entries if entry.unit_id != self.whole)
        return max((int(entry.period) for entry in of_units if entry.period.isdecimal()), default=None)


def series_of(plan: Plan, codes: Collection[str], as_of: AsOf) -> dict[str, Series]:
    """Return the series of these indicators by code, formulas with their parts; one scan for all that was entered."""
    definitions = latest_definitions()
    every = with_parts(codes, definitions)
    whole = Unit.objects.get(code=plan.issuer).pk
    entries, missing = _by_code(entered(every, as_of)), _by_code(absent(every, as_of))
    years = range(plan.during.lower.year, local_day(as_of.moment).year + 1)

    def make(code: str) -> Series:
        definition = definitions[code]
        return Series(
            definition=definition,
            whole=whole,
            entries=entries.get(code, []),
            computed=computations.of(definition, years, as_of),
            missing=missing.get(code, []),
            of={part: make(part) for part in sorted(parts_of(definition))},
        )

    return {code: make(code) for code in codes if code in definitions}


def _by_code(found: Iterable[Told]) -> dict[str, list[Told]]:
    grouped: dict[str, list[Told]] = defaultdict(list)
    for one in found:
        grouped[one.code].append(one)
    return grouped


def by_year(entries: Iterable[Entered], unit: UUID) -> dict[int, Entered]:
    """Return the figure that counts of each year, for one unit."""
    years: dict[int, list[Entered]] = defaultdict(list)
    for entry in entries:
        if entry.unit_id == unit and entry.period.isdecimal():
            years[int(entry.period)].append(entry)
    found = {year: best(known) for year, known in sorted(years.items())}
    return {year: entry for year, entry in found.items() if entry is not None}
