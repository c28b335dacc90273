"""Pages of what is watched without a target: all of it, and one with its figures; no light, for nothing is aimed at."""

from collections.abc import Mapping

from django.http import HttpResponseBase
from django.shortcuts import render

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.components import Link
from lienthong.measures.choosing import chosen
from lienthong.measures.meanings import agencies_of, meaning_of
from lienthong.measures.views import chooser
from lienthong.plans import exporting
from lienthong.plans.figures import PlanFigure, WatchedLine, figure_of, watched_of
from lienthong.plans.figures_reading import about_words, latest_words, since_before
from lienthong.plans.selectors import plan_by_code
from lienthong.plans.series import Series, series_of
from lienthong.plans.showing import shown_of
from lienthong.plans.words import title_of


@page(needs(Capability.FIGURES_SEE))
def watched_page(request: Request, code: str) -> HttpResponseBase:
    """Everything that is measured beside the plan's targets, with the latest figure of each."""
    plan, asked = plan_by_code(code), chosen(request.GET)
    if asked is None:
        return render(request, "plans/overview_empty.html", {"plan": plan})
    figures = watched_of(plan)
    found = series_of(plan, [figure.code for figure in figures], asked.question.as_of)
    agencies = agencies_of({figure.definition.measured_by for figure in figures}, local_day(request.at))
    lines = [_line(figure, found[figure.code], agencies) for figure in figures]
    if "export" in request.GET:
        return exporting.of_watched(request.GET["export"], plan, lines, asked)
    context = {"plan": plan, "title": title_of(plan), "lines": lines}
    return render(request, "plans/watched.html", context | chooser(request, asked))


@page(needs(Capability.FIGURES_SEE))
def watched_one_page(request: Request, code: str, figure_code: str) -> HttpResponseBase:
    """One watched figure: its way, its figures of every maturity, its parts, what it means."""
    figure, asked = figure_of(code, figure_code), chosen(request.GET, carried=("boundaries",))
    if figure.target is not None:
        raise Missing
    if asked is None:
        return render(request, "plans/overview_empty.html", {"plan": figure.plan})
    (one,) = series_of(figure.plan, [figure.code], asked.question.as_of).values()
    agencies = agencies_of([figure.definition.measured_by], local_day(request.at))
    shown, line = shown_of(figure, one, asked), _line(figure, one, agencies)
    if "export" in request.GET:
        return exporting.of_watched_one(request.GET["export"], line, shown.rows, asked)
    context = {
        "line": line,
        "facts": meaning_of(figure.definition, agencies),
        **shown.context(request),
    }
    return render(request, "plans/watched_one.html", context | chooser(request, asked))


def _line(figure: PlanFigure, one: Series, agencies: Mapping[str, Link]) -> WatchedLine:
    measured_by = figure.definition.measured_by
    agency = agencies.get(measured_by, measured_by)
    return WatchedLine(figure, latest_words(one), about_words(one), since_before(one), agency)
