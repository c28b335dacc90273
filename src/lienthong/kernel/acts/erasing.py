"""Erasing the personal part of an act: itself an act. Its leaf keeps a salted hash: no proof breaks."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.refusals import Invalid, Missing, WrongState

ERASED = "acts.erase"
ACT = "acts.act"
verbs.register(ERASED, _("Xóa thông tin cá nhân"))


@action
def erase(act_id: UUID, *, ground: str, by: Actor, at: datetime) -> Act:
    """Delete the personal part of an act, and its salt, for good. The area above asks whether `by` may.

    `ground` is the legal basis, printed on the record: no personal data. Raises `Missing`, `WrongState` and
    `Invalid`.
    """
    if not ground.strip():
        raise Invalid(_("Hãy nêu căn cứ của việc xóa."), field="ground")
    act = Act.objects.filter(id=act_id).first()
    if act is None:
        raise Missing
    if not Personal.objects.filter(act_id=act_id).delete()[0]:
        raise WrongState(_("Thao tác này không có, hoặc không còn, thông tin cá nhân."))
    return record(
        ERASED, subject=(ACT, act_id), case_id=act.case_id, by=by, at=at, detail={"ground": ground.strip()}
    )
