"""Accounts of the agency's people, for its administrator."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.accounts import deactivate, open_account, reset_password
from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, needs, page
from lienthong.access.factors.keeping import has_factor
from lienthong.access.forms import LockForm, OpenForm
from lienthong.access.listings import ACCOUNTS, account_of, state_of
from lienthong.access.models import Account
from lienthong.access.policies import may_deactivate
from lienthong.access.selectors import acts_on, person_with_account, suggested_username
from lienthong.directory.models import Person
from lienthong.directory.selectors.people import appointments_on
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.showing import show

manages = needs(Capability.ACCOUNTS_MANAGE)


@page(manages)
def accounts_page(request: Request) -> HttpResponseBase:
    return show(request, ACCOUNTS)


@page(manages)
def account_page(request: Request, person_id: UUID) -> HttpResponse:
    """One person and their account: what is so, what can be done, what was done."""
    person = _person(person_id)
    account = account_of(person)
    context = {
        "person": person,
        "account": account,
        "state": state_of(account),
        "posts": appointments_on([person.pk], local_day(request.at)).get(person.pk, []),
        "may_lock": may_deactivate(request.actor, account) if account else None,
        "is_own": account is not None and account.pk == request.actor.account_id,
        "has_factor": account is not None and has_factor(account),
        "reset": Form(),
        "acts": acts_on(account) if account else [],
    }
    return render(request, "access/account.html", context)


@page(manages, methods=("GET", "POST"))
def open_page(request: Request, person_id: UUID) -> HttpResponseBase:
    person = _person(person_id)
    form = OpenForm.read(request, suggested=suggested_username(person.full_name))
    made: list[tuple[Account, str]] = []

    def act() -> None:
        username = form.cleaned_data["username"]
        made.append(
            open_account(person.pk, username=username, by=request.actor, at=request.at, key=form.act_key)
        )

    return _printed(request, person, form, act, made) or _form(
        request, person, form, _("Mở tài khoản"), "plus"
    )


@page(manages, methods=("GET", "POST"))
def lock_page(request: Request, person_id: UUID) -> HttpResponseBase:
    person = _person(person_id)
    account = _account(person)
    may_deactivate(request.actor, account).or_raise()
    form = LockForm.read(request)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        deactivate(account.pk, reason=reason, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã khóa tài khoản; mọi phiên làm việc của tài khoản đã kết thúc."))
        return redirect("access:account", person.pk)
    return _form(request, person, form, _("Khóa tài khoản"), "lock")


@page(manages, methods=("POST",))
def reset_page(request: Request, person_id: UUID) -> HttpResponseBase:
    """Print a new first password, this once."""
    person = _person(person_id)
    account = _account(person)
    form = Form.read(request)
    made: list[tuple[Account, str]] = []

    def act() -> None:
        made.append(reset_password(account.pk, by=request.actor, at=request.at, key=form.act_key))

    return _printed(request, person, form, act, made) or redirect("access:account", person.pk)


def _printed(
    request: Request, person: Person, form: Form, act: Callable[[], None], made: list[tuple[Account, str]]
) -> HttpResponse | None:
    """Do the act; if it made a first password, answer with the slip that shows it and is kept nowhere."""
    if request.method != "POST" or not form.carries_out(act):
        return None
    account, password = made[0]
    context = {"person": person, "account": account, "password": password}
    return render(request, "access/first_password.html", context)


def _form(request: Request, person: Person, form: Form, words: str, icon: str) -> HttpResponse:
    context = {"person": person, "form": form, "words": words, "icon": icon}
    return render(request, "access/act.html", context, status=form.status)


def _person(person_id: UUID) -> Person:
    person = person_with_account(person_id)
    if person is None:
        raise Missing
    return person


def _account(person: Person) -> Account:
    account = account_of(person)
    if account is None:
        raise Missing
    return account
