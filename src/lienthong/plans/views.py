"""Pages of plans: the plans, one by section, one item, giving its task."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.directory.selectors import names
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.forms import Form
from lienthong.measures.choosing import chosen
from lienthong.measures.computing import counted, whole
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.tables import cells, rows_address
from lienthong.measures.words import COMPUTED, value_words
from lienthong.plans.giving import give_item, order_of, receivers_of
from lienthong.plans.indicators import COMPLETION
from lienthong.plans.models import PlanItem
from lienthong.plans.policies import may_give_item
from lienthong.plans.reading import facts_of, line_of, sections_of, stated_words
from lienthong.plans.selectors import item_of, plan_by_code, plans, words_of_codes
from lienthong.plans.words import section_of, title_of, wording_of


@page(needs(Capability.PLAN_SEE))
def plan_list(request: Request) -> HttpResponseBase:
    known = [(plan, title_of(plan), plan.items.count()) for plan in plans()[:50]]
    if len(known) == 1:
        return redirect("plans:plan", known[0][0].code)
    return render(request, "plans/plans.html", {"plans": known})


@page(needs(Capability.PLAN_SEE))
def plan_page(request: Request, code: str) -> HttpResponseBase:
    plan = plan_by_code(code)
    day = local_day(request.at)
    sections = sections_of(plan, by=request.actor, at=request.at)
    context = {
        "plan": plan,
        "title": title_of(plan),
        "issuer": words_of_codes([plan.issuer], day).get(plan.issuer, plan.issuer),
        "number": gettext(plan.number),
        "last_day": plan.during.upper - timedelta(days=1),
        "sections": sections,
        "count": sum(len(section.lines) for section in sections),
        "may_see_figures": request.actor.can(Capability.FIGURES_SEE),
    }
    return render(request, "plans/plan.html", context)


@page(needs(Capability.PLAN_SEE))
def item_page(request: Request, code: str, item_code: str) -> HttpResponseBase:
    item = item_of(code, item_code)
    context = {
        **_about(request, item),
        "line": line_of(item, by=request.actor, at=request.at),
        "section": section_of(item),
        "stated": stated_words(item),
        "verdict": may_give_item(request.actor, item, at=request.at),
        **_figure(request, item),
    }
    return render(request, "plans/item.html", context)


@page(needs(Capability.TASKS_ASSIGN), methods=("GET", "POST"))
def give_page(request: Request, code: str, item_code: str) -> HttpResponseBase:
    """Give the task of an item: who gets it today is shown before it binds."""
    item = item_of(code, item_code)
    may_give_item(request.actor, item, at=request.at).or_raise()
    form = Form.read(request)
    if request.method == "POST" and form.carries_out(
        lambda: give_item(item, by=request.actor, at=request.at, key=form.act_key)
    ):
        messages.success(request, _("Đã giao nhiệm vụ."))
        return redirect("plans:item", code, item_code)
    context = {**_about(request, item), "form": form, **_receivers(item, request)}
    return render(request, "plans/give.html", context, status=form.status)


def _about(request: Request, item: PlanItem) -> dict[str, object]:
    return {
        "item": item,
        "plan": item.plan,
        "plan_title": title_of(item.plan),
        "wording": wording_of(item),
        "facts": facts_of(item, local_day(request.at)),
    }


def _receivers(item: PlanItem, request: Request) -> dict[str, object]:
    """Return who would get the task today, one line for each part."""
    day = local_day(request.at)
    order = order_of(item, day)
    leads = receivers_of(order, day)
    known = names([lead.unit_id for lead in leads], day)
    return {"receivers": [(known.get(lead.unit_id, ""), lead.name) for lead in leads], "term": order.term}


def _figure(request: Request, item: PlanItem) -> dict[str, object]:
    asked = chosen(request.GET)
    if asked is None or not request.actor.can(Capability.FIGURES_SEE):
        return {}
    only = Narrowing(values={"plan": (item.plan.code,), "item": (item.code,)})
    total = whole(COMPLETION, counted(COMPLETION, asked.question, by=("item",), only=only))
    narrowed = replace(asked, others={"plan": item.plan.code, "item": item.code})
    return {
        "chosen": asked,
        "kind": COMPUTED,
        "figure": value_words(total),
        "cells": cells(total, narrowed),
        "rows_url": rows_address(COMPLETION, narrowed),
    }
