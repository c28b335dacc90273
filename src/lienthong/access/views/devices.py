"""Where I am signed in; any of it can be ended from here."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.devices import devices_of, end_one, end_others
from lienthong.access.doors import Request, page, signed_in
from lienthong.access.selectors import visits
from lienthong.kernel.ui.forms import Form


@page(signed_in)
def devices_page(request: Request) -> HttpResponse:
    devices = devices_of(request.user, here=request.session.session_key)
    context = {"devices": devices, "visits": visits(request.user, latest=50), "form": Form()}
    return render(request, "access/devices.html", context)


@page(signed_in, methods=("POST",))
def end_page(request: Request, mark: str) -> HttpResponseBase:
    form = Form.read(request)

    def act() -> None:
        end_one(request.user, mark, by=request.actor, at=request.at, key=form.act_key)

    if form.carries_out(act):
        messages.success(request, _("Đã đăng xuất thiết bị ấy."))
    return redirect("access:devices")


@page(signed_in, methods=("POST",))
def end_others_page(request: Request) -> HttpResponseBase:
    form = Form.read(request)

    def act() -> None:
        here = request.session.session_key
        end_others(request.user, here=here, by=request.actor, at=request.at, key=form.act_key)

    if form.carries_out(act):
        messages.success(request, _("Đã đăng xuất mọi thiết bị khác."))
    return redirect("access:devices")
