"""Entering people and correcting them: names stay out of the part of an act that cannot be erased."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import open_directory
from lienthong.directory.models import Person
from lienthong.directory.policies import may_edit, may_keep_people
from lienthong.directory.reach import may_keep
from lienthong.directory.revision import bump
from lienthong.directory.selectors.trees import tree_now
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, must_say

FIELDS = ("full_name", "gender", "email", "phone")


@action
def register_person(
    code: str,
    *,
    full_name: str,
    by: Actor,
    at: datetime,
    gender: str = "",
    email: str = "",
    phone: str = "",
) -> Person:
    """Enter a person; posts come by appointment, and until then they are of the agency that entered them."""
    open_directory(by, may=may_keep_people)
    named = must_say(full_name, _("Hãy nhập họ và tên."), "full_name")
    if Person.objects.filter(code=code).exists():
        raise Invalid(_("Mã cán bộ %(code)s đã được dùng.") % {"code": code}, field="code")
    home = home_of_entry(by, local_day(at))
    person = Person(code=code, full_name=named, gender=gender, email=email, phone=phone, entered_by_id=home)
    person.save(force_insert=True)
    bump()
    tell_entered(person, by=by, at=at)
    return person


@action
def correct_person(
    person: Person, *, reason: str, by: Actor, at: datetime, seen: int | None = None, **changes: str
) -> Person:
    """Correct the name or the contact of a person; the act keeps what was there and why, where it can be erased."""
    open_directory(by, person, seen, may=may_keep_people)
    may_keep(by, person, local_day(at)).or_raise()
    why = must_say(reason, _("Hãy nêu lý do đính chính."), "reason")
    unknown = set(changes) - set(FIELDS)
    if unknown or not changes:
        raise Invalid(_("Không có thông tin nào được đính chính."), field="changes")
    if "full_name" in changes:
        changes["full_name"] = must_say(changes["full_name"], _("Hãy nhập họ và tên."), "full_name")
    rewrite(person, changes, reason=why, by=by, at=at)
    bump()
    return person


def home_of_entry(by: Actor, day: date) -> UUID | None:
    """Return the agency that keeps whom this actor enters; None for who keeps the whole directory."""
    return None if may_edit(by) or by.unit_id is None else tree_now(day).agency_of(by.unit_id)


def tell_entered(person: Person, *, by: Actor, at: datetime) -> None:
    written = {name: getattr(person, name) for name in FIELDS}
    detail = {"code": person.code}
    record("directory.register_person", subject=person, by=by, at=at, detail=detail, personal=written)


def rewrite(person: Person, changes: Mapping[str, str], *, reason: str, by: Actor, at: datetime) -> None:
    """Write what is right now, and the act that keeps what was there."""
    before: dict[str, Any] = {name: getattr(person, name) for name in changes}
    for name, value in changes.items():
        setattr(person, name, value)
    person.save(update_fields=list(changes))
    record(
        "directory.correct_person",
        subject=person,
        by=by,
        at=at,
        detail={"fields": sorted(changes)},
        personal={"before": before, "after": dict(changes), "reason": reason},
    )
