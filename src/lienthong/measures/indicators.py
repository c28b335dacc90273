"""What is measured: a frozen definition whose rows are both the figure and what stands behind it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

import rfc8785

from lienthong.kernel.refusals import Missing, type_of_reason
from lienthong.measures.asking import AsOf, Question

Count = int | Fraction


class Adds(StrEnum):
    """How figures of parts make the figure of the whole."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO_OF_SUMS = "ratio_of_sums"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column of the facts by which they may be split and narrowed; `read` words its values."""

    words: type_of_reason
    read: Callable[[str], type_of_reason] = str


@dataclass(frozen=True, slots=True)
class Given:
    """What facts take besides the questions, from dated data; `words` stand beside the last figure and say it.

    `marks` says for each question, as text, which data entered its figure: what was kept under another is not used.
    """

    parameters: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    marks: Sequence[str] = ()


def nothing_given(_questions: Sequence[Question]) -> Given:
    return Given()


def nothing_to_prepare(_size: int) -> None:
    """Facts that read the acts themselves need no projection."""


def touched_by_acts_alone(_since: AsOf, _until: AsOf) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition. A new meaning is a new version beside the old one, never in its place.

    `facts` is SQL that yields one row for each thing counted in a period: `period`, `subject_id`, `unit_id`,
    `act_id` (the act to which the figure leads back), `class`, `moment`, `due` (null where there is none), and a
    text column for each of `dimensions`. It reads the periods from `asked` (`period`, `starts`, `ends`, `until`;
    they follow one another) and may use the parameters `size`, `known_at` and those of `given`.
    A thing without an act yet has none (`act_id` null). Indicators with the same facts are counted in one scan.
    They may read a projection of the acts, which `prepare` brings to the size of the head that is asked for.
    A figure of a closed period depends on acts recorded before its end; `touched` returns from which moment on
    figures may differ between two heads besides, by what is not an act (the directory as it was known).
    `numerator` and `denominator` name the classes that are summed; one outside both is shown, not counted.
    `stocks` names the classes that are counted as they stand at the end (open work), the others happened at their
    `moment`: in the boundaries of another day each passes on from then.
    `subject` names the kind of things counted, for the register of subjects.
    """

    code: str
    version: int
    words: type_of_reason
    formula: type_of_reason
    source: type_of_reason
    unit: str
    adds: Adds
    facts: str
    classes: Mapping[str, type_of_reason]
    numerator: frozenset[str]
    denominator: frozenset[str] = frozenset()
    stocks: frozenset[str] = frozenset()
    subject: str = ""
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    given: Callable[[Sequence[Question]], Given] = nothing_given
    prepare: Callable[[int], None] = nothing_to_prepare
    touched: Callable[[AsOf, AsOf], datetime | None] = touched_by_acts_alone

    @property
    def facts_hash(self) -> str:
        """Return the hash under which counts of these facts are kept: of their very words, and of their groups."""
        words = [self.facts, *self.dimensions]
        return hashlib.sha256(rfc8785.dumps(words)).hexdigest()

    @property
    def definition_hash(self) -> str:
        """Return the hash of the declared meaning; the code's layout does not enter, the version does."""
        meaning = {
            "code": self.code,
            "version": self.version,
            "adds": str(self.adds),
            "classes": sorted(self.classes),
            "numerator": sorted(self.numerator),
            "denominator": sorted(self.denominator),
        }
        return hashlib.sha256(rfc8785.dumps(meaning)).hexdigest()


@dataclass(frozen=True, slots=True)
class Figure:
    """The counts of one unit, or of many added up. A ratio of sums is never an average of ratios.

    A count is whole, except in the boundaries of another day, where a unit that was split counts by shares.
    """

    indicator: Indicator
    counts: Mapping[str, Count]

    @property
    def numerator(self) -> Count:
        return sum(self.counts.get(name, 0) for name in self.indicator.numerator)

    @property
    def denominator(self) -> Count:
        return sum(self.counts.get(name, 0) for name in self.indicator.denominator)

    @property
    def value(self) -> Fraction | None:
        """Return the figure; a ratio over nothing is undefined, never 0."""
        if self.indicator.adds != Adds.RATIO_OF_SUMS:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def total(self) -> Count:
        return sum(self.counts.values())

    def __add__(self, other: "Figure") -> "Figure":
        names = {*self.counts, *other.counts}
        return Figure(self.indicator, {n: self.counts.get(n, 0) + other.counts.get(n, 0) for n in names})


@dataclass
class Indicators:
    """The register; an instance, so that tests make their own."""

    known: dict[str, Indicator] = field(default_factory=dict)

    def register(self, indicator: Indicator) -> None:
        if indicator.code in self.known:
            raise ValueError(f"{indicator.code} is already registered")
        self.known[indicator.code] = indicator

    def get(self, code: str) -> Indicator:
        if code not in self.known:
            raise Missing
        return self.known[code]


indicators = Indicators()
