"""Plans whose day has come are carried out by themselves; one that cannot be says why, and waits for people."""

import logging
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Refused

logger = logging.getLogger(__name__)
HINDERED: Final = "directory.hinder_reorganisation"


def carry_out_due(*, by: Actor, at: datetime, again: bool = True) -> list[ReorganisationPlan]:
    """Carry out what waits and is due, in the order of days and of scheduling; return what was done.

    A plan that fails, whatever the cause, waits with its hindrance, and those after it go on.

    `again` also tries what was hindered before: a large plan keeps the directory to itself while it is tried.
    """
    waiting = ReorganisationPlan.objects.filter(state=PlanState.SCHEDULED, on__lte=local_day(at))
    if not again:
        waiting = waiting.filter(hindrance="")
    done = []
    for place, plan in enumerate(waiting.order_by("on", "id")):
        # What a plan wrote is found by its moment: two of one day each have their own.
        moment = at + timedelta(microseconds=place)
        try:
            done.append(carry_out(plan.pk, by=by, at=moment))
        except Refused as refused:
            note(plan.pk, str(refused.reason), by=by, at=moment)
        except Exception:
            logger.exception("plan %s failed", plan.pk)
            note(plan.pk, _failed(), by=by, at=moment)
    return done


def _failed() -> str:
    return _(
        "Có lỗi khi thực hiện; chưa có gì thay đổi. Phương án sẽ được thử lại mỗi giờ; nếu vẫn lỗi, báo quản trị."
    )


@action
def note(plan_id: UUID, hindrance: str, *, by: Actor, at: datetime) -> None:
    """Keep the reason where people look, and tell them: once, however often it is tried again in vain."""
    waiting = ReorganisationPlan.objects.select_for_update().filter(pk=plan_id, state=PlanState.SCHEDULED)
    plan = waiting.exclude(hindrance=hindrance).first()
    if plan is None:
        return
    plan.hindrance = hindrance
    plan.revision += 1
    plan.save(update_fields=["hindrance", "revision"])
    record(HINDERED, subject=plan, by=by, at=at, detail={"on": str(plan.on), "hindrance": hindrance})
