"""Pages on which figures are entered and put right: one figure, one page; a target's and a watched one alike."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.doors import Request, page, signed_in
from lienthong.directory.models import Unit
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.forms import Form
from lienthong.measures.entering import correct, enter
from lienthong.measures.models import Entry
from lienthong.measures.policies import may_enter
from lienthong.plans.entry_forms import CorrectionForm, EntryForm
from lienthong.plans.figures import PlanFigure, figure_of
from lienthong.tasks.choices import agencies


@page(signed_in, methods=("GET", "POST"))
def enter_page(request: Request, code: str, figure_code: str) -> HttpResponseBase:
    """Enter one figure: numerator and denominator, never a percentage alone."""
    figure = figure_of(code, figure_code)
    may_enter(request.actor, figure.definition, at=request.at).or_raise()
    form = EntryForm.read(request, **_asked(figure, request), draft=f"plans.enter.{figure.definition.pk}")

    def act() -> None:
        enter(figure.definition, form.said, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận số liệu."))
        return redirect(figure.url)
    return _form(request, figure, form, _("Nhập số liệu"))


@page(signed_in, methods=("GET", "POST"))
def correct_page(request: Request, code: str, figure_code: str, entry_id: UUID) -> HttpResponseBase:
    """Put one figure right, with the reason; the old one stays readable."""
    figure = figure_of(code, figure_code)
    may_enter(request.actor, figure.definition, at=request.at).or_raise()
    entry = Entry.objects.filter(pk=entry_id, definition__code=figure.definition.code).first()
    if entry is None:
        raise Missing
    form = CorrectionForm.read(request, entry=entry, **_asked(figure, request))

    def act() -> None:
        reason = form.answers["reason"]
        correct(entry.pk, form.said, reason=reason, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã đính chính; số cũ vẫn được giữ bên cạnh."))
        return redirect(figure.url)
    return _form(request, figure, form, _("Đính chính số liệu"))


def _asked(figure: PlanFigure, request: Request) -> dict[str, Any]:
    """Return what may be chosen: years of the plan until now, the whole first, then every agency of the day."""
    plan, today = figure.plan, local_day(request.at)
    first, last = plan.during.lower.year, min(plan.during.upper.year, today.year)
    whole = Unit.objects.get(code=plan.issuer).pk
    units = sorted(agencies(today), key=lambda choice: choice[0] != str(whole))
    return {"definition": figure.definition, "years": range(last, first - 1, -1), "units": units}


def _form(request: Request, figure: PlanFigure, form: Form, words: str) -> HttpResponse:
    context = {"figure": figure, "form": form, "words": words}
    return render(request, "plans/enter.html", context, status=form.status)
