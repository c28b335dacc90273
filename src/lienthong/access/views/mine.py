"""My account: who I am here, in which post I act, how I sign in, where I am signed in, when somebody came."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access import throttle
from lienthong.access.actors import posts_of
from lienthong.access.devices import devices_of
from lienthong.access.doors import CHOSEN_POST, Request, page, signed_in
from lienthong.access.elsewhere.mine import identity_of
from lienthong.access.factors.reading import mine_of, powers_asking
from lienthong.access.forms import PasswordForm, PostForm, PreferencesForm
from lienthong.access.passwords import change_password, count_attempt
from lienthong.access.selectors import visits
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, NotAllowed


@page(signed_in)
def account_page(request: Request) -> HttpResponse:
    context = {
        "by": request.actor,
        "posts": posts_of(request.user, at=request.at),
        "has_password": request.user.has_usable_password(),
        "mine": mine_of(request.user),
        "powers": powers_asking(request.actor, local_day(request.at)),
        "devices": devices_of(request.user, here=request.session.session_key),
        "visits": visits(request.user),
        **identity_of(request),
    }
    return render(request, "access/mine.html", context)


@page(signed_in, methods=("GET", "POST"))
def preferences_page(request: Request) -> HttpResponseBase:
    account = request.user
    form = PreferencesForm.read(request, initial={"language": account.language, "dense": account.dense})
    if request.method != "POST" or not form.is_valid():
        return render(request, "access/preferences.html", {"form": form}, status=form.status)
    account.language, account.dense = form.cleaned_data["language"], form.cleaned_data["dense"]
    account.save(update_fields=["language", "dense"])
    response = redirect("access:mine")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)  # what this browser chose before no longer stands
    return response


@page(signed_in, methods=("POST",))
def post_page(request: Request) -> HttpResponseBase:
    """Act in another of one's own posts, in this session."""
    form = PostForm.read(request)
    chosen = form.cleaned_data["post"] if form.is_valid() else None
    held = {by.post_id: by for by in posts_of(request.user, at=request.at)}
    if chosen not in held:
        raise NotAllowed(_("Hôm nay anh/chị không giữ chức vụ này."))
    request.session[CHOSEN_POST] = str(chosen)
    messages.success(
        request,
        _("Từ bây giờ anh/chị làm việc với chức vụ: %(post)s, %(unit)s.")
        % {
            "post": held[chosen].post,
            "unit": held[chosen].unit,
        },
    )
    return redirect("access:mine")


@page(signed_in, methods=("GET", "POST"), before_new_password=True)
def password_page(request: Request) -> HttpResponseBase:
    form = PasswordForm.read(request)
    if request.method == "POST" and form.carries_out(lambda: _change(request, form)):
        update_session_auth_hash(request, request.user)
        messages.success(
            request, _("Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản này đã kết thúc.")
        )
        return redirect("access:mine")
    return render(request, "access/password.html", {"form": form}, status=form.status)


def _change(request: Request, form: PasswordForm) -> None:
    counted = count_attempt(request.user, at=request.at)
    old, new = form.cleaned_data["old"], form.cleaned_data["new"]
    here, by, at = request.session.session_key, request.actor, request.at
    try:
        change_password(request.user, old=old, new=new, here=here, by=by, at=at, key=form.act_key)
    except Invalid as refusal:
        if refusal.field == "new":  # the old one was right
            throttle.release(counted)
        raise
    throttle.release(counted)
