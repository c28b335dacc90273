"""People and appointments of one's agency as JSON: the same rows, the same checks, the same act as the workbook."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Router, Schema

from lienthong.access.doors import Request
from lienthong.access.policies import keeps_people
from lienthong.directory.importing.carrying import carry_out
from lienthong.directory.importing.exporting import appointments_of, last_day, people_of
from lienthong.directory.importing.planning import Plan, plan_of
from lienthong.directory.importing.template import APPOINTMENTS, PEOPLE, SHEETS
from lienthong.directory.models import Appointment, Person
from lienthong.directory.reach import Reach
from lienthong.directory.sheets.shape import Line, Lines
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid

router = Router(tags=["agency"])
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
NAME = "JSON"
PAGE = 200


class PersonIn(Schema):
    """A person by code; what is left out stays as it is."""

    code: str
    full_name: str
    gender: str = Field("", description="male, female or empty")
    email: str = ""
    phone: str = ""


class AppointmentIn(Schema):
    """One appointment; `since` says which, where the person has held the post before."""

    person: str = Field(description="code of the person")
    post: str = Field(description="code of the post")
    kind: str = Field("", description="holder, concurrent or acting")
    status: str = ""
    since: date
    until: date | None = Field(None, description="the last day on which the post is held")
    basis: str = ""


class PersonOut(PersonIn):
    id: UUID


class AppointmentOut(AppointmentIn):
    id: UUID
    title: str


class PeoplePage(Schema):
    people: list[PersonOut]
    next: str | None = Field(None, description="send as `after` for the next page")


class AppointmentsPage(Schema):
    appointments: list[AppointmentOut]
    next: str | None = Field(None, description="send as `after` for the next page")


class RowsIn(Schema):
    people: list[PersonIn] = []
    appointments: list[AppointmentIn] = []


class CarryOutIn(RowsIn):
    mark: str = Field(description="of the dry run: what was looked at is what is done")


class Wrong(Schema):
    at: list[str | int] = Field(description="the way to it: people, 3, email")
    words: str


class Step(Schema):
    at: list[str | int]
    change: str
    about: str
    before: dict[str, str]
    after: dict[str, str]


class PlanOut(Schema):
    mark: str
    counts: dict[str, dict[str, int]]
    changes: list[Step]
    errors: list[Wrong]


@router.get("/people", response=PeoplePage, summary="People of your agency, by code")
def people(request: Request, after: str = "") -> PeoplePage:
    rows = people_of(_reach(request)).order_by("code")
    page = list(rows.filter(code__gt=after)[: PAGE + 1])
    return PeoplePage(people=[_person(one) for one in page[:PAGE]], next=_next([one.code for one in page]))


@router.get("/appointments", response=AppointmentsPage, summary="Appointments of today and later, by key")
def appointments(request: Request, after: UUID | None = None) -> AppointmentsPage:
    rows = appointments_of(_reach(request)).order_by("pk")
    page = list((rows.filter(pk__gt=after) if after else rows)[: PAGE + 1])
    return AppointmentsPage(
        appointments=[_appointment(one) for one in page[:PAGE]], next=_next([str(one.pk) for one in page])
    )


@router.post(
    "/dry-runs", response=PlanOut, summary="What these rows would change, or what is wrong with them"
)
def dry_run(request: Request, body: RowsIn) -> PlanOut:
    keeps_people(request.actor).or_raise()
    return _plan(plan_of(_lines(body), by=request.actor, day=local_day(request.at)))


@router.post(
    "/imports", response=PlanOut, summary="Carry out what a dry run has shown: all of it, or nothing"
)
def carry(request: Request, body: CarryOutIn, key: Key = None) -> PlanOut:
    keeps_people(request.actor).or_raise()
    lines = _lines(body)
    return _plan(carry_out(lines, mark=body.mark, by=request.actor, at=request.at, key=key))


def _reach(request: Request) -> Reach:
    keeps_people(request.actor).or_raise()
    return Reach.of(request.actor, local_day(request.at))


def _lines(body: RowsIn) -> Lines:
    """Return the rows as lines, counted from 0 as JSON counts; the same rows have the same hash."""
    sent = {PEOPLE.name: _rows(body.people), APPOINTMENTS.name: _rows(body.appointments)}
    if any(len(rows) > settings.IMPORT_MOST_ROWS for rows in sent.values()):
        most = {"most": settings.IMPORT_MOST_ROWS}
        raise Invalid(_("Mỗi lần gửi không quá %(most)d dòng mỗi loại.") % most, field="people")
    lines = [
        Line(sheet, number, values) for sheet in SHEETS for number, values in enumerate(sent[sheet.name])
    ]
    said = json.dumps(sent, sort_keys=True, default=str).encode()
    return Lines(NAME, sha256(said).hexdigest(), tuple(lines))


def _rows(rows: Sequence[Schema]) -> list[Mapping[str, Any]]:
    """Return what was said of each; nothing said is not the same as nothing to be there."""
    return [row.dict(exclude_unset=True) for row in rows]


def _plan(plan: Plan) -> PlanOut:
    return PlanOut(
        mark="" if plan.problems else plan.mark,
        counts=plan.counts,
        changes=[
            Step(
                at=[step.line.sheet.name, step.line.number],
                change=step.change.value,
                about=step.about,
                before=dict(step.before),
                after=dict(step.after),
            )
            for step in plan.changing
        ],
        errors=[Wrong(at=one.path, words=one.words) for one in plan.problems],
    )


def _person(one: Person) -> PersonOut:
    return PersonOut(
        id=one.pk,
        code=one.code,
        full_name=one.full_name,
        gender=one.gender,
        email=one.email,
        phone=one.phone,
    )


def _appointment(one: Appointment) -> AppointmentOut:
    return AppointmentOut(
        id=one.pk,
        person=one.person.code,
        post=one.post.code,
        title=one.post.title,
        kind=one.kind,
        status=one.status,
        since=one.during.lower,
        until=last_day(one.during.upper),
        basis=one.source,
    )


def _next(keys: Sequence[str]) -> str | None:
    return keys[PAGE - 1] if len(keys) > PAGE else None
