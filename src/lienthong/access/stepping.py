"""A power asks for a second factor: to the page that asks for it and back, and nothing that was sent is lost."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from lienthong.access.factors.asking import asked_of
from lienthong.access.factors.keeping import has_factor
from lienthong.access.forms import CodeForm, PasswordAgainForm
from lienthong.access.policies import Confirm
from lienthong.kernel.refusals import StepUp

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def step_up(request: Any, refusal: StepUp) -> HttpResponse:
    """Answer a request for which a second factor is missing; a program, or a part of a page, hears the refusal."""
    reads = request.method in {"GET", "HEAD"}
    if not request.accepts("text/html") or (request.htmx and not reads):
        raise refusal
    if not isinstance(refusal, Confirm) and not has_factor(request.user):
        messages.warning(request, str(refusal.reason))
        return send_to(request, _with_next("access:add_factor", back_to(request)))
    if reads:
        return send_to(request, _with_next("access:step_up", back_to(request)))
    return ask(
        request,
        back=request.get_full_path(),
        sent=_sent_with(request),
        reason=str(refusal.reason),
        status=403,
    )


def ask(
    request: Any, *, back: str, sent: str = "", form: Any = None, reason: str = "", status: int = 200
) -> HttpResponse:
    """Show the page that asks for a factor, or for the password where there is none."""
    asked = asked_of(request, request.user)
    context = {
        "asked": asked,
        "form": form or (PasswordAgainForm() if asked.by_password else CodeForm()),
        "next": back,
        "sent": sent,
        "files": bool(request.FILES),
        "reason": reason,
    }
    return render(request, "access/step_up.html", context, status=status)


def go_on(request: Any) -> HttpResponse:
    """Go back to where one was; what was sent there is shown, to be sent with one press."""
    back, sent = own_path(request.POST.get("next", "")), request.POST.get("sent", "")
    if not sent:
        messages.success(request, _("Đã xác thực."))
        return HttpResponseRedirect(back)
    fields = [(name, value) for name, values in QueryDict(sent).lists() for value in values]
    return render(request, "access/send_again.html", {"address": back, "fields": fields})


def own_path(address: str) -> str:
    """Return the address if it is a path of this host, else that of "my account"."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else reverse("access:mine")


def back_to(request: Any) -> str:
    """Return the page to come back to: the one asked for, or the one from which something was sent."""
    if request.htmx:
        return request.htmx.current_url_abs_path or "/"
    if request.method in {"GET", "HEAD"}:
        return str(request.get_full_path())
    sent_from = urlsplit(request.headers.get("Referer", ""))
    return sent_from.path if sent_from.netloc == request.get_host() else "/"


def send_to(request: Any, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def _with_next(name: str, back: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': back})}"


def _sent_with(request: Any) -> str:
    """Return the fields that were sent, as a query; the page carries them until they can be sent again."""
    sent = request.POST.copy()
    sent.pop(TOKEN, None)
    return str(sent.urlencode())
