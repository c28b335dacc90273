"""Showing a second factor: while signing in, with a passkey instead of a password, and again in the middle of work."""

import json

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access import throttle
from lienthong.access.assurance import show_itself
from lienthong.access.browsers import address_of, source_of
from lienthong.access.doors import Request, anyone, asker, page, signed_in
from lienthong.access.factors import passkeys
from lienthong.access.factors.asking import TooSoon, asked_of, look_at
from lienthong.access.factors.codes import Code
from lienthong.access.factors.keeping import Given, has_factor, refuse, step_up_by_password
from lienthong.access.factors.passkeys import Passkey
from lienthong.access.forms import CodeForm, PasswordAgainForm
from lienthong.access.models import Account
from lienthong.access.passwords import count_attempt
from lienthong.access.second_step import SecondStep
from lienthong.access.sign_in import CLOSED
from lienthong.access.stepping import ask, go_on, own_path
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.forms import Form


@page(anyone, methods=("GET", "POST"), before_new_password=True)
def second_step_page(request: Request) -> HttpResponseBase:
    """Ask for the second factor of whoever has given the right password."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if stage is None or stage.login.user is None:
        return redirect("account_login")
    account: Account = stage.login.user
    if not stage.still_stands or "cancel" in request.POST:
        return _left(request, stage)
    form, given = _given(request)
    if given is not None and _accepts(request, form, account, given, again=False):
        entered: HttpResponseBase = stage.exit()
        return entered
    context = {"form": form, "asked": asked_of(request, account)}
    return render(request, "access/second_step.html", context, status=_status(form))


@page(signed_in, methods=("GET", "POST"))
def step_up_page(request: Request) -> HttpResponseBase:
    """Ask again, in the middle of work, and go back to it."""
    if request.method == "GET":
        return ask(request, back=own_path(request.GET.get("next", "")))
    if has_factor(request.user):
        form, given = _given(request)
        shown = given is not None and _accepts(request, form, request.user, given, again=True)
    else:
        form = PasswordAgainForm.read(request)
        shown = form.carries_out(lambda: _password_again(request, str(form.cleaned_data["password"])))
    if shown:
        request.session.cycle_key()
        return go_on(request)
    back, sent = own_path(request.POST.get("next", "")), request.POST.get("sent", "")
    return ask(request, back=back, sent=sent, form=form, status=_status(form))


@page(anyone, methods=("GET", "POST"), before_new_password=True)
def passkey_page(request: Request) -> HttpResponseBase:
    """Sign in with a passkey alone: the script asks for a challenge, and sends what the device answers."""
    if asker(request) is not None:
        return redirect("/")
    if request.method == "GET":
        return JsonResponse({"options": json.loads(passkeys.begin_asking(None))})
    answer = Passkey(request.POST.get("credential", ""))
    account = answer.owner()
    if account is None:
        _nobody(request)
        raise Invalid(passkeys.WRONG)
    look_at(request, account, answer, again=False)
    back = own_path(request.POST["next"]) if request.POST.get("next") else None
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=back))
    return response


def _given(request: HttpRequest) -> tuple[Form, Given | None]:
    """Return the form of the code, and what was shown by it or by a passkey."""
    if request.method != "POST":
        return CodeForm(), None
    if "credential" in request.POST:
        return CodeForm(request.POST), Passkey(request.POST["credential"])
    form = CodeForm.read(request)
    return form, Code(form.cleaned_data["code"]) if form.is_valid() else None


def _accepts(request: Request, form: Form, account: Account, given: Given, *, again: bool) -> bool:
    """Look at it; what is refused is said at the form, which is drawn again."""
    try:
        look_at(request, account, given, again=again)
    except (Invalid, TooSoon) as refusal:
        form.full_clean()
        form.errors.clear()
        form.add_error("code" if isinstance(given, Code) else None, str(refusal))
        form.refused_with = refusal.status  # type: ignore[attr-defined]
        return False
    return True


def _status(form: Form) -> int:
    return int(getattr(form, "refused_with", form.status))


def _password_again(request: Request, password: str) -> None:
    counted = count_attempt(request.user, at=request.at)
    if not request.user.check_password(password):
        raise Invalid(_("Mật khẩu không đúng."), field="password")
    throttle.release(counted)
    step_up_by_password(request.user, by=request.actor, at=request.at)
    show_itself(request, request.user)


def _nobody(request: Request) -> None:
    """Count and record a passkey that names nobody, as wrong names are."""
    address = address_of(request)
    _name, source = throttle.limits(source=source_of(request, address, ""), username="")
    wait = throttle.reserve([source], at=request.at)
    if wait is not None:
        refuse(None, address=address, wait=wait, by=SYSTEM, at=request.at)


def _left(request: Request, stage: SecondStep) -> HttpResponseBase:
    if not stage.login.user.is_active:
        messages.error(request, CLOSED)
    left: HttpResponseBase = stage.abort()
    return left
