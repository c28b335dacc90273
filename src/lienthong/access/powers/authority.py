"""Whether, and in which capacity, somebody may decide something in the name of an agency.

One's own power comes first; then what one may do for the head by standing rule (KT., TL.), then by a written
delegation (TUQ.). All of it stands on the actor: fifty decisions are judged without a question to the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import NO_POWER, STEP_UP, in_office
from lienthong.access.powers.granting import GENERAL
from lienthong.access.powers.printing import printed
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor, Grant
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing, NotAllowed, StepUp, Verdict, allow, deny, type_of_reason

OTHER_AGENCY = _("Chỉ quyết định được việc của cơ quan mình.")
OTHER_FIELD = _("Việc thuộc lĩnh vực này không nằm trong phần anh/chị được phân công hoặc ủy quyền.")
NOT_IN_CAPACITY = _("Anh/chị không có thẩm quyền với tư cách đã chọn.")


@dataclass(frozen=True, slots=True)
class Matter:
    """What is decided: by which power, in the name of which agency, in which field of work."""

    capability: Capability
    unit_id: UUID
    field: str = ""


def authority(
    by: Actor, matter: Matter, *, at: datetime, elsewhere: type_of_reason = OTHER_AGENCY
) -> Verdict:
    """Return whether the actor may decide; the reason names what is missing, or what no longer holds.

    `elsewhere` is said to somebody who has the power, but for another agency.
    """
    office = in_office(by)
    if not office:
        return office
    if next(capacities(by, matter, at=at), None) is not None:
        return (
            deny(STEP_UP % {"power": matter.capability.label}, StepUp)
            if by.must_prove(matter.capability)
            else allow()
        )
    return deny(_reason(by, matter, at, elsewhere))


def capacities(by: Actor, matter: Matter, *, at: datetime) -> Iterator[Grant]:
    """Yield every capacity in which the actor may decide, the one that is taken first; own power has no code."""
    for grant in _all(by, matter, at):
        if not by.signs_as or by.signs_as == grant.capacity:
            yield grant


def units_for(by: Actor, capability: Capability, *, at: datetime) -> tuple[UUID, ...]:
    """Return the agencies in whose name the actor may use the power in some field, their own first."""
    own = [agency_of(by, at)] if by.can(capability) and by.unit_id else []
    granted = [one.unit_id for one in by.grants if one.capability == capability and not one.refused]
    return tuple(dict.fromkeys([*own, *granted]))


def in_capacity(by: Actor, *matters: Matter, at: datetime) -> Actor:
    """Return the actor as it is printed on the act, with the delegation it acts under.

    Of several matters one is enough: the first in which the actor may decide counts. Raises `NotAllowed`.
    """
    taken = next((grant for matter in matters for grant in capacities(by, matter, at=at)), None)
    if taken is None:
        raise NotAllowed(NOT_IN_CAPACITY)
    if not taken.capacity:
        return by
    return replace(by, post=printed(by, taken, local_day(at)), delegation_id=taken.delegation_id)


def agency_of(by: Actor, at: datetime) -> UUID:
    """Return the agency (with a seal) in whose name the actor works. Raises `Missing` for who is no official."""
    if by.unit_id is None:
        raise Missing
    return tree(local_day(at)).agency_of(by.unit_id)


def _all(by: Actor, matter: Matter, at: datetime) -> Iterator[Grant]:
    if by.unit_id is not None and by.can(matter.capability) and agency_of(by, at) == matter.unit_id:
        yield Grant(matter.capability, "", matter.unit_id)
    for grant in by.grants:
        if _names(grant, matter) and not grant.refused and _covers(grant, matter):
            yield grant


def _names(grant: Grant, matter: Matter) -> bool:
    return grant.capability == matter.capability and grant.unit_id == matter.unit_id


def _covers(grant: Grant, matter: Matter) -> bool:
    return grant.fields is None or (matter.field or GENERAL) in grant.fields


def _reason(by: Actor, matter: Matter, at: datetime, elsewhere: type_of_reason) -> type_of_reason:
    """Return the reason that is nearest to having the power."""
    if by.signs_as and any(_all(by, matter, at)):
        return NOT_IN_CAPACITY
    named = [grant for grant in by.grants if _names(grant, matter)]
    over = [grant.refused for grant in named if grant.refused and _covers(grant, matter)]
    if over:
        return over[0]
    if named:
        return next((grant.refused for grant in named if all(one.refused for one in named)), OTHER_FIELD)
    if by.can(matter.capability):
        return elsewhere
    if any(grant.capability == matter.capability for grant in by.grants):
        return elsewhere
    return NO_POWER % {"power": matter.capability.label}
