"""Plans whose day has come are carried out by themselves; one that cannot be says why, and waits for people."""

from datetime import datetime, timedelta

from django.db import transaction

from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Refused


def carry_out_due(*, by: Actor, at: datetime, again: bool = True) -> list[ReorganisationPlan]:
    """Carry out what waits and is due, in the order of days and of scheduling; return what was done.

    `again` also tries what was hindered before: a large plan keeps the directory to itself while it is tried.
    """
    waiting = ReorganisationPlan.objects.filter(state=PlanState.SCHEDULED, on__lte=local_day(at))
    if not again:
        waiting = waiting.filter(hindrance="")
    done = []
    for place, plan in enumerate(waiting.order_by("on", "id")):
        # each at a moment of its own: what a plan wrote is known by it, and by the next it may be known otherwise
        moment = at + timedelta(microseconds=place)
        try:
            done.append(carry_out(plan.pk, by=by, at=moment))
        except Refused as refused:
            _note(plan, str(refused.reason))
    return done


def _note(plan: ReorganisationPlan, reason: str) -> None:
    """Keep the reason where people look; it is no act, for nothing happened."""
    with transaction.atomic():
        waiting = ReorganisationPlan.objects.filter(pk=plan.pk, state=PlanState.SCHEDULED)
        waiting.update(hindrance=reason)
