"""Leaves: who stands in from which day, and coming back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.access.actors import official
from lienthong.access.models import Absence
from lienthong.access.powers.keeping import may_keep
from lienthong.access.powers.terms import ABSENCE, term
from lienthong.access.words import BEGIN_ABSENCE, END_ABSENCE
from lienthong.directory.models import Appointment, Post
from lienthong.directory.revision import hold_directory
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import day_window, local_day
from lienthong.kernel.refusals import Invalid, Missing, WrongState


@dataclass(frozen=True, slots=True)
class Leave:
    """Who is away from which post, who stands in; `first` and `last` are days away, both included."""

    person_id: UUID
    post_id: UUID
    substitute_id: UUID
    first: date
    last: date
    basis: str = ""


@action
def begin_absence(leave: Leave, *, by: Actor, at: datetime) -> Absence:
    """Record a leave with its substitute; from its first day the substitute has the box of who is away.

    Raises `NotAllowed`, `Invalid` for somebody who cannot stand in, `WrongState` when one of the two is away anyway.
    """
    hold_directory()
    days = term(ABSENCE, leave.first, leave.last, today=local_day(at))
    away = official(leave.person_id, leave.post_id, at=max(at, day_window(days.lower)[0]))
    if away is None or away.unit_id is None:
        raise Invalid(_("Người nghỉ không giữ chức vụ này."), field="person")
    may_keep(by, unit_id=away.unit_id, of=away.person_id, to=leave.substitute_id, at=at).or_raise()
    _can_stand_in(leave, away.unit_id, days)
    made = Absence(
        person_id=leave.person_id,
        post_id=leave.post_id,
        substitute_id=leave.substitute_id,
        during=days,
        basis=leave.basis.strip(),
    )
    facts = {"post": str(leave.post_id), "from": str(days.lower), "to": str(days.upper), "basis": made.basis}
    people = {"person": str(leave.person_id), "substitute": str(leave.substitute_id)}
    made.act_id = record(BEGIN_ABSENCE, subject=made, by=by, at=at, detail=facts, personal=people).id
    made.save(force_insert=True)
    return made


@action
def end_absence(absence_id: UUID, *, by: Actor, at: datetime) -> Absence:
    """Somebody is back, or the leave was recorded wrongly: standing in ends with this act."""
    absence = Absence.objects.select_for_update(of=("self",)).filter(pk=absence_id).first()
    if absence is None:
        raise Missing
    may_keep(by, unit_id=absence.post.unit_id, of=absence.person_id, to=None, at=at).or_raise()
    if absence.ended_at is not None or absence.during.upper <= local_day(at):
        raise WrongState(_("Kỳ nghỉ này đã kết thúc."))
    absence.ended_at = at
    absence.save(update_fields=["ended_at"])
    record(END_ABSENCE, subject=absence, by=by, at=at, detail={"post": str(absence.post_id)})
    return absence


def _can_stand_in(leave: Leave, unit_id: UUID, days: DateRange) -> None:
    """A colleague of the same agency, there all these days, whom the absent one does not stand in for."""
    if leave.person_id == leave.substitute_id:
        raise Invalid(_("Không ai thay chính mình."), field="substitute")
    units = tree(days.lower)
    agency = units.agency_of(unit_id)
    held = Appointment.objects.believed().filter(person=leave.substitute_id, during__contains=days)
    posts = Post.objects.filter(pk__in=held.values("post")).values_list("unit_id", flat=True)
    if not any(units.agency_of(unit) == agency for unit in posts):
        raise Invalid(
            _("Người thay phải là người của cùng cơ quan, giữ chức vụ suốt kỳ nghỉ."), field="substitute"
        )
    standing = Absence.objects.filter(ended_at__isnull=True, during__overlap=days)
    if standing.filter(person=leave.person_id, post=leave.post_id).exists():
        raise WrongState(_("Đã ghi một kỳ nghỉ trùng những ngày này."))
    if standing.filter(person=leave.substitute_id).exists():
        raise WrongState(_("Người thay cũng nghỉ trong những ngày này; hãy chọn người khác."))
