"""What the area makes known at start-up: its kinds of cases, the words of its verbs, its menu, who is told."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.ballots import telling
from lienthong.ballots.numbers import WIDTH, series_of
from lienthong.ballots.opening import KIND, KIND_OF_PAPER
from lienthong.ballots.passing import BallotsOfUnits, keep_on
from lienthong.ballots.states import (
    CLOSED,
    CLOSED_OF_PAPER,
    STATES,
    STATES_OF_PAPER,
    TRANSITIONS,
    TRANSITIONS_OF_PAPER,
)
from lienthong.casework.registry import Kind, kinds
from lienthong.directory.participants import reorganisations
from lienthong.directory.series import SeriesOfUnits
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.notices.models import Weight
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.notices.titles import titles
from lienthong.kernel.ui.menu import Entry, menu

VERBS = {
    "ballots.open": _("Gửi phiếu lấy ý kiến"),
    "ballots.vote": _("Cho ý kiến"),
    "ballots.close": _("Kiểm phiếu"),
    "ballots.conclude": _("Kết luận"),
    "ballots.withdraw": _("Rút phiếu"),
    "ballots.end": _("Hết thời gian trả lời"),
    "ballots.leave": _("Ra khỏi danh sách do thôi giữ chức vụ"),
}


def register() -> None:
    for verb, words in VERBS.items():
        verbs.register(verb, words)
    menu.register(Entry(_("Phiếu lấy ý kiến"), "ballots:list", "people", order=25, group=_("Công việc")))
    recipients.register("ballots.open", telling.members)
    recipients.register("ballots.close", telling.who_concludes)
    recipients.register("ballots.", telling.all_who_follow, Weight.CHANGE)
    reorganisations.register(BallotsOfUnits())
    reorganisations.register(SeriesOfUnits(_("Sổ số phiếu lấy ý kiến"), series_of, lambda _day: WIDTH))
    titles.register(KIND, telling.titles_of)
    kinds.register(
        Kind(
            name=KIND,
            words=_("Phiếu lấy ý kiến"),
            states=STATES,
            transitions=TRANSITIONS,
            closed=CLOSED,
            address=telling.address,
            passed=keep_on,
        )
    )
    kinds.register(
        Kind(
            name=KIND_OF_PAPER,
            words=_("Phiếu của thành viên"),
            states=STATES_OF_PAPER,
            transitions=TRANSITIONS_OF_PAPER,
            closed=CLOSED_OF_PAPER,
            address=_address_of_paper,
            in_person=True,
        )
    )


def _address_of_paper(paper_id: UUID) -> str:
    return reverse("ballots:paper", args=[paper_id])
