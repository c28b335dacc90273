"""The addresses of this area, and a few doors to try."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, anyone, guard, needs, page, signed_in
from lienthong.directory import urls as directory
from lienthong.kernel.notices import urls as notices
from lienthong.kernel.ui import urls as ui


@page(anyone)
def hall(_request: Request) -> HttpResponse:
    return HttpResponse("hall")


@page(signed_in, methods=("GET", "POST"))
def room(request: Request) -> HttpResponse:
    return HttpResponse(f"{request.actor.post}|{request.LANGUAGE_CODE}|{request.at.tzinfo}")


@page(needs(Capability.TASKS_MONITOR))
def desk(_request: Request) -> HttpResponse:
    return HttpResponse("desk")


@page(needs(Capability.ACCOUNTS_MANAGE), methods=("GET", "POST"))
def vault(request: Request) -> HttpResponse:
    return HttpResponse(f"put: {request.POST['name']}" if request.method == "POST" else "gold")


def cellar(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("a view of a storey below")


urlpatterns = [
    path("hall/", hall),
    path("room/", room),
    path("desk/", desk),
    path("vault/", vault),
    path("cellar/", guard("health_see", cellar)),
    path("danh-ba/", include((directory.routes(guard), "directory"))),
    path("giao-dien/", include((ui.routes(guard), "ui"))),
    path("", include("lienthong.access.urls")),
    path("", include((notices.routes(guard), "notices"))),
]
