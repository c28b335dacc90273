"""Reading plans: the list, one plan, its minutes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.directory.asking import Days, Request
from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.policies import may_edit
from lienthong.directory.reorganising.desk import large, shown
from lienthong.directory.reorganising.desk.forms import PressForm
from lienthong.directory.reorganising.desk.kinds import OFFERS
from lienthong.directory.reorganising.desk.listing import PLANS, plans, state_chip
from lienthong.directory.reorganising.desk.printing import minutes_shown
from lienthong.directory.reorganising.minutes import minutes_at, minutes_of
from lienthong.directory.tabs import tabs
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.showing import show


def plans_page(request: Request) -> HttpResponseBase:
    days = Days.asked(request)
    begin = (_("Soạn phương án"), days.link("draft_plan")) if may_edit(request.actor) else None
    context: dict[str, Any] = {"tabs": tabs("plans", days), "days": days, "begin": begin}
    return show(request, PLANS, rows=plans(), template="directory/units.html", **context)


def plan_page(request: Request, plan_id: UUID) -> HttpResponse:
    plan = shown.plan_at(plan_id)
    acts = shown.acts_of(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "chip": state_chip(plan),
        "lines": shown.lines_of(plan),
        "acts": acts,
        "notes": shown.notes_of(plan, acts),
        "is_due": local_day(request.at) >= plan.on,
    }
    if plan.state != PlanState.CARRIED_OUT:
        context["work"] = large.latest(large.CARRY, plan, request.actor)
    if plan.state == PlanState.CARRIED_OUT:
        context |= {
            "outlook": shown.happened(plan),
            "passed": shown.passed_table(plan, request.actor, local_day(request.at)),
        }
    elif may_edit(request.actor):
        context |= _offers(plan)
    return render(request, "directory/plan.html", context)


def all_minutes_page(request: Request, plan_id: UUID) -> HttpResponse:
    """All minutes of a plan, each on its own sheet of paper."""
    plan = _carried_out(plan_id)
    return _minutes(request, plan, [minutes_shown(plan, act) for act in minutes_of(plan)])


def minutes_page(request: Request, plan_id: UUID, act_id: UUID) -> HttpResponse:
    plan = _carried_out(plan_id)
    return _minutes(request, plan, [minutes_shown(plan, minutes_at(plan, act_id))])


def _minutes(request: Request, plan: ReorganisationPlan, sheets: list[Any]) -> HttpResponse:
    return render(request, "directory/minutes.html", {"plan": plan, "sheets": sheets})


def _carried_out(plan_id: UUID) -> ReorganisationPlan:
    plan = shown.plan_at(plan_id)
    if plan.state != PlanState.CARRIED_OUT:
        raise Missing
    return plan


def _offers(plan: ReorganisationPlan) -> dict[str, Any]:
    """Return what those who keep the directory can do with a plan that is not over."""
    draft = plan.state == PlanState.DRAFT
    return {
        "may_edit": True,
        "may_compose": draft,
        "may_withdraw": plan.state == PlanState.SCHEDULED,
        "may_preview": plan.state in {PlanState.DRAFT, PlanState.SCHEDULED},
        "press": PressForm(seen=plan.revision),
        "offers": OFFERS if draft else (),
    }
