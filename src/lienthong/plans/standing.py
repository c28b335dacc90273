"""How targets stand: their series as of a head, held against what is aimed at; the light, the way."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Any

from lienthong.measures.asking import AsOf
from lienthong.plans.models import Plan, Target
from lienthong.plans.rules import Aim, Light, against, light_of, marks_of
from lienthong.plans.series import Series, series_of

WORRY = {light: place for place, light in enumerate(Light)}


@dataclass(frozen=True, kw_only=True)
class Standing(Series):
    """One target with the series by which it is judged."""

    target: Target

    @cached_property
    def aim(self) -> Aim:
        return aim_of(self.target)

    @cached_property
    def light(self) -> Light:
        if self.year is None or self.latest is None:
            return Light.NO_DATA
        return light_of(self.aim, self.year, self.latest.value, over=self.over)

    @property
    def against_plan(self) -> Fraction | None:
        if self.year is None or self.latest is None:
            return None
        return against(self.aim, self.year, self.latest.value)

    def marks(self, year: int | None) -> list[Fraction]:
        return marks_of(self.aim, year)


def standings(plan: Plan, as_of: AsOf, targets: Iterable[Target] | None = None) -> list[Standing]:
    """Return how the targets stand, those that worry most first."""
    asked = list(plan.targets.select_related("goal") if targets is None else targets)
    found = series_of(plan, [target.indicator for target in asked], as_of)
    standing = [Standing(target=target, **_fields_of(found[target.indicator])) for target in asked]
    return sorted(standing, key=lambda one: (WORRY[one.light], one.target.ordinal))


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


def _fields_of(series: Series) -> dict[str, Any]:
    return {field.name: getattr(series, field.name) for field in fields(series)}
