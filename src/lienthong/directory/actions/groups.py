"""Keeping the named lists of units."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import begin, must_exist, open_directory, shown, tell
from lienthong.directory.models import GroupMember, Unit, UnitGroup
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import WrongState


@action
def add_to_group(
    group: UnitGroup,
    unit: Unit,
    *,
    on: date,
    by: Actor,
    at: datetime,
    basis: str = "",
    seen: int | None = None,
) -> GroupMember:
    """Put the unit on the list from a day."""
    open_directory(by, unit, seen)
    must_exist(unit, on)
    member = begin(GroupMember, on, at=at, group=group, unit=unit, source=basis)
    tell("directory.add_to_group", unit, by=by, at=at, on=str(on), group=group.code, basis=basis)
    return member


@action
def remove_from_group(
    group: UnitGroup,
    unit: Unit,
    *,
    on: date,
    by: Actor,
    at: datetime,
    basis: str = "",
    seen: int | None = None,
) -> None:
    """Take the unit off the list from a day; it stays on the lists of the days before."""
    open_directory(by, unit, seen)
    member = GroupMember.objects.on(on).filter(group=group, unit=unit).first()
    if member is None:
        raise WrongState(_("Ngày %(day)s cơ quan này không có trong nhóm.") % {"day": shown(on)})
    member.cut(on, at=at)
    tell("directory.remove_from_group", unit, by=by, at=at, on=str(on), group=group.code, basis=basis)
