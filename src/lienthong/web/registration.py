"""What this storey makes known at start-up: its entries of the menu, and who an account is."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.access.actors import actor_of
from lienthong.access.capabilities import Capability
from lienthong.access.models import Account
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.kernel.ui.works import works


def register() -> None:
    group = _("Quản trị hệ thống")
    menu.register(Entry(_("Lịch làm việc"), "calendars", "calendar", Capability.CALENDAR_EDIT, 920, group))
    menu.register(Entry(_("Tình trạng hệ thống"), "health", "screen", Capability.HEALTH_SEE, 930, group))
    menu.register(Entry(_("Nhật ký chống sửa đổi"), "ledger", "ledger", Capability.LEDGER_SEE, 940, group))
    works.who_is = who_is


def who_is(account_id: UUID, post_id: UUID | None, at: datetime) -> Actor:
    """Return the actor of an account in the post in which it asked, for work done later. Raises `Missing`."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise Missing
    return actor_of(account, at=at, post_id=post_id)
