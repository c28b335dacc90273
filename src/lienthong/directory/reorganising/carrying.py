"""Carrying a reorganisation out: all its steps in one transaction, or none; and rehearsing it, to see what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.actions.facts import open_directory
from lienthong.directory.models import PlanState, ReorganisationPlan, ReorganisationStep
from lienthong.directory.participants import (
    Lines,
    MandatePassing,
    Reorganisation,
    hindrances,
    in_turn,
    mandates,
    reorganisations,
)
from lienthong.directory.policies import may_edit
from lienthong.directory.reorganising.drafting import plan_locked
from lienthong.directory.reorganising.minutes import minute
from lienthong.directory.reorganising.outlook import Outlook, outlook, together
from lienthong.directory.reorganising.steps import Doing, meet, take
from lienthong.directory.revision import one_change
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.recording import action, record, rehearsal
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.collecting import much_at_once
from lienthong.kernel.refusals import Refused, WrongState

Areas = Callable[[Sequence[Reorganisation], Doing], Lines[Reorganisation]]
CARRIED_OUT: Final = "directory.carry_out_reorganisation"


Telling = Callable[[int, int], None]


def to_nobody(_taken: int, _of: int) -> None:
    """Nobody waits to hear how far it is."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The step that cannot be taken, and why."""

    step: ReorganisationStep
    reason: str

    @property
    def words(self) -> str:
        said = {"number": self.step.ordinal, "kind": self.step.get_kind_display(), "reason": self.reason}
        return _("Bước %(number)s (%(kind)s): %(reason)s") % said


@dataclass
class Rehearsed:
    """What a plan would do: what changes in the directory, what areas above say; or the step where it stops."""

    outlook: Outlook | None = None
    trouble: Trouble | None = None

    @property
    def goes(self) -> bool:
        return self.outlook is not None and not self.outlook.hindrances

    def must_go(self) -> Outlook:
        """Return the outlook. Raises `WrongState` with the step that cannot be taken, or with what hinders."""
        if self.trouble is not None:
            raise WrongState(self.trouble.words)
        ahead = self.outlook or Outlook((), ())
        if ahead.hindrances:
            raise WrongState("; ".join(f"{one.unit}: {one.words}" for one in together(ahead.hindrances)))
        return ahead


@action
def carry_out(
    plan_id: UUID, *, by: Actor, at: datetime, seen: int | None = None, told: Telling = to_nobody
) -> ReorganisationPlan:
    """Take all steps of the plan, on its day or later. Raises `NotAllowed`, `Stale`, `WrongState`.

    `told` hears how many steps are taken, of how many. `WrongState` names the step that could not be taken, and
    nothing of the plan has happened.
    """
    may_edit(by).or_raise()
    plan = plan_locked(plan_id, seen)
    must_be_due(plan, at)
    open_directory(by)
    plan.revision += 1
    detail = {"on": str(plan.on), "basis": plan.basis, "title": plan.title, "steps": plan.steps.count()}
    act = record(CARRIED_OUT, subject=plan, by=by, at=at, detail=detail)
    doing = Doing(plan.on, plan.basis, by, at)
    with one_change(), much_at_once():
        ahead = _taken(plan, doing, _let_areas_do, told).must_go()
    minute(plan, ahead, doing)
    plan.state, plan.hindrance = PlanState.CARRIED_OUT, ""
    plan.carried_out_at, plan.act_id = act.recorded_at, act.id
    plan.save(update_fields=["state", "hindrance", "carried_out_at", "act_id", "revision"])
    return plan


def rehearse(plan: ReorganisationPlan, *, by: Actor, at: datetime, told: Telling = to_nobody) -> Rehearsed:
    """Take all steps, look, and roll everything back; areas above only say what they would do then.

    Nobody carries out their own appointment; to see what it would do is for whoever may draft.
    """
    with rehearsal(), one_change(), much_at_once():
        open_directory(by)
        doing = Doing(plan.on, plan.basis, SYSTEM, at)
        return _taken(plan, doing, lambda changes, _doing: reorganisations.lines(changes), told)


def _let_areas_do(changes: Sequence[Reorganisation], doing: Doing) -> Lines[Reorganisation]:
    """Let areas above do their part in the order of the steps; what has to do with the same units is done in turn.

    All are asked before the first does anything: what hinders the last is not found out after minutes of work.
    """
    ahead = reorganisations.lines(changes)
    if hindrances(ahead):
        return ahead
    return [
        line
        for together in in_turn(changes)
        for line in reorganisations.take(together, by=doing.by, at=doing.at)
    ]


def _taken(plan: ReorganisationPlan, doing: Doing, areas: Areas, told: Telling) -> Rehearsed:
    """Take the steps, then let areas above have their part. Where it stops, it has to be undone."""
    steps = list(plan.steps.order_by("ordinal"))
    meet([step.content for step in steps], doing)
    with reorganisations.gathering() as changes, mandates.gathering() as passing:
        for number, step in enumerate(steps):
            told(number, len(steps))
            try:
                take(step.kind, step.content, doing)
            except Refused as refused:
                return Rehearsed(trouble=Trouble(step, str(refused.reason)))
    with_mandates = mandates.take(_apart(passing, changes), by=doing.by, at=doing.at)
    return Rehearsed(outlook(plan, [*with_mandates, *areas(changes, doing)], at=doing.at))


def _apart(passing: Sequence[MandatePassing], changes: Sequence[Reorganisation]) -> list[MandatePassing]:
    """Return the mandates that part from the unit that held them: of one that passes whole, all work goes with it.

    What goes with them goes first, also in a rehearsal: areas then say of the units what is left to pass.
    """
    whole = {(change.unit_id, change.successor) for change in changes}
    return [one for one in passing if (one.unit_id, one.heir_id) not in whole]


def must_be_due(plan: ReorganisationPlan, at: datetime) -> None:
    """Raise `WrongState` for a plan that is over, says nothing, or whose day has not come."""
    if plan.state not in {PlanState.DRAFT, PlanState.SCHEDULED}:
        raise WrongState(_("Phương án này: %(state)s.") % {"state": PlanState(plan.state).label})
    if not plan.steps.exists():
        raise WrongState(_("Phương án chưa có bước nào."))
    if local_day(at) < plan.on:
        raise WrongState(
            _("Phương án có hiệu lực từ ngày %(day)s; đến ngày ấy mới thực hiện được.")
            % {"day": f"{plan.on:%d/%m/%Y}"}
        )
