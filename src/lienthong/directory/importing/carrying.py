"""Carrying out a file: all of it in one transaction under one act, or nothing; and only what was looked at before."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.actions.facts import open_directory
from lienthong.directory.actions.people import home_of_entry, rewrite, tell_entered
from lienthong.directory.actions.posts import appointed, leave
from lienthong.directory.importing.planning import Plan, Step, plan_of
from lienthong.directory.importing.reading import AppointmentRow, PersonRow
from lienthong.directory.importing.template import APPOINTMENTS, PEOPLE
from lienthong.directory.models import Appointment, AppointmentKind, Person
from lienthong.directory.policies import may_keep_people
from lienthong.directory.revision import bump
from lienthong.directory.sheets.carrying import agreed, by_file
from lienthong.directory.sheets.plans import Change
from lienthong.directory.sheets.shape import Lines, Problems, Sheet, WrongRows
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, WrongState

IMPORTED: Final = "directory.import_people"
FILE: Final = "directory.people_file"
BATCH: Final = 1000


@action
def carry_out(lines: Lines, *, mark: str, by: Actor, at: datetime) -> Plan:
    """Do what the plan with this mark says. Returns the plan as it was carried out.

    Raises `NotAllowed`; `Moved` when the plan is another by now; `WrongRows` with every wrong cell, or with the row
    that an area above refuses; `WrongState` when nothing would change.
    """
    open_directory(by, may=may_keep_people)
    plan = agreed(plan_of(lines, by=by, day=local_day(at), fresh=True), mark)
    subject, detail = (FILE, UUID(hex=lines.sha256[:32])), {"sha256": lines.sha256, "counts": plan.counts}
    # A file may be called by somebody's name.
    record(IMPORTED, subject=subject, by=by, at=at, detail=detail, personal={"file": lines.name})
    people = _people(plan, by, at)
    _appointments(plan, people, by, at)
    bump()
    return plan


def _people(plan: Plan, by: Actor, at: datetime) -> dict[str, Person]:
    """Enter the new and correct the others; return the new by code."""
    home = home_of_entry(by, local_day(at))
    fresh: dict[str, Person] = {}
    for step in _steps(plan, PEOPLE):
        if isinstance(step.row, PersonRow) and step.change == Change.NEW:
            row = step.row
            fresh[row.code] = Person(
                code=row.code,
                full_name=row.full_name,
                gender=row.gender,
                email=row.email,
                phone=row.phone,
                entered_by_id=home,
            )
        elif step.person is not None:
            rewrite(step.person, step.after, reason=by_file(plan.lines), by=by, at=at)
    Person.objects.bulk_create(fresh.values(), batch_size=BATCH)
    for person in fresh.values():
        tell_entered(person, by=by, at=at)
    return fresh


def _appointments(plan: Plan, fresh: dict[str, Person], by: Actor, at: datetime) -> None:
    """End first, then correct, then appoint: who comes may follow who leaves in the same file."""
    steps = _steps(plan, APPOINTMENTS)
    for step in steps:
        if step.appointment is not None:
            _change(step, step.appointment, by_file(plan.lines), by, at)
    rows = [_new(step, fresh, at) for step in steps if step.change == Change.NEW]
    Appointment.objects.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        record("directory.appoint", subject=row.post, by=by, at=at, detail=appointed(row))


def _change(step: Step, appointment: Appointment, reason: str, by: Actor, at: datetime) -> None:
    row = step.row
    if not isinstance(row, AppointmentRow):
        return
    ends = step.change == Change.ENDED and row.until is not None
    columns = {"kind": "kind", "status": "status", "basis": "source"}
    wanted = {"kind": row.kind, "status": row.status, "basis": row.basis}
    # The decision beside an end is that of the end.
    changes = {
        columns[key]: wanted[key] for key in columns if key in step.after and not (ends and key == "basis")
    }
    if changes:
        before = {key: getattr(appointment, key) for key in changes}
        appointment = appointment.correct(at=at, **changes)
        said = {"table": "appointment", "before": before, "after": changes, "reason": reason}
        record("directory.correct", subject=appointment.post, by=by, at=at, detail=said)
    if ends and row.until is not None:
        basis = row.basis if "basis" in step.after else ""
        try:
            leave(appointment, on=row.until, basis=basis, by=by, at=at)
        except (WrongState, Invalid) as refusal:
            problems = Problems()
            problems.add(step.line, "until", refusal.reason)
            raise WrongRows(problems.found) from refusal


def _new(step: Step, fresh: dict[str, Person], at: datetime) -> Appointment:
    row = step.row
    person = step.person or (fresh[row.person] if isinstance(row, AppointmentRow) else None)
    if not isinstance(row, AppointmentRow) or person is None or step.post is None:
        raise TypeError("a new appointment has a person and a post")
    return Appointment(
        person=person,
        post=step.post,
        kind=row.kind or AppointmentKind.HOLDER,
        status=row.status,
        during=DateRange(row.since, row.until),
        known_from=at,
        source=row.basis,
    )


def _steps(plan: Plan, sheet: Sheet) -> list[Step]:
    return [step for step in plan.changing if step.line.sheet is sheet]
