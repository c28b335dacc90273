"""A step of a draft edited at its place: the form of its kind, filled with what the step says."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.directory.asking import Request
from lienthong.directory.forms.parts import rows_for
from lienthong.directory.models import ReorganisationStep
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.reorganising.desk.composing import composed, pressed
from lienthong.directory.reorganising.desk.forms import StepForm
from lienthong.directory.reorganising.desk.kinds import OFFERS
from lienthong.directory.reorganising.desk.shown import lines_of
from lienthong.kernel.refusals import Missing


def edit_page(request: Request, plan_id: UUID, step_id: UUID) -> HttpResponse:
    """Whom to appoint, and to which post, is not asked again: that is another step."""
    plan = composed(plan_id)
    line = next((one for one in lines_of(plan) if one.step.pk == step_id), None)
    if line is None:
        raise Missing
    step, offer = line.step, next(one for one in OFFERS if one.kind == line.step.kind)
    form = offer.form.read(
        request,
        about=Choosing(plan),
        day=plan.on,
        asked=_asked(request, step),
        seen=plan.revision,
        draft=f"directory.plan.{plan.pk}.step.{step.pk}",
        initial=offer.form.initial_of(step.content),
    )

    def act() -> None:
        drafting.change_step(plan.pk, step.pk, _content(step, form), **pressed(request, form))

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã sửa bước %(number)s.") % {"number": step.ordinal})
        return redirect("directory:plan", plan.pk)
    context = {
        "plan": plan,
        "form": form,
        "words": _("Sửa bước %(number)s: %(kind)s") % {"number": step.ordinal, "kind": offer.words},
        "lead": offer.lead,
        "facts": [(_("Đang ghi"), line.sentence)],
        "button": _("Ghi thay đổi"),
        "icon": "check",
    }
    return render(request, "directory/plan_form.html", context, status=form.status)


def _asked(request: Request, step: ReorganisationStep) -> QueryDict:
    """Return what the address asks, with as many rows as the step has parts, and whom it appoints."""
    asked = request.GET.copy()
    asked.setdefault("rows", str(rows_for(len(step.content.get("parts", ())))))
    for name in ("person", "post"):
        asked.setdefault(name, step.content.get(name, ""))
    return asked


def _content(step: ReorganisationStep, form: StepForm) -> dict[str, Any]:
    """Return what the step says now: what the form does not ask stays, and so does a code that was left empty."""
    asked = {*form.fields, "fields"} if "fields_of_work" in form.fields else {*form.fields}
    kept = {name: said for name, said in step.content.items() if name not in asked}
    coded = {"code": step.content["code"]} if "code" in step.content and not form.answers.get("code") else {}
    return {**kept, **form.content, **coded}
