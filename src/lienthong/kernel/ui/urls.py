"""Routes of this room. The doors are above: `routes(guard)` takes how a view is put behind one."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from lienthong.kernel.ui import style_page, views

Guard = Callable[..., Callable[..., Any]]


def routes(guard: Guard) -> list[URLPattern]:
    """Return the routes, each for signed-in accounts; include them as `("…", (routes(guard), "ui"))`."""
    return [
        path("che-do-xem/", guard(None, views.save_view, methods=("POST",)), name="save_view"),
        path(
            "che-do-xem/<uuid:view_id>/xoa/",
            guard(None, views.delete_view, methods=("POST",)),
            name="delete_view",
        ),
        path("ban-nhap/", guard(None, views.draft, methods=("GET", "POST", "DELETE")), name="draft"),
        path("tep/", guard(None, views.upload, methods=("POST",)), name="upload"),
        path(
            "tep/<uuid:upload_id>/",
            guard(None, views.discard_upload, methods=("DELETE",)),
            name="discard_upload",
        ),
        path("viec-dang-chay/", guard(None, views.works_page), name="works"),
        path("viec-dang-chay/<uuid:work_id>/", guard(None, views.work_page), name="work"),
        path("viec-dang-chay/<uuid:work_id>/tep/", guard(None, views.work_file), name="work_file"),
        path("mau-giao-dien/", guard(None, style_page.style_page, methods=("GET", "POST")), name="style"),
    ]
