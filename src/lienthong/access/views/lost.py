"""Somebody has lost their second factors: the administrator removes them, and says why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.doors import Request, page
from lienthong.access.factors.keeping import clear
from lienthong.access.forms import ClearForm
from lienthong.access.listings import account_of
from lienthong.access.policies import administers
from lienthong.access.selectors import people
from lienthong.kernel.refusals import Missing


@page(administers, methods=("GET", "POST"))
def clear_page(request: Request, person_id: UUID) -> HttpResponseBase:
    person = people(request.actor, request.at).filter(pk=person_id).first()
    account = account_of(person) if person else None
    if account is None:
        raise Missing
    form = ClearForm.read(request)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        clear(account.pk, reason=reason, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã gỡ xác thực bước hai; mọi phiên làm việc của tài khoản đã kết thúc."))
        return redirect("access:account", person_id)
    context = {"person": person, "form": form, "words": _("Gỡ xác thực bước hai"), "icon": "lock"}
    return render(request, "access/act.html", context, status=form.status)
