"""Addresses: signing in and out (names of the library), my account, and the accounts of an agency."""

from django.urls import include, path

from lienthong.access.doors import anyone, page
from lienthong.access.elsewhere import views as elsewhere
from lienthong.access.sign_in import SignIn, SignOut
from lienthong.access.views import (
    administration,
    assistants,
    devices,
    factors,
    files,
    invited,
    lost,
    mine,
    powers,
    powers_acts,
    second_step,
    seen,
)

either = page(anyone, methods=("GET", "POST"), before_new_password=True)
pages = [
    path("tai-khoan/", mine.account_page, name="mine"),
    path("tai-khoan/hien-thi/", mine.preferences_page, name="preferences"),
    path("tai-khoan/chuc-vu/", mine.post_page, name="post"),
    path("tai-khoan/mat-khau/", mine.password_page, name="password"),
    path("quyen/", powers.powers_page, name="powers"),
    path("quyen/co-quan/", powers.board_page, name="board"),
    path("quyen/vi-sao/", powers.why_page, name="why"),
    path("quyen/ghi/<slug:slug>/", powers_acts.new_page, name="write_power"),
    path("quyen/thoi/<slug:slug>/<uuid:key>/", powers_acts.end_page, name="end_power"),
    path("quyen/ban-giao/<uuid:person_id>/<uuid:post_id>/", powers_acts.hand_over_page, name="hand_over"),
    path("quyen/bien-ban/<uuid:act_id>/", powers_acts.minutes_page, name="minutes"),
    path("giup-viec/", assistants.own_page, name="assistants"),
    path("giup-viec/<uuid:person_id>/", assistants.leader_page, name="assistants_of"),
    path("giup-viec/<uuid:person_id>/cu/", assistants.begin_page, name="assist"),
    path("giup-viec/<uuid:person_id>/thoi/<uuid:assistance_id>/", assistants.end_page, name="assist_end"),
    path("tai-khoan/ai-da-xem/", seen.seen_page, name="seen"),
    path("tai-khoan/dinh-danh/gan/", elsewhere.link_page, name="link"),
    path("tai-khoan/dinh-danh/go/", elsewhere.unlink_page, name="unlink"),
    path("dang-nhap/dinh-danh/", elsewhere.leave_page, name="leave"),
    path("dang-nhap/tro-ve/", elsewhere.arrive_page, name="arrive"),
    path("tai-khoan/xac-thuc/", second_step.step_up_page, name="step_up"),
    path("tai-khoan/buoc-hai/", factors.add_page, name="add_factor"),
    path("tai-khoan/buoc-hai/ung-dung/", factors.app_page, name="add_app"),
    path("tai-khoan/buoc-hai/passkey/", factors.passkey_page, name="add_passkey"),
    path("tai-khoan/buoc-hai/ma-du-phong/", factors.codes_page, name="new_codes"),
    path("tai-khoan/buoc-hai/<int:factor_id>/doi-ten/", factors.rename_page, name="rename_factor"),
    path("tai-khoan/buoc-hai/<int:factor_id>/go/", factors.remove_page, name="remove_factor"),
    path("tai-khoan/thiet-bi/", devices.devices_page, name="devices"),
    path("tai-khoan/thiet-bi/khac/", devices.end_others_page, name="end_other_devices"),
    path("tai-khoan/thiet-bi/<slug:mark>/", devices.end_page, name="end_device"),
    path("dang-nhap/buoc-hai/", second_step.second_step_page, name="second_step"),
    path("dang-nhap/passkey/", second_step.passkey_page, name="passkey_sign_in"),
    path("quan-tri/tai-khoan/", administration.accounts_page, name="accounts"),
    path("quan-tri/tai-khoan/mo-nhieu/", administration.open_many_page, name="open_many"),
    path("quan-tri/tai-khoan/tep/", files.files_page, name="files"),
    path("quan-tri/tai-khoan/tep/xuat/", files.export_page, name="export"),
    path("quan-tri/tai-khoan/tep/<uuid:upload_id>/", files.dry_run_page, name="dry_run"),
    path("quan-tri/tai-khoan/den-va-di/", administration.moves_page, name="moves"),
    path("quan-tri/tai-khoan/<uuid:person_id>/", administration.account_page, name="account"),
    path("quan-tri/tai-khoan/<uuid:person_id>/mo/", administration.open_page, name="open"),
    path("quan-tri/tai-khoan/<uuid:person_id>/khoa/", administration.lock_page, name="lock"),
    path("quan-tri/tai-khoan/<uuid:person_id>/mat-khau/", administration.reset_page, name="reset"),
    path("quan-tri/tai-khoan/<uuid:person_id>/buoc-hai/", lost.clear_page, name="clear_factors"),
    path("quan-tri/tai-khoan/<uuid:person_id>/lien-ket/", administration.invite_page, name="invite"),
    path("dat-mat-khau/<str:token>/", invited.invitation_page, name="invitation"),
]
urlpatterns = [
    path("dang-nhap/", either(SignIn.as_view()), name="account_login"),
    path("dang-xuat/", either(SignOut.as_view()), name="account_logout"),
    path("", include((pages, "access"))),
]
