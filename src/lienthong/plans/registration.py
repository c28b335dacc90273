"""What the area makes known at start-up: the words of its verbs, its figure, its places in the menu."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.directory.participants import reorganisations
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.measures.indicators import indicators
from lienthong.plans.indicators import COMPLETION
from lienthong.plans.issued import IssuedReports

GROUP = _("Kế hoạch và số liệu")


def register() -> None:
    verbs.register("plans.load", _("Nhập kế hoạch"))
    verbs.register("plans.load_targets", _("Nhập chỉ tiêu của kế hoạch"))
    verbs.register("plans.keep_monday_page", _("Lưu trang giao ban"))
    indicators.register(COMPLETION)
    reorganisations.register(IssuedReports())
    overview = Entry(_("Tổng quan điều hành"), "plans:overview", "screen", Capability.FIGURES_SEE, 30, GROUP)
    for entry in (overview, *_places()):
        menu.register(entry)


def _places() -> tuple[Entry, ...]:
    see = Capability.FIGURES_SEE
    return (
        Entry(_("Trang giao ban"), "plans:monday", "calendar", Capability.TASKS_SEE_ALL, 31, GROUP),
        Entry(_("Kế hoạch"), "plans:plans", "target", Capability.PLAN_SEE, order=32, group=GROUP),
        Entry(_("Chỉ tiêu kế hoạch"), "plans:newest_targets", "flag", see, order=33, group=GROUP),
        Entry(_("Số liệu của cơ quan tôi"), "plans:ours", "edit", Capability.FIGURES_ENTER, 34, GROUP),
        Entry(_("Số liệu"), "measures:index", "chart", see, order=35, group=GROUP),
    )
