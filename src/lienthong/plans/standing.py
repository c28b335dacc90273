"""How targets stand: their figures as of a head, entered and computed; the light, the way, the parts.

Where an area computes the figure of a year, that one counts; what was entered for the year stays beside it.
"""

from collections import defaultdict
from collections.abc import Iterable
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
from lienthong.plans.models import Plan, Target
from lienthong.plans.rules import Aim, Light, against, light_of, marks_of

Reached = Entered | Computed
WORRY = {light: place for place, light in enumerate(Light)}


@dataclass(frozen=True)
class Standing:
    """One target with every figure that the head knows; `whole` is the unit by whose figure it is judged."""

    target: Target
    definition: Definition
    whole: UUID
    entries: list[Entered] = field(default_factory=list)
    computed: list[Computed] = field(default_factory=list)

    @cached_property
    def aim(self) -> Aim:
        return aim_of(self.target)

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

    @cached_property
    def light(self) -> Light:
        if self.year is None or self.latest is None:
            return Light.NO_DATA
        return light_of(self.aim, self.year, self.latest.value)

    @property
    def against_plan(self) -> Fraction | None:
        if self.year is None or self.latest is None:
            return None
        return against(self.aim, self.year, self.latest.value)

    def marks(self, year: int | None) -> list[Fraction]:
        """Return the values that a figure of the year is held against."""
        return marks_of(self.aim, year)

    def parts(self) -> dict[UUID, Entered]:
        """Return the figures of the parts for the latest year, those that count."""
        found: dict[UUID, list[Entered]] = defaultdict(list)
        for entry in self.entries:
            if entry.unit_id != self.whole and entry.period == str(self.year):
                found[entry.unit_id].append(entry)
        counted = {unit: best(entries) for unit, entries in found.items()}
        return {unit: entry for unit, entry in counted.items() if entry is not None}


def standings(plan: Plan, as_of: AsOf, targets: Iterable[Target] | None = None) -> list[Standing]:
    """Return how the targets stand, those that worry most first."""
    asked = list(plan.targets.select_related("goal") if targets is None else targets)
    codes = [target.indicator for target in asked]
    definitions = latest_definitions(codes)
    whole = Unit.objects.get(code=plan.issuer).pk
    entries: dict[str, list[Entered]] = defaultdict(list)
    for entry in entered(codes, as_of):
        entries[entry.code].append(entry)
    years = range(plan.during.lower.year, local_day(as_of.moment).year + 1)
    found = [
        Standing(
            target,
            definitions[target.indicator],
            whole,
            entries[target.indicator],
            computations.of(definitions[target.indicator], years, as_of),
        )
        for target in asked
    ]
    return sorted(found, key=lambda one: (WORRY[one.light], one.target.ordinal))


def by_year(entries: Iterable[Entered], unit: UUID) -> dict[int, Entered]:
    """Return the figure that counts of each year, for one unit."""
    years: dict[int, list[Entered]] = defaultdict(list)
    for entry in entries:
        if entry.unit_id == unit and entry.period.isdecimal():
            years[int(entry.period)].append(entry)
    found = {year: best(known) for year, known in sorted(years.items())}
    return {year: entry for year, entry in found.items() if entry is not None}


def aim_of(target: Target) -> Aim:
    return Aim(
        operator=target.operator,
        threshold=Fraction(target.threshold),
        exceeded=None if target.exceeded is None else Fraction(target.exceeded),
        upward=target.direction == "up",
        by_year=target.by_year,
        steps={int(year): Fraction(value) for year, value in target.steps.items()},
    )


def counts(found: Iterable[Standing]) -> dict[Light, int]:
    """Return how many targets have each light, every light named."""
    counted = dict.fromkeys(Light, 0)
    for one in found:
        counted[one.light] += 1
    return counted
