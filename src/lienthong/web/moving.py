"""Moving the clock of a simulated installation on, to a later day, to see what it brings; never back."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.access.capabilities import Capability
from lienthong.access.policies import needs
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import ClockMove, Installation
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.refusals import Invalid, Verdict, WrongState, allow, deny

MOVED: Final = "web.move_clock"
FOLLOW_JOB: Final = "web.follow_clock"
LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)  # so that a moment some years later is still one
verbs.register(MOVED, gettext_lazy("Đưa đồng hồ mô phỏng tới"))


def is_simulated() -> bool:
    return Installation.objects.filter(simulated=True).exists()


def may_move_clock(by: Actor) -> Verdict:
    """Return whether the actor moves the clock: whoever looks after the installation, and only a simulated one's."""
    if not is_simulated():
        return deny(_("Chỉ hệ thống mô phỏng có đồng hồ riêng; ở đây giờ là giờ thật."), WrongState)
    return allow() if by.kind is ActorKind.SYSTEM else needs(Capability.HEALTH_SEE)(by)


def move_clock(to: datetime, *, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let it be this moment now, here at once and in every process within a second.

    Whoever calls sees to what the days between bring: at once, or by the job `FOLLOW_JOB`. Raises `NotAllowed`,
    `WrongState` in a real installation, `Invalid` for a moment that is past or too far.
    """
    _move(to, by=by, at=at, key=key)
    moments.forget()


@action
def _move(to: datetime, *, by: Actor, at: datetime) -> ClockMove:
    may_move_clock(by).or_raise()
    if to <= at:
        raise Invalid(_("Đồng hồ chỉ đi tới, không lùi; hãy chọn lúc sau bây giờ."), field="to")
    if to >= LAST:
        raise Invalid(_("Đồng hồ mô phỏng đi được đến hết năm 2099."), field="to")
    detail = {"from": at.isoformat(), "to": to.isoformat(), "simulated": True}
    act = record(MOVED, subject=("acts.installation", UUID(int=1)), by=by, at=at, detail=detail)
    return ClockMove.objects.create(by=to - at, act_id=act.id)
