"""One page hands over everything: work, boxes, series, powers; on leaving the post, or for a leave.

What each area has in the person's hands it tells and moves itself (`directory.participants.handovers`); all of it
goes in one transaction, and the act keeps the lines of the minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.access.models import Delegation
from lienthong.access.powers.keeping import may_keep
from lienthong.access.words import HAND_OVER
from lienthong.directory.actions.posts import leave
from lienthong.directory.models import Appointment
from lienthong.directory.participants import HandOver, handovers
from lienthong.directory.reach import may_fill
from lienthong.directory.revision import hold_directory
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, WrongState


@dataclass(frozen=True, slots=True)
class Handing:
    """Who hands over which post to whom; `leaves_on` is the first day on which it is no longer held, if it is left."""

    person_id: UUID
    post_id: UUID
    receiver_id: UUID
    leaves_on: date | None = None
    basis: str = ""


@action
def hand_over(said: Handing, *, seen: str, by: Actor, at: datetime) -> Act:
    """Give everything in the person's hands to a colleague, and let them leave the post where that is said.

    `seen` is the mark of the lines that the reader saw beforehand: when there is another by now, nothing is done.

    Raises `Missing`, `NotAllowed`, `Invalid` for a colleague who cannot take it, `WrongState` when it changed.
    """
    hold_directory()
    held = appointment_of(said.person_id, said.post_id, local_day(at))
    may_keep(by, unit_id=held.post.unit_id, of=said.person_id, to=said.receiver_id, at=at).or_raise()
    if said.leaves_on is not None:
        may_fill(by, held.post, local_day(at), [said.person_id]).or_raise()
    _can_receive(said, held, at)
    lines = minutes(said, held, at)
    if mark_of(lines) != seen:
        raise WrongState(_("Trong lúc đó công việc đã thay đổi; hãy xem lại danh sách bàn giao."))
    act = record(
        HAND_OVER,
        subject=held.post,
        by=by,
        at=at,
        detail={"lines": lines, "basis": said.basis.strip(), "leaves_on": str(said.leaves_on or "")},
        personal={"from": str(said.person_id), "to": str(said.receiver_id)},
    )
    handovers.carry_out(_change(said, held, at), by=by, at=at)
    if said.leaves_on is not None:
        leave(held, on=said.leaves_on, basis=said.basis, by=by, at=at)
    return act


def minutes(said: Handing, held: Appointment, at: datetime) -> list[str]:
    """Return what would be handed over or end, line by line."""
    return [*handovers.preview(_change(said, held, at)), *_powers(said, local_day(at))]


def mark_of(lines: Sequence[str]) -> str:
    """Return a short mark of what was shown."""
    return sha256("\n".join(lines).encode()).hexdigest()[:32]


def appointment_of(person_id: UUID, post_id: UUID, day: date) -> Appointment:
    held: Appointment | None = (
        Appointment.objects.on(day)
        .filter(person=person_id, post=post_id)
        .select_related("post", "person")
        .first()
    )
    if held is None:
        raise Missing
    return held


def _change(said: Handing, held: Appointment, at: datetime) -> HandOver:
    return HandOver(said.person_id, said.post_id, held.post.unit_id, said.receiver_id, local_day(at))


def _can_receive(said: Handing, held: Appointment, at: datetime) -> None:
    """Somebody else, in a post of the same agency today."""
    day = local_day(at)
    if said.receiver_id == said.person_id:
        raise Invalid(_("Người nhận phải là người khác."), field="receiver")
    units, agency = tree(day), tree(day).agency_of(held.post.unit_id)
    posts = (
        Appointment.objects.on(day).filter(person=said.receiver_id).values_list("post__unit_id", flat=True)
    )
    if not any(units.agency_of(unit) == agency for unit in posts):
        raise Invalid(_("Người nhận phải đang giữ chức vụ trong cùng cơ quan."), field="receiver")


def _powers(said: Handing, day: date) -> list[str]:
    """Say which delegations lapse with the post; they are not handed over, the head delegates anew."""
    if said.leaves_on is None:
        return []
    standing = Delegation.objects.filter(revoked_at__isnull=True, during__endswith__gt=day)
    given = standing.filter(from_person=said.person_id, from_post=said.post_id)
    received = standing.filter(to_person=said.person_id, to_post=said.post_id)
    return [
        _("Hết hiệu lực cùng chức vụ: ủy quyền theo %(basis)s.") % {"basis": one.basis}
        for one in (*given.order_by("pk"), *received.order_by("pk"))
    ]
