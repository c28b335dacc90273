"""The life of a ballot and of a member's paper as tables: which verb in which state leads where."""

from django.utils.translation import gettext_lazy as _

from lienthong.casework.registry import Transition

OPEN, COUNTED, CONCLUDED, WITHDRAWN = "open", "counted", "concluded", "withdrawn"
WAITING, ANSWERED, UNANSWERED, LEFT = "waiting", "answered", "unanswered", "left"

STATES = {
    OPEN: _("Đang lấy ý kiến"),
    COUNTED: _("Đã kiểm phiếu, chờ kết luận"),
    CONCLUDED: _("Đã kết luận"),
    WITHDRAWN: _("Đã rút phiếu"),
}
CLOSED = frozenset({CONCLUDED, WITHDRAWN})

STATES_OF_PAPER = {
    WAITING: _("Chưa cho ý kiến"),
    ANSWERED: _("Đã cho ý kiến"),
    UNANSWERED: _("Không trả lời"),
    LEFT: _("Không còn là thành viên"),
}
CLOSED_OF_PAPER = frozenset({ANSWERED, UNANSWERED, LEFT})


def _from(*states: str, to: str | None = None) -> Transition:
    return Transition(frozenset(states), to)


TRANSITIONS = {
    "vote": _from(OPEN),
    "close": _from(OPEN, to=COUNTED),
    "conclude": _from(COUNTED, to=CONCLUDED),
    "withdraw": _from(OPEN, to=WITHDRAWN),
}
TRANSITIONS_OF_PAPER = {
    "vote": _from(WAITING, ANSWERED, to=ANSWERED),
    "end": _from(WAITING, to=UNANSWERED),
    "leave": _from(WAITING, to=LEFT),
}
