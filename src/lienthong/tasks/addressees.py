"""Whom a task may bind: agencies and coordinating bodies of the day, and never those above who gives it.

The tree of the day decides. An agency gives to itself and to those below it; to others only if they do not stand above
it, and are of its own tier or of a tier below. So a committee gives to its departments, a department to another or
to a commune in its field, and a commune neither to a department nor to the committee. To lead, to follow and to support
are duties; to be informed is none, so a copy may go up.
"""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.models import CoordinatingBody
from lienthong.directory.rules.tree import Tree
from lienthong.directory.selectors import tree
from lienthong.kernel.refusals import Invalid

SENT_UP: Final = "for_information"


def check_addressees(assigner: UUID, asked: dict[str, Collection[UUID]], day: date) -> None:
    """Raise `Invalid` beside the first question that names no agency of the day, or one that is not given to."""
    units = tree(day)
    for field, chosen in asked.items():
        if not _are_agencies(units, chosen, day):
            raise Invalid(_("Chỉ giao cho cơ quan đang hoạt động vào ngày giao."), field=field)
        above = units.not_directed_by(assigner, chosen) if field != SENT_UP else ()
        if above:
            raise Invalid(not_upwards(units, above), field=field)


def may_receive(assigner: UUID, unit: UUID, day: date) -> bool:
    """Return whether this one agency may get a task of the assigner on the day."""
    units = tree(day)
    return _are_agencies(units, [unit], day) and not units.not_directed_by(assigner, [unit])


def not_upwards(units: Tree, above: Collection[UUID]) -> str:
    called = "; ".join(units.nodes[unit].printed for unit in above)
    return _("Không giao nhiệm vụ lên cấp trên hoặc cho cơ quan cấp cao hơn: %(units)s.") % {"units": called}


def _are_agencies(units: Tree, chosen: Collection[UUID], day: date) -> bool:
    """Return whether each exists on the day and stands for itself; a division belongs to its agency."""
    if not all(unit in units.nodes for unit in chosen):
        return False
    unsealed = {unit for unit in chosen if not units.nodes[unit].has_seal}
    bodies = CoordinatingBody.objects.on(day).filter(unit__in=unsealed).values("unit").distinct()
    return not unsealed or bodies.count() == len(unsealed)
