"""The life of a task as a table: which verb in which state leads where."""

from django.utils.translation import gettext_lazy as _

from lienthong.casework.registry import Transition

IN_PROGRESS, AWAITING, DONE = "in_progress", "awaiting_confirmation", "done"
STANDING, SHARED, WITHDRAWN = "standing", "shared", "withdrawn"

STATES = {
    IN_PROGRESS: _("Đang thực hiện"),
    AWAITING: _("Chờ xác nhận"),
    DONE: _("Hoàn thành"),
    STANDING: _("Thường xuyên"),
    SHARED: _("Giao chung nhiều cơ quan"),
    WITHDRAWN: _("Đã thôi giao"),
}
CLOSED = frozenset({DONE, WITHDRAWN})


def _from(*states: str, to: str | None = None) -> Transition:
    return Transition(frozenset(states), to)


TRANSITIONS = {
    "hand_over": _from(IN_PROGRESS),
    "report_progress": _from(IN_PROGRESS),
    "propose": _from(IN_PROGRESS),
    "answer": _from(IN_PROGRESS),
    "finish": _from(IN_PROGRESS, to=AWAITING),
    "confirm": _from(AWAITING, to=DONE),
    "send_back": _from(AWAITING, to=IN_PROGRESS),
    "reopen": _from(DONE, to=IN_PROGRESS),
    "remind": _from(IN_PROGRESS),
    "instruct": _from(IN_PROGRESS, AWAITING, STANDING, SHARED),
    "withdraw": _from(IN_PROGRESS, AWAITING, STANDING, SHARED, to=WITHDRAWN),
    "open_instalment": _from(STANDING),
    "complete": _from(SHARED, to=DONE),
    "resume_following": _from(DONE, to=SHARED),
}
