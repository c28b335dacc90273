"""Founding, renaming, placing and closing units."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import begin, must_exist, open_directory, rested, shown, tell
from lienthong.directory.actions.leaving import can_close, leave_nothing_open
from lienthong.directory.models import (
    ADMINISTRATIVE,
    Place,
    SuccessionKind,
    Unit,
    UnitCode,
    UnitKind,
    UnitPlacement,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.participants import Reorganisation, reorganisations
from lienthong.directory.rules.agency_codes import is_code
from lienthong.directory.selectors.trees import days_of_change, tree_now
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import Invalid, WrongState, must_say


@action
def found_unit(
    code: str,
    *,
    name: str,
    kind: str,
    on: date,
    by: Actor,
    at: datetime,
    under: Unit | None = None,
    short_name: str = "",
    symbol: str = "",
    place: Place | None = None,
    codes: Mapping[str, str] | None = None,
    position: int = 0,
    note: str = "",
    basis: str = "",
) -> Unit:
    """Found a unit on a day, by a decision (`basis`), under another, with its identifiers by scheme."""
    open_directory(by)
    named = must_say(name, _("Hãy nhập tên cơ quan, đơn vị."), "name")
    known_kind = kind_on(kind, on)
    unit = Unit.objects.create(code=_unused(code))
    shape: dict[str, Any] = {"short_name": short_name, "symbol": symbol, "place": place, "position": position}
    fact: dict[str, Any] = {"at": at, "of_new": True, "unit": unit, "source": basis}
    begin(UnitVersion, on, kind=known_kind, name=named, note=note, **fact, **shape)
    if under is not None:
        must_exist(under, on, "under")
        begin(UnitPlacement, on, parent=under, **fact)
    for scheme, identifier in (codes or {}).items():
        _give_code(unit, scheme, identifier, on, at=at, basis=basis)
    tell("directory.found_unit", unit, by=by, at=at, on=str(on), code=code, name=named, basis=basis)
    return unit


@action
def rename_unit(
    unit: Unit,
    *,
    name: str,
    on: date,
    by: Actor,
    at: datetime,
    short_name: str = "",
    symbol: str | None = None,
    basis: str = "",
    seen: int | None = None,
) -> UnitVersion:
    """Give the unit another name from a day; documents of before keep the name and symbol of then."""
    open_directory(by, unit, seen)
    named = must_say(name, _("Hãy nhập tên cơ quan, đơn vị."), "name")
    former = must_exist(unit, on)
    _must_be_another(named, former, on)
    until = former.during.upper
    former.cut(on, at=at)
    renamed = begin(
        UnitVersion,
        on,
        until=until,
        at=at,
        unit=unit,
        kind_id=former.kind_id,
        name=named,
        short_name=short_name,
        symbol=former.symbol if symbol is None else symbol,
        place_id=former.place_id,
        position=former.position,
        source=basis,
    )
    follow(unit, unit, SuccessionKind.RENAMING, Decimal(1), on, at=at, basis=basis)
    words = {"before": former.name, "after": named}
    tell("directory.rename_unit", unit, by=by, at=at, on=str(on), basis=basis, **words)
    return renamed


@action
def move_unit(
    unit: Unit,
    *,
    under: Unit,
    on: date,
    by: Actor,
    at: datetime,
    tree: str = ADMINISTRATIVE,
    basis: str = "",
    seen: int | None = None,
) -> UnitPlacement:
    """Place the unit under another from a day, in one of the trees; nobody stands above itself on any day."""
    open_directory(by, unit, seen)
    must_exist(unit, on)
    must_exist(under, on, "under")
    placed = place_under(unit, under, on, tree=tree, at=at, basis=basis)
    tell("directory.move_unit", unit, by=by, at=at, on=str(on), under=under.code, tree=tree, basis=basis)
    return placed


@action
def close_unit(
    unit: Unit, *, on: date, by: Actor, at: datetime, basis: str = "", seen: int | None = None
) -> None:
    """Close a unit that nobody follows: first its sub-units and its mandates go elsewhere."""
    open_directory(by, unit, seen)
    can_close(unit, on)
    ended = leave_nothing_open([unit], on, at=at)
    reorganisations.carry_out(Reorganisation(unit.id, {}, on), by=by, at=at)
    tell("directory.close_unit", unit, by=by, at=at, on=str(on), basis=basis, ended=ended)


@action
def assign_code(
    unit: Unit,
    *,
    scheme: str,
    code: str,
    on: date,
    by: Actor,
    at: datetime,
    basis: str = "",
    seen: int | None = None,
) -> UnitCode:
    """Give the unit an identifier in one scheme from a day."""
    open_directory(by, unit, seen)
    must_exist(unit, on)
    given = _give_code(unit, scheme, code, on, at=at, basis=basis)
    tell("directory.assign_code", unit, by=by, at=at, on=str(on), scheme=scheme, code=given.code, basis=basis)
    return given


def kind_on(code: str, on: date) -> UnitKind:
    """Return the kind of unit; refused when there is none, or none any more on the day."""
    kind = UnitKind.objects.filter(Q(during__isnull=True) | Q(during__contains=on), code=code).first()
    if kind is None:
        raise Invalid(
            _("Không có loại cơ quan “%(kind)s” vào ngày %(day)s.") % {"kind": code, "day": shown(on)},
            field="kind",
        )
    return kind


def place_under(
    unit: Unit, under: Unit, on: date, *, at: datetime, tree: str = ADMINISTRATIVE, basis: str = ""
) -> UnitPlacement:
    """End the placement of the day and begin another, until the next one that is already known."""
    rows = UnitPlacement.objects.believed().filter(unit=unit, tree=tree)
    present = rows.filter(during__contains=on).first()
    if present is not None:
        until = present.during.upper
        present.cut(on, at=at)
    else:
        later = rows.filter(during__startswith__gt=on).order_by("during").first()
        until = later.during.lower if later else None
    no_cycle(unit, under, on, until, tree)
    return begin(UnitPlacement, on, until=until, at=at, unit=unit, parent=under, tree=tree, source=basis)


def no_cycle(unit: Unit, under: Unit, since: date, until: date | None, tree: str) -> None:
    """Refuse a placement under one's own subtree, on the first day and on every day the tree changes."""
    below = UnitPlacement.objects.believed().filter(parent=unit, tree=tree, during__overlap=(since, until))
    if unit != under and not below.exists():
        return
    later = [day for day in days_of_change() if day > since and (until is None or day < until)]
    for day in (since, *later):
        if under.id in tree_now(day, tree).subtree(unit.id):
            raise Invalid(
                _("Không thể đặt một cơ quan trực thuộc chính nó hoặc đơn vị cấp dưới của nó (ngày %(day)s).")
                % {"day": shown(day)},
                field="under",
            )


