"""Figures of my agency: what it measures, what stands entered, what this year still lacks."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import render

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.access.powers.authority import agency_of
from lienthong.directory.models import Unit
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.measures.asking import AsOf
from lienthong.measures.choosing import chosen
from lienthong.measures.models import Definition, Maturity
from lienthong.measures.periods import period_words
from lienthong.measures.policies import may_enter
from lienthong.measures.words import amount_words
from lienthong.plans.figures import PlanFigure
from lienthong.plans.models import Plan
from lienthong.plans.rules import marks_of
from lienthong.plans.selectors import plans
from lienthong.plans.series import Series, series_of
from lienthong.plans.standing import aim_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A year of one figure: its value and how sure it is; without a value nothing was entered, `missing` says why."""

    value: str = ""
    about: str = ""
    final: bool = False
    missing: str = ""

    @property
    def lacking(self) -> bool:
        return not self.value and not self.missing


@dataclass(frozen=True, slots=True)
class Line:
    """One figure that the agency measures; what has no target is only watched."""

    figure: PlanFigure
    before: Cell
    now: Cell


@page(needs(Capability.FIGURES_SEE))
def ours(request: Request) -> HttpResponseBase:
    plan, asked = plans().first(), chosen({})
    if plan is None or asked is None:
        return render(request, "plans/overview_empty.html", {"plan": plan})
    agency, day = agency_of(request.actor, request.at), local_day(request.at)
    year = min(day.year, plan.during.upper.year - 1)
    definitions = measured_by(Unit.objects.get(pk=agency).code)
    lines = lines_of(plan, definitions, year, asked.question.as_of)
    context = {
        "plan": plan,
        "chosen": asked,
        "agency": names([agency], day).get(agency, ""),
        "year": str(year),
        "year_before": str(year - 1),
        "lines": lines,
        "missing": sum(line.now.lacking for line in lines),
        "unsure": sum(bool(line.before.value) and not line.before.final for line in lines),
        "may_enter": _may_enter(request.actor, definitions, request.at),
    }
    return render(request, "plans/ours.html", context)


def measured_by(code: str) -> list[Definition]:
    """Return the latest definition of each figure that the agency measures."""
    found = {row.code: row for row in Definition.objects.order_by("code", "version")}
    return [row for row in found.values() if row.measured_by == code]


def lines_of(plan: Plan, definitions: list[Definition], year: int, as_of: AsOf) -> list[Line]:
    """Return a line for each, what this year lacks first, then in the order of the plan."""
    targets = {target.indicator: target for target in plan.targets.all()}
    found = series_of(plan, [row.code for row in definitions], as_of)
    lines = [
        _line(PlanFigure(plan, row, targets.get(row.code)), found[row.code], year) for row in definitions
    ]
    return sorted(
        lines,
        key=lambda line: (not line.now.lacking, line.figure.target is None, line.figure.code),
    )


def _line(figure: PlanFigure, one: Series, year: int) -> Line:
    return Line(figure, *(_cell(figure, one, asked) for asked in (year - 1, year)))


def _cell(figure: PlanFigure, one: Series, year: int) -> Cell:
    """Return the figure of the year; where there is none yet, of the part of it that reaches furthest."""
    parts = one.so_far.get(year, {})
    reached = one.by_year.get(year) or (parts[max(parts)] if parts else None)
    if reached is None:
        return Cell(missing="; ".join(gap.words for gap in one.missing_whole if gap.period == str(year)))
    marks = marks_of(aim_of(figure.target), year) if figure.target else ()
    maturity = str(Maturity(reached.maturity).label)
    about = maturity if reached.period == str(year) else f"{period_words(reached.period)} · {maturity}"
    final = reached.period == str(year) and reached.maturity == Maturity.FINAL
    return Cell(amount_words(reached.value, figure.definition, marks), about, final)


def _may_enter(by: Actor, definitions: list[Definition], at: datetime) -> bool:
    """Say whether the reader enters them: all are measured by one agency, so one answer is of all that are entered."""
    entered = [row for row in definitions if not row.expression]
    return bool(entered) and bool(may_enter(by, entered[0], at=at))
