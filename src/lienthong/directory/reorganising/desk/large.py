"""Plans too large for a page to wait for: looked at and carried out by the worker, with progress."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.models import ReorganisationPlan
from lienthong.directory.policies import may_edit
from lienthong.directory.reorganising.carrying import Telling, carry_out, must_be_due
from lienthong.directory.reorganising.desk.looking import Look
from lienthong.directory.reorganising.desk.shown import plan_at
from lienthong.directory.reorganising.drafting import must_be_as_seen
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import AlreadyDone, Missing
from lienthong.kernel.ui.lists import Reader
from lienthong.kernel.ui.models import Work, WorkState
from lienthong.kernel.ui.works import Progress, begin, works

AT_ONCE: Final = 20  # steps that a page or the API takes itself: two to three seconds
EVERY: Final = 5  # steps: how often a work tells how far it is
STEPS: Final = gettext_lazy("bước")
LOOK: Final = "directory.look_at_plan"
CARRY: Final = "directory.carry_out_plan"


def register_works() -> None:
    works.register(LOOK, look_work, STEPS)
    works.register(CARRY, carry_work, STEPS)


def is_large(plan: ReorganisationPlan) -> bool:
    return plan.steps.count() > AT_ONCE


def begin_look(plan: ReorganisationPlan, by: Actor) -> Work:
    title = _("Xem trước: %(plan)s") % {"plan": plan.title}
    return begin(LOOK, title=title, asked={"plan": str(plan.pk), "revision": plan.revision}, by=by)


def looking_at(plan: ReorganisationPlan, by: Actor, *, anew: bool) -> Work:
    """Return the look that was asked for last, or begin one: the first, one after a failure, or `anew` on demand."""
    work = latest(LOOK, plan, by)
    if work is None or work.state == WorkState.FAILED or (anew and work.is_over):
        return begin_look(plan, by)
    return work


def begin_carrying(plan: ReorganisationPlan, *, by: Actor, at: datetime, seen: int | None, key: UUID) -> Work:
    """Begin it; asked twice with one key, it is the same work. Raises at once what can be known at once."""
    may_edit(by).or_raise()
    if by.account_id is None:
        raise Missing
    known = Work.objects.filter(kind=CARRY, account_id=by.account_id, asked__plan=str(plan.pk))
    under_way = known.filter(asked__key=str(key)).exclude(state=WorkState.FAILED).first()
    if under_way is not None:
        return under_way
    must_be_as_seen(plan, seen)
    must_be_due(plan, at)
    title = _("Thực hiện: %(plan)s") % {"plan": plan.title}
    asked = {"plan": str(plan.pk), "revision": plan.revision, "seen": seen, "key": str(key)}
    return begin(CARRY, title=title, asked=asked, by=by)


def latest(kind: str, plan: ReorganisationPlan, by: Actor) -> Work | None:
    """Return what this account asked last of this plan as it is now."""
    if by.account_id is None:
        return None
    own = Work.objects.filter(kind=kind, account_id=by.account_id)
    asked = own.filter(asked__plan=str(plan.pk), asked__revision=plan.revision)
    return asked.order_by("-begun_at").first()


def found_by(work: Work) -> Look | None:
    kept: dict[str, Any] | None = work.asked.get("found")
    return Look.read(kept) if kept is not None else None


def look_work(work: Work, reader: Reader, progress: Progress, _folder: Path) -> str:
    """Keep with the work what was found; nothing of the plan is written."""
    may_edit(reader.by).or_raise()
    plan = plan_at(UUID(work.asked["plan"]))
    found = Look.at(plan, by=reader.by, at=reader.at, told=_now_and_then(progress))
    asked = {**work.asked, "revision": plan.revision, "found": found.kept}
    Work.objects.filter(pk=work.pk).update(asked=asked)
    return ""


def carry_work(work: Work, reader: Reader, progress: Progress, _folder: Path) -> str:
    """Carry the plan out as its reader saw it; run twice, it is done once."""
    asked = work.asked
    doing = {"by": reader.by, "at": reader.at, "told": _now_and_then(progress)}
    try:
        carry_out(UUID(asked["plan"]), seen=asked["seen"], key=UUID(asked["key"]), **doing)
    except AlreadyDone:
        return ""
    return ""


def _now_and_then(progress: Progress) -> Telling:
    def told(taken: int, of: int) -> None:
        if taken % EVERY == 0:
            progress.told_apart(taken, of)

    return told
