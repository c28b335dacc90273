"""Who may say what the calendar is."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Verdict, allow, deny

KEEP_CALENDARS: Final = "calendar_edit"


def may_keep_calendars(by: Actor) -> Verdict:
    if by.kind is ActorKind.SYSTEM or by.can(KEEP_CALENDARS):
        return allow()
    return deny(_("Anh/chị chưa được giao quyền quản lý lịch làm việc."))
