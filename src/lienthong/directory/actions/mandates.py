"""Giving mandates, and moving them with their work."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import begin, must_exist, open_directory, shown, tell
from lienthong.directory.models import Mandate, Unit
from lienthong.directory.participants import MandatePassing, mandates
from lienthong.directory.selectors import FIELDS
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import Invalid, WrongState, must_say


@action
def set_mandate(
    code: str,
    *,
    title: str,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    title_en: str = "",
    fields: Sequence[str] = (),
    basis: str = "",
) -> Mandate:
    """Give a mandate that nobody holds on the day; `fields` are the fields of work that it covers."""
    open_directory(by)
    named = must_say(title, _("Hãy nhập tên chức năng, nhiệm vụ."), "title")
    must_exist(unit, on)
    holder = Mandate.objects.on(on).filter(code=code).select_related("unit").first()
    if holder is not None:
        raise WrongState(
            _("Chức năng, nhiệm vụ này đang do %(unit)s đảm nhiệm; hãy dùng thao tác chuyển.")
            % {"unit": holder.unit.code}
        )
    words: dict[str, Any] = {"title": named, "title_en": title_en, "fields": _known(fields), "source": basis}
    mandate = begin(Mandate, on, at=at, code=code, unit=unit, **words)
    said = {"on": str(on), "mandate": code, "fields": [*fields], "basis": basis}
    tell("directory.set_mandate", unit, by=by, at=at, **said)
    return mandate


@action
def name_fields(
    code: str, *, fields: Sequence[str], on: date, by: Actor, at: datetime, basis: str = ""
) -> Mandate:
    """Say which fields of work a mandate covers from a day on; its holder stays."""
    open_directory(by)
    held = _held(code, on)
    known = _known(fields)
    since = max(on, held.during.lower or on)
    held.cut(on, at=at)
    words: dict[str, Any] = {
        "title": held.title,
        "title_en": held.title_en,
        "source": basis or held.source,
    }
    until = held.during.upper
    named = begin(Mandate, since, until=until, at=at, code=code, unit=held.unit, fields=known, **words)
    tell(
        "directory.name_fields", held.unit, by=by, at=at, on=str(on), mandate=code, fields=known, basis=basis
    )
    return named


@action
def move_mandate(
    code: str,
    *,
    to: Unit,
    on: date,
    by: Actor,
    at: datetime,
    basis: str = "",
    work_stays: bool = False,
) -> Mandate:
    """Move a mandate to another unit from a day, with the open work of its fields unless that stays."""
    open_directory(by)
    must_exist(to, on, "to")
    passing = passing_of(code, to, on, stays=work_stays)
    held = _held(code, on)
    moved = pass_mandate(held, to, on, at=at, basis=basis)
    mandates.carry_out(passing, by=by, at=at)
    ends = {"before": held.unit.code, "after": to.code, **({"work": "stays"} if work_stays else {})}
    tell("directory.move_mandate", to, by=by, at=at, on=str(on), mandate=code, basis=basis, **ends)
    return moved


def passing_of(code: str, to: Unit, on: date, *, stays: bool) -> MandatePassing:
    """Return what areas above are told when the mandate passes; refused where it cannot."""
    held = _held(code, on)
    if held.unit == to:
        raise Invalid(_("Cơ quan này đang đảm nhiệm chức năng, nhiệm vụ đó."), field="to")
    return MandatePassing(held.unit.pk, to.pk, held.title, frozenset(held.fields), on, stays)


def pass_mandate(held: Mandate, to: Unit, on: date, *, at: datetime, basis: str) -> Mandate:
    """End it with its holder and begin it with another, for as long as it was to last."""
    since = max(on, held.during.lower or on)
    held.cut(on, at=at)
    words: dict[str, Any] = {"title": held.title, "title_en": held.title_en, "source": basis or held.source}
    until, fields = held.during.upper, held.fields
    return begin(Mandate, since, until=until, at=at, code=held.code, unit=to, fields=fields, **words)


def _held(code: str, on: date) -> Mandate:
    held: Mandate | None = Mandate.objects.on(on).filter(code=code).select_related("unit").first()
    if held is None:
        raise WrongState(
            _("Ngày %(day)s chưa có cơ quan nào đảm nhiệm chức năng, nhiệm vụ này.") % {"day": shown(on)}
        )
    return held


def _known(fields: Sequence[str]) -> list[str]:
    """Return the fields in the order of their codes; refused where the catalogue does not have one."""
    if not set(fields) <= set(FIELDS):
        raise Invalid(_("Không có lĩnh vực này."), field="fields")
    return sorted(set(fields))
