"""Every address of the installation. Each route stands behind a door; a test walks them all."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from lienthong.access.doors import anyone, guard, page
from lienthong.directory import urls as directory
from lienthong.kernel.ui import urls as ui
from lienthong.parties import urls as parties
from lienthong.web.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("viec-cua-toi/", include("lienthong.casework.urls")),
    path("nhiem-vu/", include("lienthong.tasks.urls")),
    path("danh-ba/", include((directory.routes(guard), "directory"))),
    path("nguoi-dan-doanh-nghiep/", include((parties.routes(guard), "parties"))),
    path("giao-dien/", include((ui.routes(guard), "ui"))),
    path("ngon-ngu/", page(anyone, methods=("POST",))(set_language), name="set_language"),
    path("api/", api.urls),
]
for name, address in (
    ("lienthong.measures.urls", "so-lieu/"),
    ("lienthong.plans.urls", ""),
    ("lienthong.access.urls", ""),
    ("lienthong.web.pages.urls", ""),
):
    if find_spec(name.rpartition(".")[0]) and find_spec(name):
        urlpatterns.append(path(address, include(name)))
if not find_spec("lienthong.access.urls"):
    from allauth.account.views import LoginView, LogoutView

    urlpatterns += [
        path("dang-nhap/", page(anyone, methods=("GET", "POST"))(LoginView.as_view()), name="account_login"),
        path(
            "dang-xuat/", page(anyone, methods=("GET", "POST"))(LogoutView.as_view()), name="account_logout"
        ),
    ]
