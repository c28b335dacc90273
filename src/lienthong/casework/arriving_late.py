"""What came to a unit after its work had passed on goes the same way: by the succession that was recorded.

A reorganisation of a province takes minutes, and people go on working meanwhile: what somebody gives to a unit in those
minutes stands there when both have committed. So does what was given between the day on which a change was recorded
and the day on which the unit ended. A job asks some time after each reorganisation, and every night.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from lienthong.casework.passing import pass_on_open
from lienthong.casework.stakes import counted
from lienthong.directory.actions.reorganisation import SPLIT
from lienthong.directory.models import SuccessionKind, Unit, UnitSuccession, UnitVersion
from lienthong.directory.participants import Distribution, Reorganisation
from lienthong.directory.policies import may_edit
from lienthong.directory.selectors import distribution
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import among
from lienthong.kernel.planning import planned_anew
from lienthong.kernel.refusals import Refused

log = logging.getLogger(__name__)


def pass_on_late(*, by: Actor, at: datetime) -> int:
    """Pass on what units that have ended still have in open cases, until nothing is left; return how many parts.

    Raises `NotAllowed`. What cannot be passed on is logged and stays. Where there is nothing it is one statement.
    """
    may_edit(by).or_raise()
    day, passed = local_day(at), 0
    while moved := sum(_tried(change, by=by, at=at) for change in _recorded(_holding(day), day)):
        passed += moved
    return passed


def _holding(day: date) -> Collection[UUID]:
    """Return the units that were and are not there any more, and have a part in an open case."""
    with planned_anew():
        return counted(_ended(day)).keys()


def _ended(day: date) -> QuerySet[Unit]:
    were = UnitVersion.objects.believed().filter(during__startswith__lte=day)
    there = UnitVersion.objects.on(day)
    return Unit.objects.filter(pk__in=were.values("unit")).exclude(pk__in=there.values("unit"))


def _tried(change: Reorganisation, *, by: Actor, at: datetime) -> int:
    try:
        return _pass_on(change, by=by, at=at)
    except Refused as refused:  # one unit does not hold up the others
        log.warning("what unit %s has in open cases cannot be passed on: %s", change.unit_id, refused.reason)
        return 0


@action
def _pass_on(change: Reorganisation, *, by: Actor, at: datetime) -> int:
    with planned_anew():
        return pass_on_open([change], by=by, at=at)


def _recorded(units: Collection[UUID], day: date) -> Iterator[Reorganisation]:
    """Yield by what each of the units ended, the earliest first; who followed may have ended since."""
    if not units:
        return
    steps = UnitSuccession.objects.believed().filter(predecessor__in=among(units), on__lte=day)
    last: dict[UUID, list[UnitSuccession]] = defaultdict(list)
    for step in steps.exclude(kind=SuccessionKind.RENAMING).order_by("-on", "id"):
        if not last[step.predecessor_id] or step.on == last[step.predecessor_id][0].on:
            last[step.predecessor_id].append(step)
    yield from sorted(
        (_change(unit, last[unit], day) for unit in units), key=lambda one: (one.on, one.unit_id)
    )


def _change(unit: UUID, steps: list[UnitSuccession], day: date) -> Reorganisation:
    heirs = {step.successor_id: step.share for step in steps}
    if not heirs or unit in heirs:  # it kept a part then, and was closed later
        return Reorganisation(unit, {}, day)
    on, shares = steps[0].on, {heir: Fraction(share) for heir, share in heirs.items()}
    rule = _rule(unit, heirs, on) if steps[0].kind == SuccessionKind.SPLIT else None
    return Reorganisation(unit, shares, on, rule)


def _rule(unit: UUID, heirs: dict[UUID, Decimal], on: date) -> Distribution:
    """Return how the work was shared out, as the act of the split says: it was asked then whether that may be."""
    act = Act.objects.filter(verb=SPLIT, subject_id=unit, detail__on=str(on)).order_by("recorded_at").last()
    said = act.detail if act else {}
    by_place = bool(said.get("by_place", True))
    if rest := said.get("rest"):
        return Distribution(UUID(rest), chosen=True, by_place=by_place)
    return distribution(heirs, on, chosen=None, by_place=by_place)
