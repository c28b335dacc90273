"""Composing a reorganisation: each change of the draft is an act, and nothing of the directory moves yet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from lienthong.directory.models import Person, PlanState, ReorganisationPlan, ReorganisationStep, StepKind
from lienthong.directory.policies import OWN_POST, may_edit
from lienthong.directory.reorganising.shapes import must_be_readable
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.refusals import Invalid, Missing, Stale, WrongState, deny, must_say
from lienthong.kernel.ui.dates import is_sensible

LONGEST: Final = 300
DRAFTED: Final = "directory.draft_reorganisation"
CHANGED: Final = "directory.change_draft"
SCHEDULED: Final = "directory.schedule_reorganisation"
UNSCHEDULED: Final = "directory.unschedule_reorganisation"
DROPPED: Final = "directory.drop_draft"
Written = tuple[str, Mapping[str, Any]]  # the kind of a step, and what it says


@action
def draft(
    title: str, *, on: date, basis: str, by: Actor, at: datetime, steps: Sequence[Written] = ()
) -> ReorganisationPlan:
    """Begin a draft, perhaps with its steps at once. Raises `NotAllowed`, `Invalid`."""
    may_edit(by).or_raise()
    _appoints_others(steps, by)
    plan = ReorganisationPlan(**_called(title, on, basis))
    plan.save(force_insert=True)
    _write(plan, steps, after=0)
    _tell(DRAFTED, plan, by=by, at=at, title=plan.title, basis=plan.basis, on=str(on), steps=_said(steps))
    return plan


@action
def add_steps(
    plan_id: UUID, steps: Sequence[Written], *, by: Actor, at: datetime, seen: int | None = None
) -> ReorganisationPlan:
    """Add steps after those that are there. Raises `NotAllowed` also when they appoint whoever writes them."""
    plan = _open(plan_id, by, seen)
    _appoints_others(steps, by)
    last = plan.steps.aggregate(last=Max("ordinal"))["last"] or 0
    _write(plan, steps, after=last)
    _tell(CHANGED, plan, by=by, at=at, added=_said(steps))
    return plan


@action
def change_step(
    plan_id: UUID,
    step_id: UUID,
    content: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> ReorganisationPlan:
    """Let a step say something else, at its place in the order. Raises `Invalid` when it says the same."""
    plan = _open(plan_id, by, seen)
    step = plan.steps.filter(pk=step_id).first()
    if step is None:
        raise Missing
    _appoints_others([(step.kind, content)], by)
    must_be_readable(step.kind, content)
    if step.content == dict(content):
        raise Invalid(_("Bước này không có gì thay đổi."))
    was = _said([(step.kind, step.content)])
    step.content = dict(content)
    step.save(update_fields=["content"])
    _tell(CHANGED, plan, by=by, at=at, was=was, now=_said([(step.kind, content)]))
    return plan


@action
def remove_step(
    plan_id: UUID, step_id: UUID, *, by: Actor, at: datetime, seen: int | None = None
) -> ReorganisationPlan:
    """Take a step out; those after it move up."""
    plan = _open(plan_id, by, seen)
    step = plan.steps.filter(pk=step_id).first()
    if step is None:
        raise Missing
    step.delete()
    plan.steps.filter(ordinal__gt=step.ordinal).update(ordinal=F("ordinal") - 1)
    _tell(CHANGED, plan, by=by, at=at, removed=_said([(step.kind, step.content)]))
    return plan


@action
def move_step(
    plan_id: UUID, step_id: UUID, *, to: int, by: Actor, at: datetime, seen: int | None = None
) -> ReorganisationPlan:
    """Put a step at another place in the order; places are counted from 1."""
    plan = _open(plan_id, by, seen)
    steps = list(plan.steps.order_by("ordinal"))
    step = next((one for one in steps if one.pk == step_id), None)
    if step is None:
        raise Missing
    if not 1 <= to <= len(steps):
        raise Invalid(_("Không có vị trí %(to)s trong phương án.") % {"to": to}, field="to")
    steps.remove(step)
    steps.insert(to - 1, step)
    for place, one in enumerate(steps, 1):
        one.ordinal = place
    ReorganisationStep.objects.bulk_update(steps, ["ordinal"])
    _tell(CHANGED, plan, by=by, at=at, moved=str(step_id), to=to)
    return plan


@action
def change(
    plan_id: UUID,
    *,
    title: str,
    on: date,
    basis: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> ReorganisationPlan:
    """Change what the draft is called, its day and its decision."""
    plan = _open(plan_id, by, seen)
    said = _called(title, on, basis)
    for name, value in said.items():
        setattr(plan, name, value)
    plan.save(update_fields=[*said])
    _tell(CHANGED, plan, by=by, at=at, title=plan.title, basis=plan.basis, on=str(on))
    return plan


@action
def schedule(plan_id: UUID, *, by: Actor, at: datetime, seen: int | None = None) -> ReorganisationPlan:
    """Let it wait for its day; it is carried out then. Raises `WrongState` when it has no step."""
    plan = _open(plan_id, by, seen)
    if not plan.steps.exists():
        raise WrongState(_("Phương án chưa có bước nào."))
    _become(plan, PlanState.SCHEDULED)
    _tell(SCHEDULED, plan, by=by, at=at, on=str(plan.on))
    return plan


@action
def unschedule(plan_id: UUID, *, by: Actor, at: datetime, seen: int | None = None) -> ReorganisationPlan:
    """Take it back to the desk, to be changed."""
    plan = _open(plan_id, by, seen, state=PlanState.SCHEDULED)
    _become(plan, PlanState.DRAFT)
    _tell(UNSCHEDULED, plan, by=by, at=at)
    return plan


@action
def drop(
    plan_id: UUID, *, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> ReorganisationPlan:
    """Give the draft up; it stays readable."""
    plan = _open(plan_id, by, seen)
    why = must_say(reason, _("Hãy nêu lý do."), "reason")
    _become(plan, PlanState.DROPPED)
    _tell(DROPPED, plan, by=by, at=at, reason=why)
    return plan


def plan_locked(plan_id: UUID, seen: int | None) -> ReorganisationPlan:
    """Take the plan for this transaction. Raises `Missing`; `Stale` when somebody changed it since it was read."""
    plan = ReorganisationPlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise Missing
    must_be_as_seen(plan, seen)
    return plan


def must_be_as_seen(plan: ReorganisationPlan, seen: int | None) -> None:
    """Raise `Stale`, with what happened since, where somebody changed the plan after it was read."""
    if seen is not None and seen != plan.revision:
        acts = Act.objects.filter(subject_id=plan.pk).order_by("-recorded_at")
        raise Stale(
            _("Phương án vừa được người khác thay đổi."), list(acts[: max(plan.revision - seen, 0)])[::-1]
        )


def _open(plan_id: UUID, by: Actor, seen: int | None, *, state: str = PlanState.DRAFT) -> ReorganisationPlan:
    may_edit(by).or_raise()
    plan = plan_locked(plan_id, seen)
    if plan.state != state:
        raise WrongState(_("Phương án này: %(state)s.") % {"state": PlanState(plan.state).label})
    return plan


def _called(title: str, on: date, basis: str) -> dict[str, Any]:
    """Return what a plan is called, its day and its decision. Raises `Invalid` for what no form would send."""
    if not is_sensible(on):
        raise Invalid(_("Hãy xem lại năm."), field="on")
    named = must_say(title, _("Hãy đặt tên phương án."), "title")
    decided = must_say(basis, _("Hãy ghi văn bản quyết định."), "basis")
    for field, said in (("title", named), ("basis", decided)):
        if len(said) > LONGEST:
            raise Invalid(_("Dài hơn %(most)d ký tự.") % {"most": LONGEST}, field=field)
    return {"title": named, "on": on, "basis": decided}


def _become(plan: ReorganisationPlan, state: str) -> None:
    plan.state, plan.hindrance = state, ""
    plan.save(update_fields=["state", "hindrance"])


def _appoints_others(steps: Sequence[Written], by: Actor) -> None:
    """Refuse to write down one's own appointment: on its day nobody is asked any more (decision 14)."""
    named = [content.get("person") for kind, content in steps if kind == StepKind.APPOINT]
    if by.person_id and Person.objects.filter(pk=by.person_id, code__in=named).exists():
        deny(OWN_POST).or_raise()


def _write(plan: ReorganisationPlan, steps: Sequence[Written], *, after: int) -> None:
    for kind, content in steps:
        must_be_readable(kind, content)
    ReorganisationStep.objects.bulk_create(
        [
            ReorganisationStep(plan=plan, ordinal=ordinal, kind=kind, content=dict(content))
            for ordinal, (kind, content) in enumerate(steps, after + 1)
        ]
    )


def _said(steps: Sequence[Written]) -> list[dict[str, Any]]:
    """Return the steps as the act keeps them: by codes, without names of people."""
    return [{"step": str(kind), **content} for kind, content in steps]


def _tell(verb: str, plan: ReorganisationPlan, *, by: Actor, at: datetime, **detail: Any) -> Act:
    plan.revision += 1
    plan.save(update_fields=["revision"])
    return record(verb, subject=plan, by=by, at=at, detail=detail)
