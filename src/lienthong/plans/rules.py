"""The light of a target: what the written rule says of a year's figure."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Light(StrEnum):
    """What the office says of a target; the order is that of worry."""

    MISSED = "missed"
    AT_RISK = "at_risk"
    NO_DATA = "no_data"
    ON_TRACK = "on_track"
    MET = "met"
    EXCEEDED = "exceeded"


REACHED = frozenset({Light.MET, Light.EXCEEDED})
WORRYING = frozenset({Light.MISSED, Light.AT_RISK})


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at: where it is met, where it is more than met, and by which year on which way.

    `by_year` is None where each year is judged by itself; `steps` is the value proposed for each year before.
    """

    operator: str
    threshold: Fraction
    exceeded: Fraction | None = None
    upward: bool = True
    by_year: int | None = None
    steps: Mapping[int, Fraction] = field(default_factory=dict)


MEETS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def marks_of(aim: Aim, year: int | None) -> list[Fraction]:
    """Return the values at which the light of a year changes: what is shown must stand on its side of each."""
    known = (aim.threshold, aim.exceeded, aim.steps.get(year) if year is not None else None)
    return [mark for mark in known if mark is not None]


def light_of(aim: Aim, year: int, reached: Fraction | None, *, over: bool = True) -> Light:
    """Return the light of a year's figure, whatever its maturity; not `over`: of a part of a year that has none yet.

    A year before the first step only shows from where one starts: it has no light yet. "Missed" is said of a year
    that is judged by itself, and of the year by which it had to be reached or a later one; never before the year
    has its figure.
    """
    if reached is None:
        return Light.NO_DATA
    beyond = operator.ge if aim.upward else operator.le
    met = MEETS[aim.operator](reached, aim.threshold)
    if not over and aim.by_year is None:
        return Light.ON_TRACK if met else Light.AT_RISK
    if met:
        return Light.EXCEEDED if aim.exceeded is not None and beyond(reached, aim.exceeded) else Light.MET
    if aim.by_year is None or year >= aim.by_year:
        return Light.MISSED if over else Light.AT_RISK
    step = aim.steps.get(year)
    if step is None:
        return Light.NO_DATA
    return Light.ON_TRACK if beyond(reached, step) else Light.AT_RISK


def against(aim: Aim, year: int, reached: Fraction | None) -> Fraction | None:
    """Return how much of the year's plan is reached: 1 is all of it; over 1 is better, in either direction."""
    plan = aim.steps.get(year, aim.threshold)
    if reached is None or not plan or not reached:
        return None
    return reached / plan if aim.upward else plan / reached
