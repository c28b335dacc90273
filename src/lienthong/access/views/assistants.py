"""Who assists a leader: seen, begun and ended by that leader, or by who manages accounts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.access.assisting import (
    BEGIN,
    END,
    TITLE,
    begin_assistance,
    end_assistance,
    may_arrange,
    may_look,
)
from lienthong.access.assisting_forms import AssistForm, EndForm
from lienthong.access.assisting_reading import READ, assistance_of, leading_seats
from lienthong.access.doors import Request, page
from lienthong.access.models import Assistance
from lienthong.directory.models import Appointment, Person
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing, WrongState
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.kernel.ui.forms import Form
from lienthong.kernel.ui.timeline import Note

LATEST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One assistance as it reads today."""

    row: Assistance
    state: Chip
    ends: bool


@page(may_look)
def own_page(request: Request) -> HttpResponse:
    return _page(request, _leader(request.actor.person_id))


@page(may_look)
def leader_page(request: Request, person_id: UUID) -> HttpResponse:
    """Who assists a leader, and when they opened the leader's box."""
    return _page(request, _leader(person_id))


@page(may_look, methods=("GET", "POST"))
def begin_page(request: Request, person_id: UUID) -> HttpResponseBase:
    leader, day = _leader(person_id), local_day(request.at)
    may_arrange(request.actor, leader.pk).or_raise()
    seats = leading_seats(leader.pk, request.at)
    if not seats:
        raise WrongState(_("Hôm nay người này không giữ chức vụ nào được cho ý kiến chỉ đạo."))
    form = AssistForm.read(request, seats=seats, day=day)

    def act() -> None:
        begin_assistance(**form.asked(), by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã cử thư ký, trợ lý."))
        return redirect("access:assistants_of", leader.pk)
    return _form(request, leader, form, _("Cử thư ký, trợ lý"), "plus")


@page(may_look, methods=("GET", "POST"))
def end_page(request: Request, person_id: UUID, assistance_id: UUID) -> HttpResponseBase:
    leader = _leader(person_id)
    may_arrange(request.actor, leader.pk).or_raise()
    row = assistance_of(leader.pk).filter(pk=assistance_id).first()
    if row is None:
        raise Missing
    form = EndForm.read(request, day=local_day(request.at))

    def act() -> None:
        end_assistance(row.pk, on=form.answers["on"], by=request.actor, at=request.at, key=form.act_key)

    if request.method == "POST" and form.carries_out(act):
        messages.success(request, _("Đã ghi nhận việc thôi giúp việc."))
        return redirect("access:assistants_of", leader.pk)
    words = _("Thôi cử %(name)s giúp việc") % {"name": row.person.full_name}
    return _form(request, leader, form, words, "cross")


def _page(request: Request, leader: Person) -> HttpResponse:
    day = local_day(request.at)
    verdict = may_arrange(request.actor, leader.pk)
    verdict.or_raise()
    rows = list(assistance_of(leader.pk))
    acts = Act.objects.filter(subject_id=leader.pk, verb__in=[BEGIN, END, READ])
    shown = list(acts.order_by("-recorded_at", "-id")[:LATEST])
    context = {
        "leader": leader,
        "title": TITLE,
        "own": leader.pk == request.actor.person_id,
        "leads": bool(leading_seats(leader.pk, request.at)),
        "lines": _lines(rows, day),
        "acts": shown,
        "notes": _notes(shown),
    }
    return render(request, "access/assistants.html", context)


def _lines(rows: list[Assistance], day: date) -> list[Line]:
    """Say how each stands today: it ends with either appointment, whatever its own days say."""
    people = {person for row in rows for person in (row.person_id, row.leader_id)}
    held = Appointment.objects.on(day).filter(person__in=people)
    seats = set(held.values_list("person_id", "post_id"))
    return [_line(row, day, stands=_seats(row) <= seats) for row in rows]


def _seats(row: Assistance) -> set[tuple[UUID, UUID]]:
    return {(row.person_id, row.post_id), (row.leader_id, row.leader_post_id)}


def _line(row: Assistance, day: date, *, stands: bool) -> Line:
    if row.during.upper is not None and row.during.upper <= day:
        return Line(row, Chip(_("Đã thôi")), ends=False)
    if row.during.lower > day:
        return Line(row, Chip(_("Chưa đến ngày"), Tone.INFO), ends=True)
    if stands:
        return Line(row, Chip(_("Đang giúp việc"), Tone.GOOD), ends=True)
    return Line(row, Chip(_("Đã thôi cùng với chức vụ")), ends=True)


def _notes(acts: list[Act]) -> dict[UUID, Note]:
    """Name, under the acts of letting in, who was let in."""
    asked = {act.detail.get("person") for act in acts if act.verb != READ}
    people = {
        str(key): name for key, name in Person.objects.filter(pk__in=asked).values_list("pk", "full_name")
    }
    return {
        act.id: Note(". ".join(filter(None, [people.get(act.detail["person"]), act.detail.get("basis")])))
        for act in acts
        if act.verb != READ
    }


def _form(request: Request, leader: Person, form: Form, words: str, icon: str) -> HttpResponse:
    context = {"leader": leader, "title": TITLE, "form": form, "words": words, "icon": icon}
    return render(request, "access/assist.html", context, status=form.status)


def _leader(person_id: UUID | None) -> Person:
    leader = Person.objects.filter(pk=person_id).first() if person_id else None
    if leader is None:
        raise Missing
    return leader
