"""A period cut at the days on which units passed into others: the same facts, each in its stretch, in one scan."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from lienthong.kernel.clock.moments import day_window
from lienthong.measures.asking import Question
from lienthong.measures.boundaries import Held, Origin, UnitsOfDay
from lienthong.measures.computing import by_unit, counted
from lienthong.measures.drilling import Row
from lienthong.measures.indicators import Count, Dimension, Figure, Indicator
from lienthong.measures.narrowing import Narrowing

ORIGIN: Final = "origin"


@dataclass(frozen=True)
class Cut:
    """An indicator over the stretches of one question; what stands at the end is of the last stretch.

    Cut facts are facts with words of their own, so their counts are kept beside those of the whole period.
    """

    indicator: Indicator
    question: Question
    later: UnitsOfDay

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Return the first day of each stretch."""
        return (self.question.period.start, *self.later.cuts(self.question))

    @cached_property
    def over(self) -> Indicator:
        """Return the indicator whose facts also say where each comes from; itself where nothing is cut."""
        if len(self.days) == 1:
            return self.indicator
        facts = (
            f"SELECT fact.*, unit_id || '.' || {self._stretch} AS {ORIGIN} FROM ({self.indicator.facts}) fact"
        )
        dimensions = {**self.indicator.dimensions, ORIGIN: Dimension("")}
        return replace(self.indicator, facts=facts, dimensions=dimensions)

    def held(self, only: Narrowing) -> dict[UUID, Held]:
        """Return what each unit of the boundaries holds; `only` narrows to these of them."""
        found = self.later.spread(self._counts(replace(only, units=None)), self.days)
        return {unit: held for unit, held in found.items() if only.units is None or unit in only.units}

    def figure(self, held: Held) -> Figure:
        return Figure(self.indicator, held.counts)

    def origin_of(self, row: Row) -> Origin:
        if row.name in self.indicator.stocks:
            return row.unit_id, len(self.days) - 1
        return row.unit_id, bisect_right([day_window(day)[0] for day in self.days[1:]], row.moment)

    def rows_of(self, origins: Mapping[Origin, object], only: Narrowing) -> Narrowing:
        """Return what narrows the facts to those that came from somewhere."""
        units = tuple({unit for unit, _stretch in origins})
        if self.over is self.indicator:
            return replace(only, units=units)
        named = tuple(f"{unit}.{stretch}" for unit, stretch in origins)
        return replace(only, units=units, values={**only.values, ORIGIN: named})

    def _counts(self, only: Narrowing) -> dict[Origin, Mapping[str, Count]]:
        if self.over is self.indicator:
            found = by_unit(self.indicator, self.question, only)
            return {(unit, 0): figure.counts for unit, figure in found.items()}
        cut = counted(self.over, self.question, by=("unit_id", ORIGIN), only=only)
        return {
            (unit, int(origin.rpartition(".")[2])): figure.counts for (unit, origin), figure in cut.items()
        }

    @property
    def _stretch(self) -> str:
        """Return SQL for the number of a stretch; of days and classes, none of which comes from an address."""
        cuts = ", ".join(f"'{day_window(day)[0].isoformat()}'" for day in self.days[1:])
        stocks = ", ".join(f"'{name}'" for name in sorted(self.indicator.stocks))
        stands = f"class = ANY(ARRAY[{stocks}]::text[])"
        return (
            f"CASE WHEN {stands} THEN {len(self.days) - 1} "
            f"ELSE width_bucket(moment, ARRAY[{cuts}]::timestamptz[]) END"
        )
