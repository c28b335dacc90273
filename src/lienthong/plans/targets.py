"""Pages of targets: all of a plan on one page, the worst first; one with its way, its figures and its parts."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.directory.selectors import FIELDS
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.measures.choosing import chosen
from lienthong.measures.reading import Fact
from lienthong.measures.views import chooser
from lienthong.plans import exporting
from lienthong.plans.figures import PlanFigure
from lienthong.plans.lights import in_fields, lights_of
from lienthong.plans.looking import field_tabs, fields_asked
from lienthong.plans.news import news_of
from lienthong.plans.rules import WORRYING, Light
from lienthong.plans.selectors import own_fields, plan_by_code, plans
from lienthong.plans.showing import shown_of
from lienthong.plans.standing import standings
from lienthong.plans.targets_reading import facts_of, line_of, serving_of
from lienthong.plans.words import LIGHTS, title_of


@page(needs(Capability.FIGURES_SEE))
def newest(request: Request) -> HttpResponseBase:
    """Go to the targets of the latest plan: the place in the menu."""
    plan = plans().first()
    if plan is None:
        return render(request, "plans/overview_empty.html", {"plan": plan})
    return redirect("plans:targets", plan.code)


@page(needs(Capability.FIGURES_SEE))
def targets_page(request: Request, code: str) -> HttpResponseBase:
    """The plan's targets on one page; a leader of some fields sees these first."""
    plan, asked = plan_by_code(code), chosen(request.GET, carried=("light", "field", "since"))
    if asked is None:
        return render(request, "plans/overview_empty.html", {"plan": plan})
    own, light = own_fields(request.actor, request.at), _light(request)
    fields = fields_asked(request.GET, own)
    inside = in_fields(standings(plan, asked.question.as_of), fields)
    news = news_of(request, plan, inside, asked)
    if news is not None and news.changes is not None:
        moved = {change.target.pk for change in news.changes}
        inside = [one for one in inside if one.target.pk in moved]
    shown = [one for one in inside if light in {None, one.light}]
    if "export" in request.GET:
        lines = [line_of(one) for one in shown]
        return exporting.of_targets(request.GET["export"], plan, lines, asked, _narrowed(fields, light))
    context = {
        "plan": plan,
        "title": title_of(plan),
        "count": len(inside),
        "worrying": [line_of(one) for one in shown if one.light in WORRYING],
        "rest": [line_of(one) for one in shown if one.light not in WORRYING],
        "lights": lights_of(inside, lambda name: asked.query(light=name), on=light),
        "all_query": asked.query(light=""),
        "light": light,
        "news": news,
        "fields": [(words, asked.query(field=field), on) for words, field, on in field_tabs(own, fields)],
    }
    return render(request, "plans/targets.html", context | chooser(request, asked))


@page(needs(Capability.FIGURES_SEE))
def target_page(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """One target: how it stands, its way, its figures of every maturity, its parts, what serves it."""
    plan, asked = plan_by_code(code), chosen(request.GET, carried=("boundaries",))
    target = plan.targets.select_related("goal").filter(code=target_code).first()
    if target is None:
        raise Missing
    if asked is None:
        return render(request, "plans/overview_empty.html", {"plan": plan})
    (standing,) = standings(plan, asked.question.as_of, [target])
    shown = shown_of(PlanFigure(plan, standing.definition, target), standing, asked)
    line = line_of(standing)
    if "export" in request.GET:
        return exporting.of_figures(request.GET["export"], shown.figure, line, shown.rows, asked)
    context = {
        "plan": plan,
        "target": target,
        "line": line,
        "facts": facts_of(standing, local_day(request.at)),
        "rule": either(target.light, target.light_en),
        "serving": serving_of(target),
        **shown.context(request),
    }
    return render(request, "plans/target.html", context | chooser(request, asked))


def _narrowed(fields: tuple[str, ...], light: Light | None) -> list[Fact]:
    """Return what the page is narrowed to, in words."""
    narrowed: list[Fact] = []
    if fields:
        narrowed.append((_("Lĩnh vực"), "; ".join(str(FIELDS[field]) for field in fields)))
    if light is not None:
        narrowed.append((_("Khả năng đạt"), str(LIGHTS[light])))
    return narrowed


def _light(request: Request) -> Light | None:
    asked = request.GET.get("light", "")
    if asked and asked not in {*Light}:
        raise Invalid(_("Không có mức đánh giá này."), field="light")
    return Light(asked) if asked else None
