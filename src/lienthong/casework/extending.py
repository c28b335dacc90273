"""A later deadline, for a reason, counted."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.casework.deadlines import due_of
from lienthong.casework.models import Case, Extension
from lienthong.kernel.refusals import Invalid


def extend(case: Case, *, term: str, reason: str, act_id: UUID, at: datetime) -> Extension:
    """Set a later deadline. Raises `Invalid` when it is not later, or when no reason is given."""
    if not reason.strip():
        raise Invalid(_("Phải nêu lý do gia hạn."), field="reason")
    before, after = case.due_at, due_of(term, start=case.opened_at, calendar=case.calendar, known_at=at)
    if before is not None and after <= before:
        raise Invalid(_("Hạn mới phải sau hạn hiện tại."), field="term")
    if after <= at:
        raise Invalid(_("Hạn mới đã qua."), field="term")
    case.term, case.due_at = term, after
    return Extension.objects.create(
        case=case,
        reason=reason.strip(),
        term=term,
        due_before=before,
        due_after=after,
        granted_at=at,
        act_id=act_id,
    )
