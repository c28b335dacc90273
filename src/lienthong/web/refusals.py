"""How a refusal reaches people: the page of its kind, with its reason; what was typed is kept and can be sent again."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, Refused, Stale, WrongMethod
from lienthong.kernel.ui.forms import Form

PROGRAMS = "api"  # the addresses that only programs ask


class RefusalMiddleware:
    """Turn a refusal that a view did not answer itself into its page, its notice (htmx) or its problem (JSON)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = wrong_method(request, response)
        # What no door answered itself, a refusal or the API, stays out of caches too: offices share computers.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, refusal: Exception) -> HttpResponseBase | None:
        if isinstance(refusal, AlreadyDone):
            return already_done(request, refusal)
        return answer(request, refusal) if isinstance(refusal, Refused) else None


def already_done(request: HttpRequest, refusal: AlreadyDone) -> HttpResponseBase:
    """The first sending counted: go on to where it led, and say so."""
    messages.info(request, str(refusal.reason))
    address = _given(request) or _above(request)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def wrong_method(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Say in words what the framework answers with an empty page, and keep what may be sent (RFC 9110, 15.5.6)."""
    said = answer(request, WrongMethod())
    said["Allow"] = refused["Allow"]
    return said


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if _is_for_programs(request):
        return _problem(refusal)
    if getattr(request, "htmx", False):
        return _notice(request, refusal)
    return _page(request, refusal)


def _is_for_programs(request: HttpRequest) -> bool:
    at = request.resolver_match
    return not request.accepts("text/html") or (at is not None and PROGRAMS in at.namespaces)


def _page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    changes = refusal.changes if isinstance(refusal, Stale) else []
    context = {
        "title": _title(refusal),
        "reason": refusal.reason,
        "status": refusal.status,
        "changes": changes,
        "form": None if isinstance(refusal, Missing) else _sent_again(request, len(changes)),
        "address": request.get_full_path(),
        "back": _referrer(request) or _above(request),
        "above": _above(request),
    }
    return render(request, "web/refusal.html", context, status=refusal.status)


def _notice(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {"reason": refusal.reason, "changes": bool(getattr(refusal, "changes", None))}
    shown = render(request, "web/refusal_notice.html", context, status=refusal.status)
    return reswap(retarget(shown, "#notices"), "innerHTML")


def _problem(refusal: Refused) -> HttpResponse:
    problem = {"title": str(refusal.reason), "status": refusal.status, "kind": type(refusal).__name__}
    if isinstance(refusal, Invalid) and refusal.field:
        problem["field"] = refusal.field
    return JsonResponse(problem, status=refusal.status, content_type="application/problem+json")


def _title(refusal: Refused) -> str:
    titles = {
        403: _("Chưa được phép"),
        404: _("Không tìm thấy"),
        405: _("Không gửi được theo cách này"),
        409: _("Không thực hiện được lúc này"),
    }
    if isinstance(refusal, Stale):
        return _("Có thay đổi từ lúc mở trang")
    return titles.get(refusal.status, _("Chưa thực hiện được"))


def _sent_again(request: HttpRequest, missed: int) -> Form | None:
    """Return the form as it was sent, now having seen what it had missed, so that one press sends it again."""
    form = getattr(request, "sent_form", None)
    if not isinstance(form, Form):
        return None
    name = form.add_prefix("seen")
    sent = request.POST.copy()
    seen = str(sent.get(name, ""))
    if seen.isdecimal():
        sent[name] = str(int(seen) + missed)
    form.data = sent
    return form


def _given(request: HttpRequest) -> str:
    return _ours(request, request.POST.get("next", "") or request.GET.get("next", ""))


def _referrer(request: HttpRequest) -> str:
    """Return the page this request came from, unless it is the one that refused."""
    address = _ours(request, request.headers.get("referer", ""))
    return address if urlsplit(address).path != request.path else ""


def _ours(request: HttpRequest, address: str) -> str:
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""


def _above(request: HttpRequest) -> str:
    """Return the page above: the address up to its last part."""
    return f"{request.path.rstrip('/').rpartition('/')[0]}/"
