"""Corrections: what was believed stays readable as it was known; a fact that never was is withdrawn."""

from copy import copy
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import must_be_free, open_directory, tell
from lienthong.directory.actions.posts import must_be_alone, people_of, repeat_latest
from lienthong.directory.actions.units import kind_on, no_cycle
from lienthong.directory.models import (
    Appointment,
    BodySeat,
    CoordinatingBody,
    GroupMember,
    Mandate,
    PlaceVersion,
    PostVersion,
    UnitCode,
    UnitPlacement,
    UnitVersion,
)
from lienthong.directory.policies import may_place
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.history.models import Versioned
from lienthong.kernel.refusals import Invalid, Stale, must_say

V = TypeVar("V", bound=Versioned)

# What may be corrected. Whom a fact is about may not: that fact is withdrawn, and another is written.
CORRECTABLE: dict[type[Versioned], frozenset[str]] = {
    UnitVersion: frozenset({"name", "short_name", "symbol", "kind_id", "place_id", "position", "note"}),
    UnitPlacement: frozenset({"parent_id"}),
    UnitCode: frozenset({"code"}),
    GroupMember: frozenset(),
    Mandate: frozenset({"title", "title_en", "unit_id"}),
    CoordinatingBody: frozenset({"standing_agency_id"}),
    BodySeat: frozenset({"role", "rank"}),
    PostVersion: frozenset({"title", "profile", "fields", "rank"}),
    Appointment: frozenset({"kind", "status"}),
    PlaceVersion: frozenset({"name", "short_name", "gso_code", "area_km2", "lat", "lon", "note"}),
}
ALWAYS = frozenset({"during", "source", "assumed"})


@action
def correct_fact(version: V, *, reason: str, by: Actor, at: datetime, **changes: Any) -> V:
    """Correct a dated fact of the directory, its days included; the former belief stays readable.

    `changes` name columns (`kind_id`, `during`, …). Refused: a column that cannot be corrected, nothing
    changed, an overlap, an empty range, a fact that somebody corrected meanwhile (`Stale`).
    """
    open_directory(by)
    _may_touch(by, version)
    why = must_say(reason, _("Hãy nêu lý do đính chính."), "reason")
    _must_be_believed(version)
    changed = _changed(version, changes)
    _may_be_so(version, changed)
    before = {name: _plain(getattr(version, name)) for name in changed}
    corrected = version.correct(at=at, **changed)
    if isinstance(corrected, PostVersion):
        repeat_latest(corrected.post)
    after = {name: _plain(value) for name, value in changed.items()}
    subject, table = _subject(version), _table(version)
    tell("directory.correct", subject, by=by, at=at, table=table, before=before, after=after, reason=why)
    return corrected


@action
def withdraw_fact(version: Versioned, *, reason: str, by: Actor, at: datetime) -> None:
    """Say that a dated fact never was; it stays readable as it was known."""
    open_directory(by)
    _may_touch(by, version)
    why = must_say(reason, _("Hãy nêu lý do đính chính."), "reason")
    _must_be_believed(version)
    version.withdraw(at=at)
    subject, table = _subject(version), _table(version)
    tell("directory.correct", subject, by=by, at=at, table=table, withdrawn=str(version.pk), reason=why)


def _may_touch(by: Actor, version: Versioned) -> None:
    """Refuse what would change the powers of whoever corrects it."""
    if isinstance(version, Appointment):
        may_place(by, [version.person_id]).or_raise()
    if isinstance(version, PostVersion):
        may_place(by, people_of(version.post, version.during.lower)).or_raise()


def _must_be_believed(version: Versioned) -> None:
    if not type(version).objects.believed().filter(pk=version.pk).exists():
        raise Stale(_("Thông tin này vừa được người khác sửa; hãy tải lại trang."))


def _changed(version: Versioned, changes: dict[str, Any]) -> dict[str, Any]:
    unknown = set(changes) - CORRECTABLE[type(version)] - ALWAYS
    if unknown:
        raise Invalid(
            _("Không thể đính chính “%(name)s” của thông tin này.") % {"name": min(unknown)},
            field=min(unknown),
        )
    changed = {name: value for name, value in changes.items() if getattr(version, name) != value}
    if not changed:
        raise Invalid(_("Không có thông tin nào được đính chính."), field="changes")
    return changed


def _may_be_so(version: Versioned, changed: dict[str, Any]) -> None:
    during = changed.get("during", version.during)
    if during.isempty or (during.lower and during.upper and during.upper <= during.lower):
        raise Invalid(_("Ngày kết thúc phải sau ngày bắt đầu."), field="during")
    row = copy(version)
    for name, value in changed.items():
        setattr(row, name, value)
    if isinstance(row, Appointment):
        must_be_alone(row)
    else:
        must_be_free(row)
    if isinstance(row, UnitVersion):
        kind_on(row.kind_id, during.lower)
    if isinstance(row, UnitPlacement):
        no_cycle(row.unit, row.parent, during.lower, during.upper, row.tree)


def _table(version: Versioned) -> str:
    return type(version).__name__.lower()


def _subject(version: Versioned) -> models.Model:
    """Return what the fact is about: the unit, the post, the place."""
    for name in ("unit", "body", "post", "place"):
        if hasattr(version, f"{name}_id"):
            subject: models.Model = getattr(version, name)
            return subject
    return version


def _plain(value: Any) -> Any:
    if isinstance(value, DateRange):
        return [str(value.lower) if value.lower else None, str(value.upper) if value.upper else None]
    if value is None or isinstance(value, str | bool | int | list):
        return value
    return str(value)
