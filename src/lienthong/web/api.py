"""The API: the areas' routers, with the same acts under the same policies; refusals as problem+json (RFC 9457)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from lienthong.access.agency_api import router as agency
from lienthong.access.api import official
from lienthong.ballots.api import router as ballots
from lienthong.directory.catalogue.api import router as catalogues
from lienthong.directory.reorganising.desk.api import router as reorganisations
from lienthong.kernel.refusals import Refused
from lienthong.tasks.api import router as tasks

api = NinjaAPI(
    title="Liên Thông",
    version="1",
    description="Công việc của tỉnh, qua JSON. / The province's work, as JSON.",
    auth=official,
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/ballots", ballots)
api.add_router("/tasks", tasks)
api.add_router("/agency", agency)
api.add_router("/catalogues", catalogues)
api.add_router("/reorganisations", reorganisations)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    field = getattr(refusal, "field", "")
    errors = [{"at": one.path, "words": one.words} for one in getattr(refusal, "problems", ())]
    kind = type(refusal).__name__
    return _problem(request, str(refusal.reason), refusal.status, kind, field=field, errors=errors)


@api.exception_handler(ValidationError)
def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer for a body or question of the wrong shape; `errors` says all that is wrong, for programmers."""
    errors = [{"at": list(one["loc"]), "wrong": one["type"], "words": one["msg"]} for one in error.errors]
    field = next((str(part) for part in reversed(errors[0]["at"]) if isinstance(part, str)), "")
    words = _("Dữ liệu gửi lên không đúng ở phần “%(field)s”.") % {"field": field}
    return _problem(request, words, 422, "Invalid", field=field, errors=errors)


@api.exception_handler(HttpError)
def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer for what is not JSON at all."""
    status = 422 if error.status_code == 400 else error.status_code
    return _problem(
        request, _("Nội dung gửi lên không đọc được; cần JSON, bảng mã UTF-8."), status, "Invalid"
    )


def _problem(request: HttpRequest, title: str, status: int, kind: str, **more: object) -> HttpResponse:
    said = {name: value for name, value in more.items() if value}
    answer = api.create_response(
        request, {"title": title, "status": status, "kind": kind} | said, status=status
    )
    answer["Content-Type"] = "application/problem+json"
    return answer
