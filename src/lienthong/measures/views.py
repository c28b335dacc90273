"""Pages of figures: all of them, one with its units, the rows behind it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.directory.selectors import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.refusals import Missing
from lienthong.measures import exporting
from lienthong.measures.activity import ACTIVE, acts_of, given, totals_of
from lienthong.measures.boundaries import offered_days
from lienthong.measures.choosing import Chosen, chosen, narrowing_of, offered_heads, offered_periods
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.drilling import PAGE, edge_of
from lienthong.measures.indicators import Indicator, indicators
from lienthong.measures.reading import add_again, day_of, narrowed_words, read_figure, read_rows
from lienthong.measures.regimes import regimes
from lienthong.measures.selecting import select
from lienthong.measures.words import COMPUTED, figure_pair_words, shown_count, value_words

may_see = needs(Capability.FIGURES_SEE)


@page(may_see)
def index(request: Request) -> HttpResponseBase:
    asked = chosen(request.GET)
    found = [(known, _value(known, asked)) for known in indicators.known.values()]
    return render(
        request, "measures/index.html", {"indicators": found, "kind": COMPUTED, **chooser(request, asked)}
    )


@page(may_see)
def figure(request: Request, code: str) -> HttpResponseBase:
    """A figure is of all its classes: a ratio of one class would mean nothing."""
    indicator = indicators.get(code)
    asked = chosen(request.GET, carried=("unit", "boundaries", *indicator.dimensions))
    if asked is None:
        return render(request, "measures/nothing.html", {"indicator": indicator})
    only = replace(narrowing_of(request.GET, indicator), classes=None)
    reading = read_figure(indicator, asked, only)
    if "export" in request.GET:
        return exporting.of_units(request.GET["export"], reading, asked, only)
    context = {
        "indicator": indicator,
        "reading": reading,
        "kind": COMPUTED,
        "given": indicator.given([asked.question]).words,
        "narrowed": narrowed_words(indicator, only, asked),
        "boundaries": offered_days(asked.question),
    }
    return render(request, "measures/figure.html", context | chooser(request, asked))


@page(may_see)
def rows_page(request: Request, code: str) -> HttpResponseBase:
    """The rows behind a figure, added up again: what is not for this reader is counted and said."""
    indicator = indicators.get(code)
    asked = chosen(request.GET, carried=("unit", "class", "boundaries", *indicator.dimensions))
    if asked is None:
        return render(request, "measures/nothing.html", {"indicator": indicator})
    only = narrowing_of(request.GET, indicator)
    who: dict[str, Any] = {"by": request.actor, "at": request.at}
    selection = select(indicator, asked, only)
    if "export" in request.GET:
        return exporting.of_rows(request.GET["export"], selection, asked, only, **who)
    after = edge_of(request.GET.get("page", ""), indicator)
    found = read_rows(selection, after, **who)
    context = {
        "indicator": indicator,
        "rows": found,
        "given": indicator.given([asked.question]).words,
        "following": asked.query(page=found.following) if found.following else "",
        "after": after,
        "counted": selection.figure,
        "total": shown_count(selection.figure.total),
        "pair": figure_pair_words(selection.figure),
        "in_part": selection.part,
        "value": value_words(selection.figure) if only.classes is None else "",
        "again": add_again(selection, **who),
        "narrowed": narrowed_words(indicator, only, asked),
        "chosen": asked,
    }
    return render(request, "measures/rows.html", context)


@page(may_see)
def acts_page(request: Request, unit_id: UUID) -> HttpResponseBase:
    """The acts that count for an agency: when, what, in which post; what they were about is for who works on it."""
    asked = chosen(request.GET)
    if asked is None:
        return render(request, "measures/nothing.html", {"indicator": ACTIVE})
    called = names([unit_id], day_of(asked.question))
    if not called:
        raise Missing
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 18 else asked.question.as_of.size
    listed = acts_of(unit_id, asked.question, before=before, limit=PAGE + 1)
    known = Act.objects.in_bulk([act_id for _position, act_id, _day in listed[:PAGE]])
    acts, days = totals_of(unit_id, asked.question)
    context = {
        "indicator": ACTIVE,
        "unit": called[unit_id],
        "acts": [
            (position, known[act_id], verbs.read(known[act_id].verb))
            for position, act_id, _day in listed[:PAGE]
        ],
        "counted": acts,
        "days": days,
        "given": given([asked.question]).words,
        "following": asked.query(before=str(listed[PAGE - 1][0])) if len(listed) > PAGE else "",
        "chosen": asked,
    }
    return render(request, "measures/acts.html", context)


def chooser(request: Request, asked: Chosen | None) -> dict[str, object]:
    """Return what the form that chooses period and head needs; pages of figures above use it too."""
    if asked is None:
        return {}
    return {
        "chosen": asked,
        "regimes": regimes.known.values(),
        "periods": list(offered_periods(asked.regime, request.at)),
        "heads": offered_heads(),
    }


def _value(indicator: Indicator, asked: Chosen | None) -> str:
    return value_words(whole(indicator, by_unit(indicator, asked.question))) if asked else ""
