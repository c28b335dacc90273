"""Legs: parts that different units settle, in turn or side by side, each with its own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.casework.assigning import involve
from lienthong.casework.deadlines import due_of
from lienthong.casework.models import Case, Leg, LegState, Role
from lienthong.kernel.refusals import Invalid, WrongState


@dataclass(frozen=True, slots=True)
class Part:
    """One leg as asked for: who, what, in which stage, in what time."""

    unit_id: UUID
    title: str
    stage: int
    term: str = ""


def open_legs(case: Case, parts: Sequence[Part], *, at: datetime) -> list[Leg]:
    """Lay out the legs of a case and start the first stage. Stages count 1, 2, 3 without a gap."""
    stages = sorted({part.stage for part in parts})
    if stages != list(range(1, len(stages) + 1)):
        raise Invalid(_("Các bước phải đánh số liên tục từ 1."), field="stage")
    legs = [Leg(case=case, unit_id=p.unit_id, title=p.title, stage=p.stage, term=p.term) for p in parts]
    Leg.objects.bulk_create(legs)
    involve(case, [part.unit_id for part in parts], Role.HANDLING, at=at)
    _start(case, 1, at=at)
    return list(case.legs.all())


def settle_leg(leg: Leg, *, at: datetime) -> bool:
    """Settle one leg; when its stage is complete the next starts. Returns whether the whole case has settled."""
    if leg.state != LegState.RUNNING:
        raise WrongState(_("Phần việc này không ở bước đang giải quyết."))
    leg.state, leg.settled_at = LegState.SETTLED, at
    leg.save(update_fields=["state", "settled_at"])
    remaining = leg.case.legs.exclude(state__in=[LegState.SETTLED, LegState.DISCONTINUED])
    if remaining.filter(stage=leg.stage).exists():
        return False
    _start(leg.case, leg.stage + 1, at=at)
    return not remaining.exists()


def _start(case: Case, stage: int, *, at: datetime) -> None:
    for leg in case.legs.filter(stage=stage, state=LegState.WAITING):
        leg.state, leg.started_at = LegState.RUNNING, at
        leg.due_at = due_of(leg.term, start=at, calendar=case.calendar, known_at=at) if leg.term else None
        leg.save(update_fields=["state", "started_at", "due_at"])
