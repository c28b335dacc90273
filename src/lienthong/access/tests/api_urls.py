"""An API of two operations, as areas above write theirs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from lienthong.access.api import official
from lienthong.kernel.refusals import Refused

api = NinjaAPI(auth=official, docs_url=None, urls_namespace="tried")


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return api.create_response(request, {"title": str(refusal.reason)}, status=refusal.status)


@api.get("/me")
def me(request: HttpRequest) -> str:
    return str(request.auth.post)  # type: ignore[attr-defined]


@api.post("/me")
def change(request: HttpRequest) -> str:
    return str(request.auth.post)  # type: ignore[attr-defined]


urlpatterns = [path("api/", api.urls)]

open_api = NinjaAPI(docs_url=None, urls_namespace="open")


@open_api.get("/anyone")
def anyone_may(request: HttpRequest) -> str:
    return "read"


class WithAnOpenOne:
    urlpatterns = [path("api/", api.urls), path("open/", open_api.urls)]
