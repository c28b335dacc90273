"""Entering people and correcting them: names stay out of the part of an act that cannot be erased."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import open_directory
from lienthong.directory.models import Person
from lienthong.directory.revision import bump
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
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
    """Enter a person in the directory; posts come by appointment."""
    open_directory(by)
    named = must_say(full_name, _("Hãy nhập họ và tên."), "full_name")
    if Person.objects.filter(code=code).exists():
        raise Invalid(_("Mã cán bộ %(code)s đã được dùng.") % {"code": code}, field="code")
    person = Person.objects.create(code=code, full_name=named, gender=gender, email=email, phone=phone)
    bump()
    written = {name: getattr(person, name) for name in FIELDS}
    record("directory.register_person", subject=person, by=by, at=at, detail={"code": code}, personal=written)
    return person


@action
def correct_person(
    person: Person, *, reason: str, by: Actor, at: datetime, seen: int | None = None, **changes: str
) -> Person:
    """Correct the name or the contact of a person; the act keeps what was there and why, where it can be erased."""
    open_directory(by, person, seen)
    why = must_say(reason, _("Hãy nêu lý do đính chính."), "reason")
    unknown = set(changes) - set(FIELDS)
    if unknown or not changes:
        raise Invalid(_("Không có thông tin nào được đính chính."), field="changes")
    if "full_name" in changes:
        changes["full_name"] = must_say(changes["full_name"], _("Hãy nhập họ và tên."), "full_name")
    before: dict[str, Any] = {name: getattr(person, name) for name in changes}
    for name, value in changes.items():
        setattr(person, name, value)
    person.save(update_fields=list(changes))
    bump()
    record(
        "directory.correct_person",
        subject=person,
        by=by,
        at=at,
        detail={"fields": sorted(changes)},
        personal={"before": before, "after": dict(changes), "reason": why},
    )
    return person
