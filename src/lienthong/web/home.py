"""The first page: each is brought to where the day's work begins; who is not signed in reads what this is."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, anyone, asker, page
from lienthong.access.elsewhere.configuration import the_provider
from lienthong.casework.policies import may_have_a_box
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Installation
from lienthong.web.demo.accounts import PASSWORD, demo_accounts


@page(anyone)
def home(request: Request) -> HttpResponseBase:
    by = asker(request)
    if by is None:
        return _front(request)
    if not may_have_a_box(by):
        return render(request, "web/party.html", {"by": by})
    return redirect(_first_page(by))


def _front(request: Request) -> HttpResponse:
    simulated = Installation.objects.filter(simulated=True).exists()
    context = {
        "simulated": simulated,
        "accounts": demo_accounts() if simulated else [],
        "password": PASSWORD,
        "provider": the_provider(),
    }
    return render(request, "web/home.html", context)


def _first_page(by: Actor) -> str:
    """Return the plan on one page for who leads, what they keep for who only keeps, else the inbox."""
    if _leads(by):
        try:
            return reverse("plans:overview")
        except NoReverseMatch:  # no plan is followed here
            pass
    if by.can(Capability.HEALTH_SEE):
        return reverse("health")
    only_people = by.can(Capability.AGENCY_MANAGE) and not by.can(Capability.TASKS_WORK)
    return reverse("access:accounts" if only_people else "casework:inbox")


def _leads(by: Actor) -> bool:
    return by.can(Capability.FIGURES_SEE) and by.can(Capability.TASKS_SEE_ALL)
