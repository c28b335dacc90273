"""Figures that areas above compute for an indicator of a target, beside those that were entered for it.

An area registers how; what was reported stays. `pairs` answers a question with numerator and denominator by unit,
from rows that `address` leads to; the definition says by which rule they make the value, so both series compare.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final
from uuid import UUID

from lienthong.kernel.refusals import type_of_reason
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.choosing import Chosen
from lienthong.measures.models import Definition, Maturity
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR, Regime
from lienthong.measures.rules.values import value_of

COMPUTED: Final = "computed"


@dataclass(frozen=True, slots=True)
class Pair:
    numerator: Fraction
    denominator: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """How an area computes the figures of an indicator; a new way is a new version, said beside the figure."""

    code: str
    version: int
    source: type_of_reason
    pairs: Callable[[Question], Mapping[UUID, Pair]]
    address: Callable[[UUID, str], str]


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure made from rows; a period that the head has not seen to its end is an estimate."""

    unit_id: UUID
    period: str
    numerator: Fraction
    denominator: Fraction | None
    rule: str
    maturity: str
    question: Question
    computation: Computation
    kind: str = COMPUTED

    @property
    def value(self) -> Fraction | None:
        return value_of(self.rule, self.numerator, self.denominator)

    @property
    def url(self) -> str:
        """Return the address of the rows behind it, under the same head."""
        query = Chosen(CALENDAR, self.period, self.question, latest=False).query()
        return self.computation.address(self.unit_id, query)


@dataclass
class Computations:
    """The register by code of indicator; an instance, so that tests make their own."""

    known: dict[str, Computation] = field(default_factory=dict)

    def register(self, computation: Computation) -> None:
        if computation.code in self.known:
            raise ValueError(f"{computation.code} is already registered")
        self.known[computation.code] = computation

    def of(
        self, definition: Definition, years: Iterable[int], as_of: AsOf, *, regime: Regime = CALENDAR
    ) -> list[Computed]:
        """Return the figures of these years that the head can give; none where nobody computes them."""
        computation = self.known.get(definition.code)
        if computation is None:
            return []
        return [one for year in years for one in _of_year(computation, definition, year, as_of, regime)]


def _of_year(
    computation: Computation, definition: Definition, year: int, as_of: AsOf, regime: Regime
) -> Iterable[Computed]:
    question = Question(period_of(regime, str(year)), as_of)
    if as_of.moment < question.period.start_moment:
        return []
    over = question.period.end_moment <= as_of.moment
    maturity = Maturity.FINAL if over else Maturity.ESTIMATE
    return [
        Computed(
            unit,
            str(year),
            pair.numerator,
            pair.denominator,
            definition.rule,
            maturity,
            question,
            computation,
        )
        for unit, pair in computation.pairs(question).items()
    ]


computations = Computations()
