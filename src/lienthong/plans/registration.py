"""What the area makes known at start-up: the words of its verbs, its figure, its places in the menu."""

from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.ui.menu import Entry, menu
from lienthong.measures.indicators import indicators
from lienthong.plans.indicators import COMPLETION

GROUP = _("Kế hoạch và số liệu")


def register() -> None:
    verbs.register("plans.load", _("Nhập kế hoạch"))
    verbs.register("plans.load_targets", _("Nhập chỉ tiêu của kế hoạch"))
    indicators.register(COMPLETION)
    overview = Entry(_("Tổng quan điều hành"), "plans:overview", "screen", Capability.FIGURES_SEE, 30, GROUP)
    menu.register(overview)
    menu.register(Entry(_("Kế hoạch"), "plans:plans", "target", Capability.PLAN_SEE, order=31, group=GROUP))
    menu.register(
        Entry(_("Số liệu"), "measures:index", "chart", Capability.FIGURES_SEE, order=32, group=GROUP)
    )