def follow(
    before: Unit, after: Unit, kind: SuccessionKind, share: Decimal, on: date, *, at: datetime, basis: str
) -> UnitSuccession:
    """Write down who follows; a unit that keeps a part may also be renamed that day, neither of it twice."""
    steps = UnitSuccession.objects.believed().filter(predecessor=before, successor=after, kind=kind, on=on)
    if steps.exists():
        raise WrongState(
            _("Ngày %(day)s đã ghi việc chia tách hoặc đổi tên của cơ quan này; hãy đính chính nếu ghi sai.")
            % {"day": shown(on)}
        )
    facts = rested({"kind": kind, "share": share, "on": on, "source": basis})
    return UnitSuccession.objects.create(predecessor=before, successor=after, known_from=at, **facts)


def _unused(code: str) -> str:
    said = must_say(code, _("Hãy nhập mã cơ quan, đơn vị."), "code")
    if Unit.objects.filter(code=said).exists():
        raise Invalid(_("Mã %(code)s đã được dùng cho cơ quan khác.") % {"code": said}, field="code")
    return said


def _must_be_another(name: str, former: UnitVersion, on: date) -> None:
    """Refuse a renaming that renames nothing, or on the day of the former: that one was a mistake."""
    if former.name == name:
        raise Invalid(_("Tên mới trùng với tên đang dùng."), field="name")
    if former.during.lower == on:
        raise Invalid(
            _("Tên hiện nay cũng có hiệu lực từ ngày %(day)s; nếu ghi sai, hãy đính chính.")
            % {"day": shown(on)},
            field="on",
        )


def _give_code(unit: Unit, scheme: str, code: str, on: date, *, at: datetime, basis: str) -> UnitCode:
    written = code.strip().upper()
    if not is_code(written):
        raise Invalid(_("Mã định danh “%(code)s” không đúng cấu trúc.") % {"code": code}, field="code")
    if UnitCode.objects.on(on).filter(scheme=scheme, code=written).exclude(unit=unit).exists():
        raise Invalid(
            _("Mã định danh %(code)s đang được cơ quan khác dùng.") % {"code": written}, field="code"
        )
    present = UnitCode.objects.on(on).filter(unit=unit, scheme=scheme).first()
    if present is not None:
        present.cut(on, at=at)
    return begin(UnitCode, on, at=at, unit=unit, scheme=scheme, code=written, source=basis)
