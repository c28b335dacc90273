"""People of the agency and their accounts, for whoever administers it; what is out of reach is not there."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access import invitations
from lienthong.access.accounts import Opened, deactivate, invite, may_be_locked, open_accounts, reset_password
from lienthong.access.doors import Request, page
from lienthong.access.factors.keeping import has_factor
from lienthong.access.forms import BY_MAIL, LockForm, OpenForm, OpenManyForm
from lienthong.access.keeping import candidates, posts_of, slips_of, tabs
from lienthong.access.listings import ACCOUNTS, MOVES, account_of, state_of
from lienthong.access.models import Account
from lienthong.access.policies import administers, may_deactivate, may_manage, reach_of
from lienthong.access.selectors import acts_on, people, suggested_usernames
from lienthong.directory.models import Person
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.showing import show


@page(administers)
def accounts_page(request: Request) -> HttpResponseBase:
    return show(request, ACCOUNTS, template="access/people.html", tabs=tabs("accounts"))


@page(administers)
def moves_page(request: Request) -> HttpResponseBase:
    """Who comes and who leaves, some weeks back and ahead."""
    return show(request, MOVES, template="access/people.html", tabs=tabs("moves"))


@page(administers)
def account_page(request: Request, person_id: UUID) -> HttpResponse:
    """One person and their account: what is so, what can be done, what was done."""
    person = _person(request, person_id)
    account = account_of(person)
    verdict = may_manage(request.actor, person_id, request.at)
    context = {
        "person": person,
        "account": account,
        "state": state_of(account, at=request.at),
        "posts": posts_of(person, request.actor, request.at),
        "verdict": verdict,
        "lockable": account is not None and may_be_locked(account),
        "may_lock": may_deactivate(request.actor, account, request.at) if account else None,
        "may_mail": verdict and invitations.may_be_sent(person),
        "is_own": person.pk == request.actor.person_id,
        "has_factor": account is not None and has_factor(account),
        "reset": Form(),
        "mail": Form(auto_id="mail_%s"),
        "acts": acts_on(account) if account else [],
    }
    return render(request, "access/account.html", context)


@page(administers, methods=("GET", "POST"))
def open_page(request: Request, person_id: UUID) -> HttpResponseBase:
    person = _person(request, person_id)
    may_manage(request.actor, person_id, request.at).or_raise()
    suggested = suggested_usernames([person])[person.pk]
    form = OpenForm.read(request, suggested=suggested, mail=invitations.may_be_sent(person))
    opened: list[Opened] = []

    def act() -> None:
        wanted = {person.pk: form.cleaned_data["username"]}
        opened.extend(_open(request, wanted, form.cleaned_data["way"], form))

    if request.method == "POST" and form.carries_out(act):
        return _opened(request, opened)
    return _form(request, person, form, _("Mở tài khoản"), "plus")


@page(administers, methods=("GET", "POST"))
def open_many_page(request: Request) -> HttpResponseBase:
    """Open accounts for people who have none, many at once: their slips are printed, or links are sent."""
    rows = candidates(request.actor, request.at, request.GET.get("unit", ""), request.POST.getlist("people"))
    form = OpenManyForm.read(request, candidates=rows)
    opened: list[Opened] = []
    if request.method == "POST" and form.carries_out(
        lambda: opened.extend(_open(request, form.wanted, form.cleaned_data["way"], form))
    ):
        return _opened(request, opened)
    units = reach_of(request.actor, request.at).choices()
    context = {"form": form, "rows": form.rows(), "units": units, "unit": request.GET.get("unit", "")}
    return render(request, "access/open_many.html", context, status=form.status)


@page(administers, methods=("GET", "POST"))
def lock_page(request: Request, person_id: UUID) -> HttpResponseBase:
    person = _person(request, person_id)
    account = _account(person)
    may_deactivate(request.actor, account, request.at).or_raise()
    form = LockForm.read(request)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        deactivate(account.pk, reason=reason, by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã khóa tài khoản; mọi phiên làm việc của tài khoản đã kết thúc."))
        return redirect("access:account", person.pk)
    return _form(request, person, form, _("Khóa tài khoản"), "lock")


@page(administers, methods=("POST",))
def reset_page(request: Request, person_id: UUID) -> HttpResponseBase:
    """Print a new first password, this once."""
    person = _person(request, person_id)
    account = _account(person)
    form = Form.read(request)
    made: list[Opened] = []

    def act() -> None:
        done, password = reset_password(account.pk, by=request.actor, at=request.at, key=form.act_key)
        made.append(Opened(done, password))

    if form.carries_out(act):
        return _slips(request, made)
    return redirect("access:account", person.pk)


@page(administers, methods=("POST",))
def invite_page(request: Request, person_id: UUID) -> HttpResponseBase:
    """Send a link to set a new password."""
    person = _person(request, person_id)
    account = _account(person)
    form = Form.read(request)

    def act() -> None:
        invite(account.pk, address=_links(request), by=request.actor, at=request.at, key=form.act_key)

    if form.carries_out(act):
        messages.success(request, _("Đã gửi liên kết đặt mật khẩu tới %(email)s.") % {"email": person.email})
        if not account.is_active:
            messages.info(request, _("Tài khoản còn khóa cho đến khi liên kết được dùng."))
    return redirect("access:account", person.pk)


def _open(request: Request, wanted: dict[UUID, str], way: str, form: Form) -> list[Opened]:
    link = _links(request) if way == BY_MAIL else ""
    done: list[Opened] = open_accounts(wanted, invite=link, by=request.actor, at=request.at, key=form.act_key)
    return done


def _opened(request: Request, opened: Sequence[Opened]) -> HttpResponse:
    """Print the slips; where links were sent there are none."""
    if any(one.password for one in opened):
        return _slips(request, opened)
    messages.success(
        request, _("Đã mở %(count)d tài khoản và gửi liên kết đặt mật khẩu.") % {"count": len(opened)}
    )
    return redirect("access:accounts")


def _slips(request: Request, opened: Sequence[Opened]) -> HttpResponse:
    context = {"slips": slips_of(opened, request.at), "sign_in": request.build_absolute_uri("/")}
    return render(request, "access/slips.html", context)


def _links(request: Request) -> str:
    """Return the address under which links open here; the host is one that the installation answers to."""
    return request.build_absolute_uri(reverse("access:invitation", args=["-"])).removesuffix("-/")


def _form(request: Request, person: Person, form: Form, words: str, icon: str) -> HttpResponse:
    context = {"person": person, "form": form, "words": words, "icon": icon}
    return render(request, "access/act.html", context, status=form.status)


def _person(request: Request, person_id: UUID) -> Person:
    person = people(request.actor, request.at).filter(pk=person_id).first()
    if person is None:
        raise Missing
    return person


def _account(person: Person) -> Account:
    account = account_of(person)
    if account is None:
        raise Missing
    return account
