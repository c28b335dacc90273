"""My second factors: adding, naming and removing them, and the codes that stand in when a telephone is lost."""

import base64
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.assurance import (
    forget_factor,
    show_factor,
)
from lienthong.access.browsers import address_of
from lienthong.access.confirming import confirm
from lienthong.access.doors import Request, page, signed_in
from lienthong.access.factors import keeping, passkeys
from lienthong.access.factors.asking import is_simulated
from lienthong.access.factors.codes import Kind, next_code
from lienthong.access.factors.reading import mine_of, powers_asking, words_of
from lienthong.access.factors.secrets import Adapter, seal, unseal
from lienthong.access.forms import AppForm, NameForm, PasskeyForm
from lienthong.access.stepping import own_path
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.forms import Form

NO_WAIT = timedelta(0)


@page(signed_in)
def add_page(request: Request) -> HttpResponse:
    """Explain the ways, and let one be chosen; here comes who has none and a power that asks for it."""
    context = {
        "powers": powers_asking(request.actor, local_day(request.at)),
        "mine": mine_of(request.user),
        "possible": passkeys.possible(request),
        "query": _query(request),
    }
    return render(request, "access/add_factor.html", context)


@page(signed_in, methods=("GET", "POST"))
def app_page(request: Request) -> HttpResponseBase:
    """Take a secret into a telephone, and show by a first code that it arrived."""
    confirm(request)
    form = AppForm.read(request)
    made: list[str] = []
    if request.method == "POST" and form.carries_out(lambda: made.extend(_add_app(request, form))):
        return _added(request, Kind.TOTP, made)
    secret = _secret_of(request, form)
    url = Adapter().build_totp_url(request.user, secret)
    drawn = base64.b64encode(Adapter().build_totp_svg(url).encode()).decode()
    context = {
        "form": form,
        "sealed": seal(request.user, secret),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "picture": f"data:image/svg+xml;base64,{drawn}",
        "url": url,
        "code": next_code(secret) if is_simulated() else "",
        "query": _query(request),
    }
    return render(request, "access/add_app.html", context, status=form.status)


@page(signed_in, methods=("GET", "POST"))
def passkey_page(request: Request) -> HttpResponseBase:
    """Make a passkey on a device of one's own."""
    confirm(request)
    form = PasskeyForm.read(request)
    made: list[str] = []
    if request.method == "POST" and form.carries_out(lambda: made.extend(_add_passkey(request, form))):
        return _added(request, Kind.WEBAUTHN, made)
    possible = passkeys.possible(request)
    context = {
        "form": form,
        "possible": possible,
        "options": passkeys.begin_adding(request.user) if possible else "",
        "query": _query(request),
    }
    return render(request, "access/add_passkey.html", context, status=form.status)


@page(signed_in, methods=("GET", "POST"))
def codes_page(request: Request) -> HttpResponseBase:
    """Make new recovery codes, and show them this once."""
    confirm(request)
    form = Form.read(request)
    made: list[str] = []

    def act() -> None:
        made.extend(keeping.renew_codes(request.user, by=request.actor, at=request.at, key=form.act_key))

    if request.method == "POST" and form.carries_out(act):
        return _codes(request, made)
    return render(request, "access/new_codes.html", {"form": form}, status=form.status)


@page(signed_in, methods=("GET", "POST"))
def rename_page(request: Request, factor_id: int) -> HttpResponseBase:
    confirm(request)
    factor = keeping.one_of(request.user, factor_id)
    form = NameForm.read(request, initial={"name": factor.data.get("name", "")})

    def act() -> None:
        name = form.cleaned_data["name"]
        keeping.rename(request.user, factor_id, name=name, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        return redirect("access:mine")
    return render(request, "access/rename_factor.html", {"form": form}, status=form.status)


@page(signed_in, methods=("GET", "POST"))
def remove_page(request: Request, factor_id: int) -> HttpResponseBase:
    """Ask once more, saying what one can do no longer, and remove."""
    confirm(request)
    factor = keeping.one_of(request.user, factor_id)
    form = Form.read(request)
    if request.method == "POST" and form.carries_out(lambda: _remove(request, factor_id, form)):
        messages.success(request, _("Đã gỡ."))
        return redirect("access:mine")
    context = {
        "form": form,
        "words": words_of(factor),
        "is_last": len(mine_of(request.user).factors) == 1,
        "powers": powers_asking(request.actor, local_day(request.at)),
    }
    return render(request, "access/remove_factor.html", context, status=form.status)


def _secret_of(request: Request, form: AppForm) -> str:
    """Return the secret that the telephone has taken in already, or a new one."""
    try:
        return unseal(request.user, str(form["sealed"].value() or ""))
    except Invalid:
        secret: str = generate_totp_secret()
        return secret


def _add_app(request: Request, form: AppForm) -> list[str]:
    secret, code = unseal(request.user, form.cleaned_data["sealed"]), form.cleaned_data["code"]
    codes: list[str] = keeping.add_app(
        request.user, secret=secret, code=code, by=request.actor, at=request.at, key=form.act_key
    )
    return codes


def _add_passkey(request: Request, form: PasskeyForm) -> list[str]:
    name, answer = form.cleaned_data["name"], form.cleaned_data["credential"]
    complete = partial(passkeys.new_credential, answer)
    by, at = request.actor, request.at
    try:
        codes: list[str] = keeping.add_passkey(
            request.user, complete, name=name, by=by, at=at, key=form.act_key
        )
    except Invalid as refusal:
        if refusal.field == "credential":
            keeping.refuse(request.user, address=address_of(request), wait=NO_WAIT, by=by, at=at)
        raise
    return codes


def _remove(request: Request, factor_id: int, form: Form) -> None:
    here = request.session.session_key
    left = keeping.remove(
        request.user, factor_id, here=here, by=request.actor, at=request.at, key=form.act_key
    )
    if not left:
        forget_factor(request)


def _added(request: Request, kind: str, codes: list[str]) -> HttpResponseBase:
    """A factor that was just made was shown by that; the session takes a new key, and the codes are printed once."""
    show_factor(request, request.user, str(kind))
    request.session.cycle_key()
    if codes:
        return _codes(request, codes)
    messages.success(request, _("Đã thêm."))
    return redirect(own_path(request.GET.get("next", "")))


def _codes(request: Request, codes: list[str]) -> HttpResponse:
    context = {
        "codes": [f"{code[:4]} {code[4:]}" for code in codes],
        "next": own_path(request.GET.get("next", "")),
    }
    return render(request, "access/recovery_codes.html", context)


def _query(request: Request) -> str:
    """Return what carries the way back from page to page."""
    back = request.GET.get("next", "")
    return f"?{urlencode({'next': own_path(back)})}" if back else ""
