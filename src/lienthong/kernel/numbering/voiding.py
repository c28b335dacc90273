"""A number that will not be used: it stays in the series, and says why."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.numbering.models import Number, NumberState
from lienthong.kernel.refusals import Invalid, WrongState

VOID = "numbering.void"
verbs.register(VOID, _("Không sử dụng số"))


def void(number: Number, *, reason: str, by: Actor, at: datetime) -> Number:
    """Say inside an action that the number is not used; who may, the calling action has asked.

    Raises `Invalid` without a reason, `WrongState` when it was said before.
    """
    reason = reason.strip()
    if not reason:
        raise Invalid(_("Cần nêu lý do không sử dụng số."), field="reason")
    changed = Number.objects.filter(pk=number.pk, state=NumberState.USED).update(
        state=NumberState.UNUSED, reason=reason
    )
    if not changed:
        raise WrongState(_("Số này đã được ghi là không sử dụng."))
    number.state, number.reason = NumberState.UNUSED, reason
    record(VOID, subject=number, by=by, at=at, detail={"number": number.text, "reason": reason})
    return number
