"""What this storey makes known at start-up: its entries of the menu."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.kernel.ui.menu import Entry, menu


def register() -> None:
    group = _("Quản trị hệ thống")
    menu.register(Entry(_("Lịch làm việc"), "calendars", "calendar", Capability.CALENDAR_EDIT, 920, group))
    menu.register(Entry(_("Tình trạng hệ thống"), "health", "screen", Capability.HEALTH_SEE, 930, group))
    menu.register(Entry(_("Nhật ký chống sửa đổi"), "ledger", "ledger", Capability.LEDGER_SEE, 940, group))
