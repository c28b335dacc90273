"""Posts, what they answer for, and who holds them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import (
    begin,
    days,
    must_be_free,
    must_exist,
    open_directory,
    rested,
    shown,
    tell,
)
from lienthong.directory.models import (
    Appointment,
    AppointmentKind,
    OfficialStatus,
    Person,
    Post,
    PostVersion,
    Unit,
)
from lienthong.directory.models.appointment import FILLS_THE_POST, STANDS_FOR_IT
from lienthong.directory.participants import Departure, departures
from lienthong.directory.policies import may_keep_people, may_place
from lienthong.directory.reach import may_fill
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, WrongState, must_say


@action
def create_post(
    code: str,
    *,
    unit: Unit,
    title: str,
    profile: str,
    on: date,
    by: Actor,
    at: datetime,
    fields: Sequence[str] = (),
    rank: int = 0,
    basis: str = "",
) -> Post:
    """Make a post of a unit, with the fields it answers for."""
    open_directory(by)
    named = must_say(title, _("Hãy nhập tên chức vụ."), "title")
    must_exist(unit, on)
    if Post.objects.filter(code=code).exists():
        raise Invalid(_("Mã chức vụ %(code)s đã được dùng.") % {"code": code}, field="code")
    shape: dict[str, Any] = {"title": named, "profile": profile, "fields": list(fields), "rank": rank}
    post = Post.objects.create(code=code, unit=unit, **shape)
    begin(PostVersion, on, at=at, of_new=True, post=post, source=basis, **shape)
    tell("directory.create_post", post, by=by, at=at, on=str(on), unit=unit.code, basis=basis, **shape)
    return post


@action
def change_post(
    post: Post,
    *,
    on: date,
    by: Actor,
    at: datetime,
    title: str | None = None,
    profile: str | None = None,
    fields: Sequence[str] | None = None,
    rank: int | None = None,
    basis: str = "",
    seen: int | None = None,
) -> PostVersion:
    """Change what a post is called or answers for from a day (a new division of work)."""
    open_directory(by, post, seen)
    may_place(by, people_of(post, on)).or_raise()
    former = _post_on(post, on)
    given = {"title": title, "profile": profile, "fields": fields, "rank": rank}
    changes = {name: value for name, value in given.items() if value is not None}
    shape: dict[str, Any] = {name: getattr(former, name) for name in given} | changes
    shape["fields"] = list(shape["fields"])
    until = former.during.upper
    former.cut(on, at=at)
    changed = begin(PostVersion, on, until=until, at=at, post=post, source=basis, **shape)
    repeat_latest(post)
    tell("directory.change_post", post, by=by, at=at, on=str(on), basis=basis, **shape)
    return changed


@action
def appoint(
    person: Person,
    post: Post,
    *,
    on: date,
    by: Actor,
    at: datetime,
    kind: str = AppointmentKind.HOLDER,
    until: date | None = None,
    status: str = OfficialStatus.UNSTATED,
    basis: str = "",
    seen: int | None = None,
) -> Appointment:
    """Let a person hold a post from a day; one holder at a time, and one who is acting."""
    open_directory(by, post, seen, may=may_keep_people)
    may_fill(by, post, local_day(at), [person.pk]).or_raise()
    if kind not in AppointmentKind.values or status not in OfficialStatus.values:
        raise Invalid(_("Hình thức giữ chức vụ không có trong danh mục."), field="kind")
    term = days(on, until)
    _post_on(post, on)
    facts = rested({"kind": kind, "status": status, "source": basis})
    row = Appointment(person=person, post=post, during=term, known_from=at, **facts)
    must_be_alone(row)
    row.save(force_insert=True)
    tell("directory.appoint", post, by=by, at=at, **appointed(row))
    return row


@action
def end_appointment(
    appointment: Appointment, *, on: date, by: Actor, at: datetime, basis: str = "", seen: int | None = None
) -> None:
    """Let the person leave the post: the first day on which it is no longer held."""
    open_directory(by, appointment.post, seen, may=may_keep_people)
    may_fill(by, appointment.post, local_day(at), [appointment.person_id]).or_raise()
    leave(appointment, on=on, basis=basis, by=by, at=at)


def appointed(row: Appointment) -> dict[str, Any]:
    """Return what the act of an appointment says: no names."""
    return {
        "on": str(row.during.lower),
        "person": str(row.person_id),
        "kind": str(row.kind),
        "basis": row.source,
        "until": str(row.during.upper) if row.during.upper else None,
    }


def leave(appointment: Appointment, *, on: date, basis: str, by: Actor, at: datetime) -> None:
    """End an appointment, with what areas above do then, and tell it; whoever calls has asked whether it may be."""
    term = appointment.during
    if term.lower is not None and on <= term.lower:
        raise Invalid(
            _("Ngày thôi giữ chức vụ phải sau ngày bắt đầu %(day)s.") % {"day": shown(term.lower)}, field="on"
        )
    if term.upper is not None and term.upper <= on:
        raise WrongState(_("Việc giữ chức vụ này đã kết thúc từ ngày %(day)s.") % {"day": shown(term.upper)})
    appointment.cut(on, at=at)
    post = appointment.post
    left = Departure(appointment.person_id, post.pk, post.unit_id, on)
    departures.carry_out(left, by=by, at=at)
    person = str(appointment.person_id)
    tell("directory.end_appointment", post, by=by, at=at, on=str(on), person=person, basis=basis)


def people_of(post: Post, since: date | None) -> list[UUID]:
    """Return who holds the post on a day since this one."""
    held = Appointment.objects.believed().filter(post=post, during__overlap=(since, None))
    return list(held.values_list("person_id", flat=True))


def must_be_alone(row: Appointment) -> None:
    """Refuse the same person twice in a post, a second holder, a second who is acting."""
    others = Appointment.objects.believed().filter(post_id=row.post_id, during__overlap=row.during)
    beside = list(others.exclude(pk=row.pk).order_by("during"))
    if any(one.person_id == row.person_id for one in beside):
        must_be_free(row)
    alike = FILLS_THE_POST if row.kind in FILLS_THE_POST else STANDS_FOR_IT
    other = next((one for one in beside if one.kind in alike), None)
    if other is not None:
        raise WrongState(
            _("Chức vụ này đã có người giữ từ ngày %(day)s; hãy ghi thôi giữ chức vụ trước.")
            % {"day": shown(other.during.lower)}
        )


def repeat_latest(post: Post) -> None:
    """Copy the latest shape of the post onto the post, for readers of one query."""
    latest = post.versions.believed().order_by("-during").first()
    if latest is None:
        return
    for name in ("title", "profile", "fields", "rank"):
        setattr(post, name, getattr(latest, name))
    post.save(update_fields=["title", "profile", "fields", "rank"])


def _post_on(post: Post, on: date) -> PostVersion:
    must_exist(post.unit, on)
    version: PostVersion | None = PostVersion.objects.on(on).filter(post=post).first()
    if version is None:
        raise Invalid(_("Ngày %(day)s không có chức vụ này.") % {"day": shown(on)}, field="post")
    return version
