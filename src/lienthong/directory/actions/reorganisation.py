"""Merging and splitting: who follows whom, with what share, and what moves along."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import must_all_exist, must_exist, open_directory, shown, tell
from lienthong.directory.actions.leaving import can_close, leave_nothing_open, mandates_from, placed_below
from lienthong.directory.actions.mandates import pass_mandate
from lienthong.directory.actions.units import follow, place_under
from lienthong.directory.models import SuccessionKind, Unit, UnitSuccession
from lienthong.directory.participants import Distribution, Reorganisation, reorganisations
from lienthong.directory.rules.shares import adds_up, share_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import Invalid, WrongState

SPLIT: Final = "directory.split_unit"


@action
def merge_units(
    units: Sequence[Unit], *, into: Unit, on: date, by: Actor, at: datetime, basis: str = ""
) -> None:
    """Merge units into one that exists on the day: sub-units and mandates move, the rest of them ends."""
    open_directory(by)
    can_merge(units, into, on)
    merging = list(dict.fromkeys(units))
    _merge(merging, into, on, at=at, basis=basis)
    passing = [Reorganisation(unit.id, {into.id: Fraction(1)}, on) for unit in merging]
    reorganisations.carry_out(*passing, by=by, at=at)
    merged = [unit.code for unit in units]
    tell("directory.merge_units", into, by=by, at=at, on=str(on), merged=merged, into=into.code, basis=basis)


@action
def split_unit(
    unit: Unit,
    *,
    parts: Mapping[Unit, Decimal],
    on: date,
    by: Actor,
    at: datetime,
    basis: str = "",
    distribution: Distribution | None = None,
    seen: int | None = None,
) -> None:
    """Split a unit among others that exist on the day; it lives on only if it keeps a part itself.

    Shares are of the whole, each over 0, together exactly 1. Sub-units and mandates of a unit that ends are
    moved before, one by one: only people know where each belongs. Without `distribution`, areas above refuse
    while there is open work.
    """
    open_directory(by, unit, seen)
    can_split(unit, parts, on)
    for part, share in parts.items():
        follow(unit, part, SuccessionKind.SPLIT, share, on, at=at, basis=basis)
    heirs = {part.id: Fraction(share) for part, share in parts.items()}
    ended = {} if unit in parts else leave_nothing_open([unit], on, at=at)
    reorganisations.carry_out(Reorganisation(unit.id, heirs, on, distribution), by=by, at=at)
    shares = {part.code: str(share) for part, share in parts.items()}
    said = {"parts": shares, "ended": ended, "basis": basis, **_shared_out(distribution)}
    tell(SPLIT, unit, by=by, at=at, on=str(on), **said)


def _shared_out(rule: Distribution | None) -> dict[str, object]:
    """Return how open work is shared out, for what comes to the unit late."""
    return {"rest": str(rule.rest) if rule.chosen else "", "by_place": rule.by_place} if rule else {}


def can_merge(units: Sequence[Unit], into: Unit, on: date) -> None:
    """Refuse what cannot be merged; a page asks before it shows what would move."""
    if not units:
        raise Invalid(_("Hãy chọn cơ quan được sáp nhập."), field="units")
    if into in units:
        raise Invalid(_("Không thể sáp nhập một cơ quan vào chính nó."), field="into")
    must_exist(into, on, "into")
    must_all_exist(units, on, "units")
    _must_not_have_passed(units, on)
    if any(below.unit == into for below in placed_below(units, on)):
        raise Invalid(
            _("Cơ quan nhận đang trực thuộc cơ quan bị sáp nhập; hãy chuyển ra trước."), field="into"
        )


def can_split(unit: Unit, parts: Mapping[Unit, Decimal], on: date) -> None:
    """Refuse what cannot be split; a page asks before it shows what would move."""
    if not adds_up(Fraction(share_of(share)) for share in parts.values()):
        raise Invalid(_("Tổng các tỷ lệ chia phải bằng 1 và mỗi tỷ lệ lớn hơn 0."), field="parts")
    if set(parts) == {unit}:
        raise Invalid(_("Chia tách cần ít nhất một cơ quan mới."), field="parts")
    must_exist(unit, on)
    _must_not_have_passed([unit], on)
    must_all_exist(list(parts), on, "parts")
    if unit not in parts:
        can_close(unit, on)


def _must_not_have_passed(units: Sequence[Unit], on: date) -> None:
    """Refuse a second passing on of one day: the shares of both together would be more than the whole."""
    steps = UnitSuccession.objects.believed().filter(predecessor__in=units, on=on)
    passed = steps.exclude(kind=SuccessionKind.RENAMING).select_related("predecessor").first()
    if passed is not None:
        raise WrongState(
            _("Ngày %(day)s đã ghi việc chia tách, sáp nhập của cơ quan %(code)s; hãy gộp vào một bước.")
            % {"day": shown(on), "code": passed.predecessor.code}
        )


def _merge(units: Sequence[Unit], into: Unit, on: date, *, at: datetime, basis: str) -> None:
    for below in placed_below(units, on):
        place_under(below.unit, into, max(on, below.during.lower or on), at=at, basis=basis)
    for mandate in mandates_from(units, on):
        pass_mandate(mandate, into, on, at=at, basis=basis)
    for unit in units:
        follow(unit, into, SuccessionKind.MERGER, Decimal(1), on, at=at, basis=basis)
    leave_nothing_open(units, on, at=at)
