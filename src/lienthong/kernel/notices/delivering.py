"""One notice through one channel, once; a worker that dies right after sending sends it again."""

from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.notices.channels import AddressBook, Message, addresses, channels
from lienthong.kernel.notices.models import Delivery, Notice
from lienthong.kernel.notices.preferring import wants
from lienthong.kernel.notices.titles import Title, titles


def deliver(notice_id: UUID, channel: str, *, book: AddressBook = addresses) -> bool:
    """Send the notice unless it was read or sent, is not wanted there, or the channel is off; say whether."""
    way = next((known for known in channels() if known.name == channel), None)
    notice = Notice.objects.select_related("act").filter(id=notice_id, read_at=None).first()
    if way is None or notice is None or notice.deliveries.filter(channel=channel).exists():
        return False
    if not wants(notice, channel):
        return False
    to = book.find(channel, notice.account_id)
    if not to:
        return False
    simulated = way.send(message_of(notice, to, titles.of([notice])[notice.id]))
    Delivery.objects.create(notice=notice, channel=channel, simulated=simulated)
    return True


def message_of(notice: Notice, to: str, about: Title) -> Message:
    """Return the message: what was done and to what, never what was written there."""
    title = f"{verbs.read(notice.act.verb)}: {about.words}".removesuffix(": ")
    return Message(to, title, _("%(title)s. Xem chi tiết trong hệ thống, mục Thông báo.") % {"title": title})
