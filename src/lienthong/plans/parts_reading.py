"""Figures of units in the boundaries of then or of another day, as the page of a figure shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from lienthong.directory.selectors import names
from lienthong.kernel.refusals import Verdict
from lienthong.measures.asking import Question
from lienthong.measures.boundaries import UnitsOfDay, day_asked, offered_days
from lienthong.measures.carrying import Carried, carried_parts, may_carry
from lienthong.measures.choosing import Chosen
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.words import amount_words, shared_pair_words
from lienthong.plans.series import Series


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A unit of another day, with what it holds of the units of then."""

    carried: Carried
    period: str
    unit: str
    value: str
    pair: str
    origins: str


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The days whose units can be asked for; `moved` where one is, unless the figure cannot be carried."""

    offered: list[tuple[str, str]]
    day: date | None
    verdict: Verdict
    moved: list[MovedRow]


def boundaries_of(one: Series, asked: Chosen) -> Boundaries | None:
    """Return in which boundaries the parts are read; None where there are no parts."""
    if one.parts_year is None:
        return None
    period = period_of(CALENDAR, str(one.parts_year))
    day, verdict = day_asked(asked.others), may_carry(one.definition)
    moved = []
    if day is not None and verdict:
        found = carried_parts(one.parts(), one.definition, period, UnitsOfDay(day))
        then = names({unit for part in found for unit in part.origins}, period.start)
        called = names([part.unit_id for part in found], day)
        moved = [_moved(one, part, called, then) for part in found]
    offered = offered_days(Question(period, asked.question.as_of))
    return Boundaries(offered, day, verdict, sorted(moved, key=_lowest))


def _moved(one: Series, part: Carried, called: Mapping[UUID, str], then: Mapping[UUID, str]) -> MovedRow:
    origins = "; ".join(then.get(unit, "") for unit in part.origins)
    return MovedRow(
        part,
        str(one.parts_year),
        called.get(part.unit_id, ""),
        amount_words(part.value, one.definition),
        shared_pair_words(part.numerator, part.denominator),
        origins,
    )


def _lowest(row: MovedRow) -> tuple[bool, Fraction, str]:
    return row.carried.value is None, row.carried.value or Fraction(), row.unit
