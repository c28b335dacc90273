"""What the pages of a target's and of a watched figure share: its way, its figures, its gaps, its parts."""

from dataclasses import dataclass

from lienthong.access.doors import Request
from lienthong.kernel.languages import either
from lienthong.measures.choosing import Chosen
from lienthong.measures.policies import may_enter
from lienthong.plans.charts import chart_of
from lienthong.plans.figures import PlanFigure
from lienthong.plans.figures_reading import Gap, Row, counted_of, gaps_of, ingredients_of, rows_of
from lienthong.plans.parts_reading import Boundaries, MovedRow, boundaries_of
from lienthong.plans.series import Series


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of one series as its page shows them."""

    figure: PlanFigure
    one: Series
    whole: list[Row]
    parts: list[Row]
    gaps: list[Gap]
    boundaries: Boundaries | None

    @property
    def rows(self) -> list[Row | Gap | MovedRow]:
        """Return every row of the page, for a file: the parts in the boundaries that were asked for."""
        moved = self.boundaries.moved if self.boundaries else []
        return [*self.whole, *(moved or self.parts), *self.gaps]

    def context(self, request: Request) -> dict[str, object]:
        definition = self.one.definition
        return {
            "figure": self.figure,
            "open_question": either(definition.open_question, definition.open_question_en),
            "chart": chart_of(self.one),
            "computed": counted_of(self.one),
            "rows": self.whole,
            "parts": self.parts,
            "gaps": self.gaps,
            "ingredients": ingredients_of(self.figure.plan, self.one),
            "expression": definition.expression,
            "boundaries": self.boundaries,
            "year": str(self.one.parts_year or ""),
            "may_enter": may_enter(request.actor, definition, at=request.at),
        }


def shown_of(figure: PlanFigure, one: Series, asked: Chosen) -> Shown:
    as_of = asked.question.as_of
    whole, parts = rows_of(figure, one, as_of)
    return Shown(figure, one, whole, parts, gaps_of(one, as_of), boundaries_of(one, asked))
