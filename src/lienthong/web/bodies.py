"""How much may be sent at once, decided before anything of it is read.

The form's own protection (CSRF) reads the whole body before any door asks who is there: without a limit a stranger
fills the disk. Who carries no session sends at most what a form without files holds.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from lienthong.kernel.refusals import TooLarge
from lienthong.web.refusals import answer


class LargestBody:
    """Refuse what says of itself that it is too large; a body without a length is not read at all (WSGI)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _length(request) > _most(request):
            return answer(request, TooLarge())
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _most(request: HttpRequest) -> int:
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return int(settings.LARGEST_BODY if known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
