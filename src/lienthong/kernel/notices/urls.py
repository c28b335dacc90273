"""Routes of this room. The doors are above: `routes(guard)` takes how a view is put behind one."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from lienthong.kernel.notices import views

Guard = Callable[..., Callable[..., Any]]


def routes(guard: Guard) -> list[URLPattern]:
    """Return the routes, each for signed-in accounts; include them as `((routes(guard), "notices"), …)`."""
    return [
        path("thong-bao/", guard(None, views.notices), name="list"),
        path("thong-bao/da-doc/", guard(None, views.read_all, methods=("POST",)), name="read_all"),
        path("thong-bao/<uuid:notice_id>/", guard(None, views.open_notice), name="open"),
    ]
