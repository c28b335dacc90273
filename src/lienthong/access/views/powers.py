"""My powers, why I can or cannot, and the board of the agency: who signs for whom, who is away, until when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from lienthong.access.actors import official
from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, in_office, needs, page
from lienthong.access.powers import reading, selectors
from lienthong.access.powers.acts import NEW, offered
from lienthong.access.powers.choices import holder, holders_in
from lienthong.access.powers.explaining import explain
from lienthong.access.powers.forms import WhyForm
from lienthong.access.powers.keeping import keeps_for
from lienthong.directory.selectors import names, tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing


@page(in_office)
def powers_page(request: Request) -> HttpResponse:
    """What I may do by my post, for whom I sign, and what was written down for me."""
    by, day = request.actor, local_day(request.at)
    delegations = selectors.delegations_of(_person(by), day)
    context = {
        "by": by,
        "own": [power.label for power in Capability if by.can(power)],
        "granted": reading.granted(by, day),
        "given": reading.delegation_rows(delegations.filter(from_person=by.person_id), day),
        "received": reading.delegation_rows(delegations.filter(to_person=by.person_id), day),
        "absences": reading.absence_rows(selectors.absences_of(_person(by), day), day, own=by.person_id),
        "offers": offered(by, day),
        "keeps": bool(keeps_for(by, request.at)),
    }
    return render(request, "access/powers.html", context)


@page(needs(Capability.POWERS_MANAGE))
def board_page(request: Request) -> HttpResponseBase:
    """The agency's delegations, leaves and regulations, what ends soon first; and whose work is handed over."""
    if request.GET.get("who"):
        whose = holder(request.GET["who"], "who")
        return redirect("access:hand_over", whose.person_id, whose.post_id)
    day = local_day(request.at)
    agency = agency_asked(request)
    units = tree(day).subtree(agency)
    context = {
        "agency": names([agency], day).get(agency, ""),
        "agency_id": agency,
        "agencies": agencies_kept(request),
        "delegations": reading.delegation_rows(selectors.delegations_in(units, day), day),
        "absences": reading.absence_rows(selectors.absences_in(units, day), day),
        "regulations": reading.regulation_rows(selectors.regulations_in(units, day), day),
        "handovers": selectors.handovers_in(units),
        "holders": holders_in(units, day),
        "acts": NEW,
    }
    return render(request, "access/board.html", context)


@page(in_office)
def why_page(request: Request) -> HttpResponse:
    """Why this person can or cannot do this, with this thing: oneself, or whom one keeps powers for."""
    by, day = request.actor, local_day(request.at)
    kept, own = keeps_for(by, request.at), f"{by.person_id}:{by.post_id}"
    asked: dict[str, Any] = {"units": kept or {by.unit_id}, "day": day, "chosen": own, "alone": not kept}
    form = WhyForm(request.GET, **asked) if "person" in request.GET else WhyForm(**asked)
    explanation = who = None
    if form.is_bound and form.is_valid():
        chosen = holder(form.answers["person"], "person")
        who = official(chosen.person_id, chosen.post_id, at=request.at)
        if who is None:
            raise Missing
        power, about = form.answers["power"], form.answers["about"]
        try:
            explanation = explain(who, power, about, reader=by, at=request.at)
        except Missing as refusal:
            form.add_error("about", str(refusal.reason))
    context = {"form": form, "who": who, "explanation": explanation}
    return render(request, "access/why.html", context, status=form.status)


def agency_asked(request: Request) -> UUID:
    """Return the agency in the address, one's own without; `Missing` for one that the reader does not keep."""
    by, units = request.actor, tree(local_day(request.at))
    asked = request.GET.get("unit")
    if not asked and by.unit_id:
        return units.agency_of(by.unit_id)
    try:
        agency = units.agency_of(UUID(asked))
    except (ValueError, TypeError):
        raise Missing from None
    if agency not in keeps_for(by, request.at):
        raise Missing
    return agency


def agencies_kept(request: Request) -> list[tuple[str, str]]:
    """Return the agencies that the reader keeps powers for, when there is more than one."""
    units = tree(local_day(request.at))
    kept = keeps_for(request.actor, request.at)
    found = [
        (str(node.unit_id), node.name)
        for _depth, node in units.walk()
        if node.unit_id in kept and node.has_seal
    ]
    return found if len(found) > 1 else []


def _person(by: Actor) -> UUID:
    if by.person_id is None:
        raise Missing
    return by.person_id
