"""Addresses for the tests of this area alone, without doors: who asks is given by the test."""

from collections.abc import Callable
from typing import Any

from django.urls import include, path

from lienthong.kernel.ui.urls import routes as ui_routes
from lienthong.parties.urls import routes


def no_door(_capability: str | None, view: Callable[..., Any], **_options: Any) -> Callable[..., Any]:
    return view


urlpatterns = [
    path("nguoi-dan-doanh-nghiep/", include((routes(no_door), "parties"))),
    path("ui/", include((ui_routes(no_door), "ui"))),
]
