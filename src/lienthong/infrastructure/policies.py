"""Who may load and correct service points: the agency that holds the mandate for post or telecoms on the day."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.directory.selectors import agency_of, holder_of_mandate
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Verdict, allow, deny

MANDATES: Final = ("buu_chinh", "vien_thong")  # codes of the directory's mandates
NO_POWER = _("Anh/chị chưa được giao quyền này: %(power)s.")
NOT_OURS = _("Chỉ cơ quan quản lý bưu chính, viễn thông mới cập nhật được điểm phục vụ.")


def may_edit(by: Actor, *, at: datetime) -> Verdict:
    if by.kind == ActorKind.SYSTEM:
        return allow()
    if not by.can(Capability.INFRASTRUCTURE_EDIT):
        return deny(NO_POWER % {"power": Capability.INFRASTRUCTURE_EDIT.label})
    return allow() if _holds_the_mandate(by, at) else deny(NOT_OURS)


def _holds_the_mandate(by: Actor, at: datetime) -> bool:
    if by.unit_id is None:
        return False
    day = local_day(at)
    holders = {holder.pk for code in MANDATES if (holder := holder_of_mandate(code, day))}
    return agency_of(by.unit_id, day) in holders
