"""Addresses: signing in and out (names of the library), my account, and the accounts of an agency."""

from django.urls import include, path

from lienthong.access.doors import anyone, page
from lienthong.access.sign_in import SignIn, SignOut
from lienthong.access.views import administration, mine, notices, security

either = page(anyone, methods=("GET", "POST"), before_new_password=True)
pages = [
    path("tai-khoan/", mine.account_page, name="mine"),
    path("tai-khoan/hien-thi/", mine.preferences_page, name="preferences"),
    path("tai-khoan/thong-bao/", notices.notices_page, name="notices"),
    path("tai-khoan/chuc-vu/", mine.post_page, name="post"),
    path("tai-khoan/mat-khau/", mine.password_page, name="password"),
    path("quan-tri/nhat-ky-an-ninh/", security.security_page, name="security"),
    path("quan-tri/nhat-ky-an-ninh/<uuid:act_id>/", security.security_act_page, name="security_act"),
    path("quan-tri/tai-khoan/", administration.accounts_page, name="accounts"),
    path("quan-tri/tai-khoan/<uuid:person_id>/", administration.account_page, name="account"),
    path("quan-tri/tai-khoan/<uuid:person_id>/mo/", administration.open_page, name="open"),
    path("quan-tri/tai-khoan/<uuid:person_id>/khoa/", administration.lock_page, name="lock"),
    path("quan-tri/tai-khoan/<uuid:person_id>/mat-khau/", administration.reset_page, name="reset"),
]
urlpatterns = [
    path("dang-nhap/", either(SignIn.as_view()), name="account_login"),
    path("dang-xuat/", either(SignOut.as_view()), name="account_logout"),
    path("", include((pages, "access"))),
]
