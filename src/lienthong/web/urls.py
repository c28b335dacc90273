"""Every address of the installation. Each route stands behind a door; a test walks them all."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from lienthong.access.doors import anyone, guard, page
from lienthong.directory import urls as directory
from lienthong.kernel.notices import urls as notices
from lienthong.kernel.ui import urls as ui
from lienthong.parties import urls as parties
from lienthong.web.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("viec-cua-toi/", include("lienthong.casework.urls")),
    path("nhiem-vu/", include("lienthong.tasks.urls")),
    path("phieu-lay-y-kien/", include("lienthong.ballots.urls")),
    path("danh-ba/", include((directory.routes(guard), "directory"))),
    path("nguoi-dan-doanh-nghiep/", include((parties.routes(guard), "parties"))),
    path("giao-dien/", include((ui.routes(guard), "ui"))),
    path("ngon-ngu/", page(anyone, methods=("POST",))(set_language), name="set_language"),
    path("", include((notices.routes(guard), "notices"))),
    path("so-lieu/", include("lienthong.measures.urls")),
    path("diem-phuc-vu/", include("lienthong.infrastructure.urls")),
    path("api/", api.urls),
    path("", include("lienthong.plans.urls")),
    path("", include("lienthong.access.urls")),
    path("", include("lienthong.web.pages.urls")),
]
