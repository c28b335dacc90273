"""What offices wrote down of powers in the last days of the story: a regulation, a delegation, a leave."""

from datetime import date, datetime, timedelta

from lienthong.access.actors import official
from lienthong.access.capabilities import Capability
from lienthong.access.models import Bound
from lienthong.access.powers.absences import Leave, begin_absence
from lienthong.access.powers.delegating import Holder, Paper, delegate
from lienthong.access.powers.ruling import Regulation, rule_signing
from lienthong.directory.models import Appointment, Post
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day


def write_powers(*, at: datetime) -> None:
    """Let the heads of two departments write down what holds on the last day."""
    today = local_day(at)
    director = _actor("STTTT/GD", at)
    said = Regulation(
        post_id=Post.objects.get(code="STTTT.CNTT/TP").pk,
        capabilities=[Capability.TASKS_MONITOR],
        bound=Bound.FIELDS,
        on=today,
        basis="Quy chế làm việc của Sở, Quyết định số 90/QĐ-STTTT ngày 02/12/2015 (mô phỏng)",
    )
    rule_signing(said, by=director, at=at)
    delegate(_paper(today, at), by=director, at=at)
    away, deputy = _holder("SNV/GD", at), _holder("SNV/PGD-1", at)
    leave = Leave(
        away.person_id, away.post_id, deputy.person_id, today, today + timedelta(days=6), "Nghỉ phép năm"
    )
    begin_absence(leave, by=_actor("SNV/GD", at), at=at)


def _paper(today: date, at: datetime) -> Paper:
    return Paper(
        giver=_holder("STTTT/GD", at),
        receiver=_holder("STTTT.TTCNTT/TP", at),
        capabilities=[Capability.TASKS_DECIDE],
        content="Trả lời đề nghị về các nhiệm vụ công nghệ thông tin do Sở giao",
        first=today,
        last=today + timedelta(days=21),
        basis="Giấy ủy quyền số 12/GUQ-STTTT ngày 09/12/2015 (mô phỏng)",
        fields=["cntt"],
    )


def _holder(post: str, at: datetime) -> Holder:
    held = Appointment.objects.on(local_day(at)).get(post__code=post)
    return Holder(held.person_id, held.post_id)


def _actor(post: str, at: datetime) -> Actor:
    holder = _holder(post, at)
    found = official(holder.person_id, holder.post_id, at=at)
    if found is None:
        raise LookupError(post)
    return found
