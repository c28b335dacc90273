"""By which calendar a unit counts its time."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from lienthong.directory.models import UnitCalendar
from lienthong.directory.revision import NEVER, revision
from lienthong.directory.selectors.trees import tree
from lienthong.kernel.clock.shipped import PUBLIC

KEPT: Final = 32


def calendar_of(unit_id: UUID, day: date) -> str:
    """Return the key of the unit's calendar: its own, else that of the nearest above it, else the public one."""
    kept = _calendars(day)
    if not kept:
        return PUBLIC
    shown = tree(day)
    path = [node.unit_id for node in shown.path(unit_id)] if unit_id in shown.nodes else [unit_id]
    return next((kept[unit] for unit in reversed(path) if unit in kept), PUBLIC)


def _calendars(day: date) -> Mapping[UUID, str]:
    number = revision()
    return _read(day) if number == NEVER else _kept(number, day)


@lru_cache(maxsize=KEPT)
def _kept(_number: int, day: date) -> Mapping[UUID, str]:
    return _read(day)


def _read(day: date) -> Mapping[UUID, str]:
    return dict(UnitCalendar.objects.on(day).values_list("unit_id", "calendar"))
