"""The leader's page: one plan, one period, one head of the ledger; own fields first."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.casework.inbox import how_much
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.formats import number_words
from lienthong.measures.choosing import chosen
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.tables import rows_address
from lienthong.measures.views import chooser
from lienthong.measures.words import COMPUTED
from lienthong.plans.indicators import COMPLETION
from lienthong.plans.lights import Targets, targets_of
from lienthong.plans.looking import ALL, field_tabs, fields_asked
from lienthong.plans.overview import Figures, figures_of, late_of, moves_of, waiting_of
from lienthong.plans.selectors import own_fields, plan_by_code, plans
from lienthong.plans.words import title_of


@page(needs(Capability.FIGURES_SEE))
def overview(request: Request) -> HttpResponseBase:
    """The plan's tasks on one page, the worst first; a leader of some fields sees these first."""
    plan = plan_by_code(request.GET["plan"]) if request.GET.get("plan") else plans().first()
    asked = chosen(request.GET)
    if plan is None or asked is None:
        return render(request, "plans/overview_empty.html", {"plan": plan})
    own = own_fields(request.actor, request.at)
    fields = fields_asked(request.GET, own)
    only = Narrowing(values={"plan": (plan.code,)} | ({"field": fields} if fields else {}))
    kept = {name: ",".join(values) for name, values in only.values.items()}
    items = plan.items.filter(field__in=fields) if fields else plan.items.all()
    narrowed = replace(asked, others=kept)
    shown = replace(asked, others={"plan": plan.code, "field": ",".join(fields) or ALL})
    who: dict[str, Any] = {"by": request.actor, "at": request.at}
    waiting, first_waiting = waiting_of(items, **who)
    late, late_hidden = late_of(asked.question, only, **who)
    figures, targets = figures_of(narrowed, only, items), targets_of(plan, shown, fields)
    late_url = rows_address(COMPLETION, narrowed, **{"class": "open_overdue"})
    context = {
        "plan": plan,
        "title": title_of(plan),
        "indicator": COMPLETION,
        "kind": COMPUTED,
        "targets": targets,
        "figures": figures,
        "late": late,
        "late_hidden": late_hidden,
        "late_url": late_url,
        "waiting": waiting,
        "first_waiting": first_waiting,
        "brief": _brief(figures, targets, waiting, request),
        "moves": moves_of(items, asked.question, **who),
        "narrowed_query": narrowed.query(),
        "fields": [(words, shown.query(field=field), on) for words, field, on in field_tabs(own, fields)],
    }
    return render(request, "plans/overview.html", context | chooser(request, shown))


def _brief(
    figures: Figures, targets: Targets, waiting: int, request: Request
) -> Iterator[tuple[type_of_reason, str, str]]:
    """Yield what a phone shows first: the worst, and what waits for the reader."""
    late = dict(zip(COMPLETION.classes, figures.reading.cells, strict=True))["open_overdue"]
    yield _("Nhiệm vụ quá hạn"), number_words(late.count), late.url
    if targets.lights:
        _chip, missed, url, _on = targets.lights[0]
        yield _("Chỉ tiêu không đạt"), number_words(missed), url
    yield _("Kết quả chờ xác nhận"), number_words(waiting), "#waiting"
    yield _("Việc của tôi"), how_much(request.actor, request.at), reverse("casework:inbox")
