"""The security log on screen, and the addresses of one account for a purpose."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lienthong.access.doors import Request, page
from lienthong.access.policies import administers
from lienthong.access.security_log import ACCOUNT, LOG, about, act_seen, read_addresses, words_of
from lienthong.access.selectors import Visit
from lienthong.kernel.ui.forms import Form, LongText
from lienthong.kernel.ui.showing import show

watches = administers


class PurposeForm(Form):
    purpose = LongText(
        label=_("Mục đích xem địa chỉ"),
        rows=2,
        max_length=300,
        help_text=_("Được ghi lại cùng tên anh/chị, trong quá trình của tài khoản."),
    )


@page(watches)
def security_page(request: Request) -> HttpResponseBase:
    return show(request, LOG, template="access/security.html")


@page(watches, methods=("GET", "POST"))
def security_act_page(request: Request, act_id: UUID) -> HttpResponseBase:
    """One act; sent with a purpose, the page shows once where the account was come to from."""
    act = act_seen(act_id, request.actor, request.at)
    form = PurposeForm.read(request)
    visits: list[Visit] = []

    def reads() -> None:
        purpose = form.cleaned_data["purpose"]
        visits.extend(
            read_addresses(act_id, purpose=purpose, by=request.actor, at=request.at, key=form.act_key)
        )

    was_read = request.method == "POST" and form.carries_out(reads)
    context = {
        "act": act,
        "words": words_of(act),
        "about": about(act),
        "reason": act.detail.get("reason") or act.detail.get("purpose") or act.detail.get("basis") or "",
        "form": form,
        "of_account": act.subject_kind == ACCOUNT,
        "was_read": was_read,
        "visits": visits,
    }
    return render(request, "access/security_act.html", context, status=form.status)
