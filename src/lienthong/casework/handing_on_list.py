"""What waits to be handed on: the units that were split, and of each its work, as a list to tick."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.casework.handing_on import heirs, to_hand_on
from lienthong.casework.inbox import INBOX
from lienthong.casework.models import Case
from lienthong.directory.selectors import names_on, place_names
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Tick
from lienthong.kernel.ui.lists import Column, Filter, Listing, Reader, listings

FORM = "hand-on"  # the id of the form that takes the ticks
NOWHERE = "none"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that was split, how much of its work waits, and who followed it."""

    unit_id: UUID
    called: str
    count: int
    heirs: list[str]


def waiting_units(reader: Reader) -> list[Waiting]:
    """Return the units whose work the reader's agency has to distribute, the most of it first."""
    day = local_day(reader.at)
    rows = to_hand_on(reader.by, reader.at).order_by().values_list("heirs_of").annotate(Count("pk"))
    counted = {unit: count for unit, count in rows if unit is not None}
    followed = {unit: heirs(unit, reader.at) for unit in counted}
    called = names_on({*counted, *(heir for each in followed.values() for heir in each)}, day)
    found = [
        Waiting(unit, called.get(unit, ""), count, [called.get(heir, "") for heir in followed[unit]])
        for unit, count in counted.items()
    ]
    return sorted(found, key=lambda one: (-one.count, one.called))


def _source(reader: Reader) -> QuerySet[Case]:
    return to_hand_on(reader.by, reader.at).filter(heirs_of=UUID(reader.scope["unit"])).order_by()


def _prepare(cases: Sequence[Case], reader: Reader) -> None:
    if INBOX.prepare:
        INBOX.prepare(cases, reader)
    places = place_names({case.place_id for case in cases if case.place_id})
    ticked = reader.scope.get("ticked", "")
    for case in cases:
        vars(case)["where"] = places.get(case.place_id, "") if case.place_id else ""
        vars(case)["tick"] = Tick(case.number or "…", "cases", str(case.pk), FORM, str(case.pk) in ticked)


def _place_choices(reader: Reader) -> list[tuple[str, type_of_reason]]:
    rows = _source(reader).values_list("place_id", flat=True).distinct()
    ids = set(rows)
    named = place_names({place for place in ids if place})
    found: list[tuple[str, type_of_reason]] = sorted(
        ((str(place), name) for place, name in named.items()), key=lambda one: one[1]
    )
    return [*found, (NOWHERE, _("Không ghi địa bàn"))] if None in ids else found


def _in_place(rows: QuerySet[Case], place: str) -> QuerySet[Case]:
    return rows.filter(place__isnull=True) if place == NOWHERE else rows.filter(place=UUID(place))


def _column(name: str) -> Column[Case]:
    return next(column for column in INBOX.columns if column.name == name)


TO_HAND_ON: Listing[Case] = listings.register(
    replace(
        INBOX,
        name="casework.to_hand_on",
        title=_("Công việc chờ phân bổ"),
        source=_source,
        prepare=_prepare,
        columns=(
            replace(
                _column("number"), cell=lambda case: vars(case)["tick"], plain=lambda case: case.number or "…"
            ),
            _column("title"),
            Column("place", _("Địa bàn"), lambda case: vars(case)["where"] or "—"),
            _column("state"),
            _column("due"),
            _column("opened"),
        ),
        filters=(INBOX.filters[0], Filter("place", _("Địa bàn"), _place_choices, _in_place)),
        empty=_("Không còn công việc nào của cơ quan này chờ phân bổ."),
        empty_hint="",
    )
)
