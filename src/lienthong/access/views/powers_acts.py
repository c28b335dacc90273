"""Writing powers down: one act, one page; and handing everything over."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.doors import Request, in_office, page
from lienthong.access.models import Delegation
from lienthong.access.powers import reading
from lienthong.access.powers.acts import GIVE_BACK, end_act, new_act
from lienthong.access.powers.choices import holder
from lienthong.access.powers.forms import HandOverForm
from lienthong.access.powers.handing_over import Handing, appointment_of, hand_over, mark_of, minutes
from lienthong.access.powers.keeping import keeps_for, may_keep
from lienthong.access.powers.reading import Row
from lienthong.access.powers.selectors import absence_seen, delegation_seen, regulation_seen
from lienthong.access.views.powers import agency_asked
from lienthong.access.words import HAND_OVER
from lienthong.directory.models import Appointment
from lienthong.directory.reach import may_fill
from lienthong.directory.selectors import names, tree
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing


@page(in_office, methods=("GET", "POST"))
def new_page(request: Request, slug: str) -> HttpResponseBase:
    act = new_act(slug)
    if act is None:
        raise Missing
    by, day = request.actor, local_day(request.at)
    agency = agency_asked(request)
    form = act.form.read(
        request,
        units=tree(day).subtree(agency),
        day=day,
        chosen=f"{by.person_id}:{by.post_id}",
        alone=not keeps_for(by, request.at),
        draft=f"access.{slug}",
    )
    common = {"by": by, "at": request.at}
    if request.method == "POST" and form.carries_out(lambda: act.do(form, {**common, "key": form.act_key})):
        messages.success(request, _("Đã ghi nhận: %(act)s.") % {"act": act.words})
        return redirect(_back(request))
    context = {"act": act, "words": act.words, "form": form, "back": _back(request)}
    return render(request, "access/powers_act.html", context, status=form.status)


@page(in_office, methods=("GET", "POST"))
def end_page(request: Request, slug: str, key: UUID) -> HttpResponseBase:
    act = end_act(slug)
    if act is None:
        raise Missing
    row = _row(request, slug, key)
    words = GIVE_BACK if _is_received(request, key) else act.words
    form = act.form.read(request)
    common = {"by": request.actor, "at": request.at}
    if request.method == "POST" and form.carries_out(
        lambda: act.do(key, form, {**common, "key": form.act_key})
    ):
        messages.success(request, _("Đã ghi nhận: %(act)s.") % {"act": words})
        return redirect(_back(request))
    context = {"act": act, "words": words, "form": form, "row": row, "back": _back(request)}
    return render(request, "access/powers_act.html", context, status=form.status)


@page(in_office, methods=("GET", "POST"))
def hand_over_page(request: Request, person_id: UUID, post_id: UUID) -> HttpResponseBase:
    """Everything that somebody has in hand in a post, and who takes it: shown first, then done at once."""
    day = local_day(request.at)
    held = appointment_of(person_id, post_id, day)
    _kept(request, held)
    agency = tree(day).agency_of(held.post.unit_id)
    leaving = may_fill(request.actor, held.post, day, [person_id])
    form = HandOverForm.read(
        request, units=tree(day).subtree(agency), day=day, chosen=f"{person_id}:{post_id}", leaving=leaving
    )
    done: list[Act] = []
    lines = None
    if request.method == "POST" and form.is_valid():
        said = _handing(form, held)
        lines = minutes(said, held, request.at)
        mark = form.cleaned_data["confirmed"]
        if mark and form.carries_out(
            lambda: done.append(hand_over(said, seen=mark, by=request.actor, at=request.at, key=form.act_key))
        ):
            messages.success(request, _("Đã bàn giao."))
            return redirect("access:minutes", done[0].id)
    context = {
        "form": form,
        "held": held,
        "unit": _where(held.post.unit_id, day),
        "leaving": leaving,
        "lines": lines,
        "mark": mark_of(lines) if lines is not None else "",
        "to": dict(form.fields["receiver"].choices).get(form.data.get("receiver", "")),  # type: ignore[attr-defined]
    }
    return render(request, "access/hand_over.html", context, status=form.status)


@page(in_office)
def minutes_page(request: Request, act_id: UUID) -> HttpResponse:
    """The minutes of a hand-over, to print and sign: only for those it concerns and who keep powers there."""
    act = Act.objects.filter(pk=act_id, verb=HAND_OVER).first()
    if act is None:
        raise Missing
    people = reading.people_of(act)
    post = reading.post_of(act)
    concerned = {one.pk for one in people}
    if request.actor.person_id not in concerned and post.unit_id not in keeps_for(request.actor, request.at):
        raise Missing
    context = {
        "act": act,
        "people": people,
        "post": post,
        "where": _where(post.unit_id, local_day(act.at)),
        "leaves_on": date.fromisoformat(act.detail["leaves_on"]) if act.detail["leaves_on"] else None,
        "lines": act.detail["lines"],
    }
    return render(request, "access/minutes.html", context)


def _where(unit_id: UUID, day: date) -> str:
    """Return the unit with its agency, as they were called on the day."""
    agency = tree(day).agency_of(unit_id)
    called = names([unit_id, agency], day)
    return ", ".join(called[key] for key in dict.fromkeys([unit_id, agency]) if key in called)


def _row(request: Request, slug: str, key: UUID) -> Row:
    """Return the line that is ended, as the board shows it."""
    by, at, day = request.actor, request.at, local_day(request.at)
    if slug == "uy-quyen":
        return reading.delegation_rows([delegation_seen(by, key, at=at)], day)[0]
    if slug == "nghi-phep":
        return reading.absence_rows([absence_seen(by, key, at=at)], day)[0]
    return reading.regulation_rows([regulation_seen(by, key, at=at)], day)[0]


def _is_received(request: Request, key: UUID) -> bool:
    return bool(Delegation.objects.filter(pk=key, to_person=request.actor.person_id).exists())


def _kept(request: Request, held: Appointment) -> None:
    """Refuse who does not keep the powers of the post; of another agency there is nothing to see."""
    by = request.actor
    if by.person_id != held.person_id and held.post.unit_id not in keeps_for(by, request.at):
        raise Missing
    may_keep(by, unit_id=held.post.unit_id, of=held.person_id, to=None, at=request.at).or_raise()


def _handing(form: HandOverForm, held: Appointment) -> Handing:
    asked = form.answers
    receiver = holder(asked["receiver"], "receiver")
    return Handing(held.person_id, held.post_id, receiver.person_id, asked.get("leaves_on"), asked["basis"])


def _back(request: Request) -> str:
    if request.actor.can(Capability.POWERS_MANAGE):
        kept = f"?unit={agency_asked(request)}" if "unit" in request.GET else ""
        return reverse("access:board") + kept
    return reverse("access:powers")
