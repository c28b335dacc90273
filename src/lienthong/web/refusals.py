"""How a refusal reaches people: the page of its kind, with its reason; what was typed is kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from lienthong.kernel.refusals import AlreadyDone, Refused, Stale


class RefusalMiddleware:
    """Turn a refusal that a view did not answer itself into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refusal: Exception) -> HttpResponseBase | None:
        if isinstance(refusal, AlreadyDone):
            messages.info(request, str(refusal.reason))
            return redirect(_back(request))
        return page_of(request, refusal) if isinstance(refusal, Refused) else None


def page_of(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {
        "reason": refusal.reason,
        "status": refusal.status,
        "changes": refusal.changes if isinstance(refusal, Stale) else [],
        "sent": _sent(request),
        "back": _back(request),
    }
    return render(request, "web/refusal.html", context, status=refusal.status)


def _back(request: HttpRequest) -> str:
    """Return the page above the one that refused: its address up to the last part."""
    parts = request.path.rstrip("/").rsplit("/", 1)
    return f"{parts[0]}/"


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what people had typed, so that they can copy it: nothing is lost."""
    form = getattr(request, "sent_form", None)
    if form is None:
        return []
    return [
        (str(form.fields[name].label or name), str(value))
        for name, value in form.data.items()
        if name in form.fields and name not in {"key", "seen"} and value
    ]
