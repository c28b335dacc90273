"""Work that came only to be distributed goes on to one of the heirs of the unit that was split."""

from collections.abc import Collection
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.access.capabilities import Capability
from lienthong.access.policies import needs
from lienthong.access.powers.authority import agency_of
from lienthong.casework.models import Case
from lienthong.casework.passing import pass_on
from lienthong.casework.stakes import stakes_of
from lienthong.directory.participants import Reorganisation
from lienthong.directory.selectors import existing, successors_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import Invalid, Missing


def to_hand_on(by: Actor, at: datetime) -> QuerySet[Case]:
    """Return what the actor's agency still has to distribute, whoever of it is asked."""
    waiting = Case.objects.filter(closed_at__isnull=True, heirs_of__isnull=False, holder=agency_of(by, at))
    return waiting.order_by("heirs_of_id", "due_order", "pk")


def heirs(unit_id: UUID, at: datetime) -> list[UUID]:
    """Return who followed the unit that was split and is there today, the largest share first."""
    day = local_day(at)
    shares = successors_of(unit_id, day)
    there = existing(list(shares), day)
    return sorted((heir for heir in shares if heir in there), key=lambda heir: (-shares[heir], str(heir)))


@action
def hand_on(case_ids: Collection[UUID], *, to: UUID, by: Actor, at: datetime) -> int:
    """Give these cases to an heir of the unit they came from; return how many.

    Raises `NotAllowed` for who does not hand work over in the agency; `Missing` for a case that is not among what it
    has to distribute (or was, and somebody was quicker); `Invalid` for a unit that is no heir.
    """
    needs(Capability.TASKS_HAND_OVER)(by).or_raise()
    cases = list(to_hand_on(by, at).filter(pk__in=among(case_ids)).select_for_update(of=("self",)))
    if len(cases) != len(set(case_ids)):
        raise Missing
    holder, day = agency_of(by, at), local_day(at)
    change = Reorganisation(holder, {to: Fraction(1)}, day)
    for unit, of_unit in groupby(cases, key=lambda case: case.heirs_of_id):
        if unit is None or to not in heirs(unit, at):
            raise Invalid(_("Cơ quan được chọn không kế thừa cơ quan cũ của công việc."), field="to")
        pass_on(stakes_of(holder, only=[case.pk for case in of_unit]), change, to, by=by, at=at)
    return len(cases)
