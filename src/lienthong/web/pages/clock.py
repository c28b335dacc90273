"""The clock of a simulated installation: what time it is here, what waits for its day, moving it on."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.formats import moment_words
from lienthong.web.moving import FOLLOW_JOB, is_simulated, move_clock
from lienthong.web.pages.forms import ClockForm


@page(needs(Capability.HEALTH_SEE), methods=("GET", "POST"))
def clock(request: Request) -> HttpResponseBase:
    """Say it and ask for a later moment. Raises `Missing` in a real installation: it has no clock of its own."""
    if not is_simulated():
        raise Missing
    form = ClockForm.read(request)
    if form.carries_out(lambda: _move(request, form)):
        said = _("Đồng hồ mô phỏng đã tới %(moment)s. Việc đến ngày đang được thực hiện.")
        messages.success(request, said % {"moment": moment_words(_moment(form))})
        return redirect("clock")
    waiting = ReorganisationPlan.objects.filter(state__in=[PlanState.SCHEDULED, PlanState.CARRIED_OUT])
    context = {"form": form, "at": request.at, "plans": waiting.order_by("on")}
    return render(request, "web/clock.html", context, status=form.status)


def _move(request: Request, form: ClockForm) -> None:
    move_clock(_moment(form), by=request.actor, at=request.at, key=form.act_key)
    defer(FOLLOW_JOB)  # lost between the two: the jobs of the hour find what is due


def _moment(form: ClockForm) -> datetime:
    return datetime.combine(form.answers["to"], form.answers["hour"], HANOI)
