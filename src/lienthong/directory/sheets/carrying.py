"""Carrying out only what was looked at before."""

from typing import TypeVar

from django.utils.translation import gettext as _

from lienthong.directory.sheets.plans import Plan, Step
from lienthong.directory.sheets.shape import Lines, WrongRows
from lienthong.kernel.refusals import Stale, WrongState

S = TypeVar("S", bound=Step)


class Moved(Stale):
    """The rows would now change something else than what was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("Từ lúc xem trước, tệp hoặc những gì đang ghi đã thay đổi; chưa ghi gì. Hãy xem lại rồi ghi.")
        )


def agreed(plan: Plan[S], mark: str) -> Plan[S]:
    """Return the plan, if it may be carried out.

    Raises `WrongRows`; `Moved` when it is another by now; `WrongState` when nothing would change.
    """
    if plan.problems:
        raise WrongRows(plan.problems)
    if plan.mark != mark:
        raise Moved
    if not plan.changing:
        raise WrongState(_("Tệp không có gì khác với những gì đang ghi; không có gì để ghi."))
    return plan


def by_file(lines: Lines) -> str:
    return _("Theo tệp nhập, SHA-256 %(sha256)s…") % {"sha256": lines.sha256[:12]}
