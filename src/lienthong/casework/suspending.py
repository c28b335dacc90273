"""Stopping the clock and letting it run again."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.casework.deadlines import recompute
from lienthong.casework.models import Case, Suspension
from lienthong.kernel.refusals import Invalid, WrongState


def suspend(case: Case, *, reason: str, act_id: UUID, at: datetime) -> Suspension:
    """Stop the clock of a case. Raises `WrongState` when it stands still already, `Invalid` without a reason."""
    if not reason.strip():
        raise Invalid(_("Phải nêu lý do tạm dừng."), field="reason")
    if case.suspensions.filter(until__isnull=True).exists():
        raise WrongState(_("Thời hạn của công việc này đang tạm dừng."))
    return Suspension.objects.create(case=case, reason=reason.strip(), since=at, act_id=act_id)


def resume(case: Case, *, at: datetime) -> Suspension:
    """Let the clock run again; the deadline moves by the working time that stood still."""
    suspension = case.suspensions.filter(until__isnull=True).first()
    if suspension is None:
        raise WrongState(_("Thời hạn của công việc này không tạm dừng."))
    suspension.until = at
    suspension.save(update_fields=["until"])
    recompute(case, known_at=at)
    return suspension
