"""Looking ahead at a plan, letting it wait for its day, taking it back, carrying it out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.directory.asking import Request
from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.directory.reorganising.desk import large
from lienthong.directory.reorganising.desk.composing import pressed
from lienthong.directory.reorganising.desk.forms import PressForm
from lienthong.directory.reorganising.desk.listing import state_chip
from lienthong.directory.reorganising.desk.looking import Look
from lienthong.directory.reorganising.desk.shown import lines_of, plan_at
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, WrongState
from lienthong.kernel.ui.formats import day_words

GOES = (PlanState.DRAFT, PlanState.SCHEDULED)


def preview_page(request: Request, plan_id: UUID) -> HttpResponse:
    """What the plan would do, or the step at which it stops; everything is rolled back."""
    plan = plan_at(plan_id)
    if plan.state not in GOES:
        raise WrongState(_("Phương án này: %(state)s.") % {"state": PlanState(plan.state).label})
    if request.method == "POST":
        large.begin_look(plan, request.actor)
        return redirect("directory:preview_plan", plan.pk)
    if large.is_large(plan):
        work = large.latest(large.LOOK, plan, request.actor)
        found = large.found_by(work) if work else None
    else:
        work, found = None, Look.at(plan, by=request.actor, at=request.at)
    return render(request, "directory/plan_preview.html", _around(request, plan, found) | {"work": work})


def schedule_plan(request: Request, plan_id: UUID) -> HttpResponse:
    plan = drafting.schedule(plan_id, **pressed(request, _form(request)))
    words = _("Đã chốt. Phương án tự thực hiện vào ngày %(day)s; trước ngày ấy có thể rút về soạn lại.")
    messages.success(request, words % {"day": day_words(plan.on)})
    return redirect("directory:plan", plan_id)


def unschedule_plan(request: Request, plan_id: UUID) -> HttpResponse:
    drafting.unschedule(plan_id, **pressed(request, _form(request)))
    messages.success(request, _("Đã rút phương án về soạn lại."))
    return redirect("directory:plan", plan_id)


def carry_out_plan(request: Request, plan_id: UUID) -> HttpResponse:
    """Carry it out at once; a large one by the worker, and its page shows how that goes."""
    plan, form = plan_at(plan_id), _form(request)
    if large.is_large(plan):
        large.begin_carrying(plan, **pressed(request, form))
        return redirect("directory:plan", plan_id)
    carry_out(plan_id, **pressed(request, form))
    messages.success(request, _("Đã thực hiện phương án. Biên bản bàn giao của từng cơ quan ở dưới đây."))
    return redirect("directory:plan", plan_id)


def _around(request: Request, plan: ReorganisationPlan, found: Look | None) -> dict[str, Any]:
    return {
        "plan": plan,
        "chip": state_chip(plan),
        "look": found,
        "stopped_at": _stopped_at(plan, found),
        "press": PressForm(seen=plan.revision),
        "is_due": local_day(request.at) >= plan.on,
        "waits": plan.state == PlanState.SCHEDULED,
    }


def _stopped_at(plan: ReorganisationPlan, found: Look | None) -> object:
    """Return the step that cannot be taken, in its words."""
    if found is None or not found.stops_at:
        return None
    return next(line.sentence for line in lines_of(plan) if line.step.ordinal == found.stops_at)


def _form(request: Request) -> PressForm:
    form = PressForm.read(request)
    if not form.is_valid():
        raise Invalid(_("Biểu mẫu này đã bị thay đổi trên đường gửi; hãy tải lại trang rồi nhập lại."))
    return form
