"""The rows behind a figure, of then or of the units of another day, and how much of each row it counts."""

from dataclasses import dataclass
from fractions import Fraction

from lienthong.measures.asking import Question
from lienthong.measures.boundaries import Held, UnitsOfDay, day_asked, together
from lienthong.measures.choosing import Chosen
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.cutting import Cut
from lienthong.measures.drilling import Row
from lienthong.measures.indicators import Count, Figure, Indicator
from lienthong.measures.narrowing import Narrowing


def whole_row(_row: Row) -> Count:
    return 1


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit of another day holds of rows, and the rows it holds anything of."""

    cut: Cut
    held: Held

    def share(self, row: Row) -> Fraction:
        return self.held.shares[self.cut.origin_of(row)]


@dataclass(frozen=True, slots=True)
class Selection:
    """A figure and its rows; without a `part` every row counts as one."""

    indicator: Indicator
    question: Question
    only: Narrowing
    figure: Figure
    part: Part | None = None

    def share(self, row: Row) -> Count:
        return self.part.share(row) if self.part else whole_row(row)


def select(indicator: Indicator, asked: Chosen, only: Narrowing) -> Selection:
    """Return what an address selects: units are those of the boundaries that it names."""
    day, question = day_asked(asked.others), asked.question
    if day is None or only.units is None:  # all units together count every row whole
        return Selection(indicator, question, only, whole(indicator, by_unit(indicator, question, only)))
    cut = Cut(indicator, question, UnitsOfDay(day))
    held = together(cut.held(only).values())
    return Selection(cut.over, question, cut.rows_of(held.shares, only), cut.figure(held), Part(cut, held))
