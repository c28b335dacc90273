"""Who may write down powers: for one's own post, or for the posts of one's agency; never for oneself as receiver."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import in_office, needs
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Verdict, allow, deny

NOT_OURS = _("Chỉ ghi được cho người của cơ quan mình.")
TO_ONESELF = _("Không ai tự ghi quyền cho chính mình.")


def keeps_for(by: Actor, at: datetime) -> frozenset[UUID]:
    """Return the units for whose posts the actor may write down powers: the subtree of the agency.

    Who keeps the whole directory keeps it for every unit.
    """
    if not by.holds(Capability.POWERS_MANAGE) or by.unit_id is None:
        return frozenset()
    units = tree(local_day(at))
    if by.can(Capability.DIRECTORY_EDIT):
        return frozenset(units.nodes)
    return units.subtree(units.agency_of(by.unit_id))


def may_keep(by: Actor, *, unit_id: UUID, of: UUID | None, to: UUID | None, at: datetime) -> Verdict:
    """Return whether the actor may write down what the person `of` in the unit gives to the person `to`."""
    office = in_office(by)
    if not office:
        return office
    if to is not None and to == by.person_id:
        return deny(TO_ONESELF)
    if of is not None and of == by.person_id:
        return allow()
    manages = needs(Capability.POWERS_MANAGE)(by)
    return deny(NOT_OURS) if manages and unit_id not in keeps_for(by, at) else manages
