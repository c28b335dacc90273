"""What the area makes known at start-up: the words of its verbs, its place in the menu, what it computes."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.infrastructure.correcting import CLOSED, CORRECTED
from lienthong.infrastructure.loading import LOADED
from lienthong.infrastructure.radius import TARGET, pairs
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.measures.computed import Computation, computations

SOURCE = _("Điểm phục vụ có hiệu lực vào ngày cuối kỳ; diện tích theo danh bạ địa bàn")


def register() -> None:
    verbs.register(LOADED, _("Nạp tệp điểm phục vụ"))
    verbs.register(CORRECTED, _("Đính chính điểm phục vụ"))
    verbs.register(CLOSED, _("Đóng điểm phục vụ"))
    group = _("Kế hoạch và số liệu")
    words = _("Điểm phục vụ bưu chính, viễn thông")
    menu.register(Entry(words, "infrastructure:points", "globe", Capability.DIRECTORY_SEE, 35, group))
    computations.register(Computation(TARGET, 1, SOURCE, pairs, _address))


def _address(unit_id: UUID, query: str) -> str:
    return reverse("infrastructure:counted", args=[unit_id]) + query
