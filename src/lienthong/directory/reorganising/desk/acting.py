"""Looking ahead at a plan, letting it wait for its day, taking it back, carrying it out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.directory.asking import Request
from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.parts import Table
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import Rehearsed, carry_out, rehearse
from lienthong.directory.reorganising.desk.composing import pressed
from lienthong.directory.reorganising.desk.forms import PressForm
from lienthong.directory.reorganising.desk.listing import state_chip
from lienthong.directory.reorganising.desk.shown import lines_of, plan_at
from lienthong.directory.reorganising.foreseeing import Said
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Verdict, WrongState, allow, deny
from lienthong.kernel.ui.formats import day_words

GOES = (PlanState.DRAFT, PlanState.SCHEDULED)


def preview_page(request: Request, plan_id: UUID) -> HttpResponse:
    """What the plan would do, or the step at which it stops; everything is rolled back."""
    plan = plan_at(plan_id)
    if plan.state not in GOES:
        raise WrongState(_("Phương án này: %(state)s.") % {"state": PlanState(plan.state).label})
    ahead = rehearse(plan, by=request.actor, at=request.at) if plan.steps.exists() else Rehearsed()
    outlook = ahead.outlook
    context: dict[str, Any] = {
        "plan": plan,
        "chip": state_chip(plan),
        "trouble": ahead.trouble,
        "outlook": outlook,
        "hindrances": _said("hindrances", _("Điều vướng"), outlook.hindrances if outlook else []),
        "lines": _said(
            "above", _("Công việc đang dở và dữ liệu liên quan"), outlook.lines if outlook else []
        ),
        "stopped_at": _stopped_at(plan, ahead),
        "press": PressForm(seen=plan.revision),
        "verdict": _may_go(ahead),
        "is_due": local_day(request.at) >= plan.on,
        "waits": plan.state == PlanState.SCHEDULED,
    }
    return render(request, "directory/plan_preview.html", context)


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
    carry_out(plan_id, **pressed(request, _form(request)))
    messages.success(request, _("Đã thực hiện phương án. Biên bản bàn giao của từng cơ quan ở dưới đây."))
    return redirect("directory:plan", plan_id)


def _form(request: Request) -> PressForm:
    form = PressForm.read(request)
    if not form.is_valid():
        raise Invalid(_("Biểu mẫu này đã bị thay đổi trên đường gửi; hãy tải lại trang rồi nhập lại."))
    return form


def _may_go(ahead: Rehearsed) -> Verdict:
    if ahead.trouble is not None:
        return deny(_("Có bước không thực hiện được; hãy sửa phương án trước."), WrongState)
    if ahead.outlook is None:
        return deny(_("Phương án chưa có bước nào."), WrongState)
    return allow() if ahead.goes else deny(_("Còn điều vướng ở trên; hãy xử lý trước."), WrongState)


def _stopped_at(plan: ReorganisationPlan, ahead: Rehearsed) -> object:
    """Return the step that cannot be taken, in its words."""
    if ahead.trouble is None:
        return None
    return next(line.sentence for line in lines_of(plan) if line.step.pk == ahead.trouble.step.pk)


def _said(key: str, title: str, lines: list[Said]) -> Table:
    """Return what areas above say, unit by unit."""
    return Table(key, title, (_("Cơ quan, đơn vị"), _("Nội dung")), [(one.unit, one.words) for one in lines])
