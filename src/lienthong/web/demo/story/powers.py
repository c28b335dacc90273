"""What offices wrote down of powers in the last days: delegations, one of them over, a regulation, a leave."""

from datetime import date, datetime, timedelta
from functools import partial

from lienthong.access.actors import official
from lienthong.access.capabilities import Capability
from lienthong.access.models import Bound
from lienthong.access.powers.absences import Leave, begin_absence
from lienthong.access.powers.delegating import Holder, Paper, delegate
from lienthong.access.powers.ruling import Regulation, rule_signing
from lienthong.directory.models import Appointment, Post
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.web.demo.story.stage import Stage

OVER, NOW = timedelta(days=9, minutes=20), timedelta(minutes=20)  # before the end


def plan_powers(stage: Stage) -> None:
    """Let the heads of two departments write down what holds on the last day, and what no longer does."""
    stage.plan(stage.ends - OVER, partial(_delegate, field="vien_thong", number=11, days=8))
    stage.plan(stage.ends - NOW, partial(_delegate, field="cntt", number=12, days=21))
    stage.plan(stage.ends - NOW, _regulate)
    stage.plan(stage.ends - NOW, _take_leave)


def _delegate(at: datetime, *, field: str, number: int, days: int) -> None:
    today = local_day(at)
    paper = Paper(
        giver=_holder("STTTT/GD", today),
        receiver=_holder("STTTT.TTCNTT/TP", today),
        capabilities=[Capability.TASKS_DECIDE],
        content="Trả lời đề nghị về các nhiệm vụ do Sở giao trong lĩnh vực này",
        first=today,
        last=today + timedelta(days=days),
        basis=f"Giấy ủy quyền số {number}/GUQ-STTTT ngày {today:%d/%m/%Y} (mô phỏng)",
        fields=[field],
    )
    delegate(paper, by=_actor("STTTT/GD", at), at=at)


def _regulate(at: datetime) -> None:
    said = Regulation(
        post_id=Post.objects.get(code="STTTT.CNTT/TP").pk,
        capabilities=[Capability.TASKS_MONITOR],
        bound=Bound.FIELDS,
        on=local_day(at),
        basis="Quy chế làm việc của Sở, Quyết định số 90/QĐ-STTTT ngày 02/12/2015 (mô phỏng)",
    )
    rule_signing(said, by=_actor("STTTT/GD", at), at=at)


def _take_leave(at: datetime) -> None:
    today = local_day(at)
    away, deputy = _holder("SNV/GD", today), _holder("SNV/PGD-1", today)
    last = today + timedelta(days=6)
    leave = Leave(away.person_id, away.post_id, deputy.person_id, today, last, "Nghỉ phép năm")
    begin_absence(leave, by=_actor("SNV/GD", at), at=at)


def _holder(post: str, day: date) -> Holder:
    held = Appointment.objects.on(day).get(post__code=post)
    return Holder(held.person_id, held.post_id)


def _actor(post: str, at: datetime) -> Actor:
    holder = _holder(post, local_day(at))
    found = official(holder.person_id, holder.post_id, at=at)
    if found is None:
        raise LookupError(post)
    return found
