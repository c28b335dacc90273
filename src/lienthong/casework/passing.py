"""Work moves with its unit: what is open passes to the successor, by an act for each case, in few statements.

It moves when the change is recorded, whatever the day from which the change is in force: what is open then
moves then. What is closed stays with whom it was closed. To the successor the work is new and nobody's in
particular, for the posts of the old unit end with it. Where several follow, only people know who takes what.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.casework.distributing import distributed
from lienthong.casework.inheriting import Move, is_to_distribute, pass_on
from lienthong.casework.stakes import HOLDER, Stake, counted, stakes_of
from lienthong.directory.participants import Hindrance, Lines, Reorganisation
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import is_replaying
from lienthong.kernel.jobs.queue import defer
from lienthong.kernel.refusals import WrongState

LATE_JOB: Final = "casework.pass_on_late"
MEANWHILE: Final = timedelta(minutes=2)  # what was begun before the commit has ended by then


class WorkOfUnits:
    """What the engine does when units merge, split or close."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        if not changes:
            return []
        counts = counted([change.unit_id for change in changes])
        called = names({heir for one in changes for heir in one.heirs}, changes[0].on)
        looked_at = _by_unit(
            change for change in changes if change.successor is None and counts[change.unit_id]
        )
        return [
            (change, line)
            for change in changes
            if (count := counts[change.unit_id])
            for line in _lines(change, count, looked_at[change.unit_id], called)
        ]

    def carry_out(self, changes: Sequence[Reorganisation], *, by: Actor, at: datetime) -> None:
        """Pass the open work on, or refuse in words while somebody has to say who takes it."""
        pass_on_open(changes, by=by, at=at)
        if not is_replaying() and any(not change.stays for change in changes):
            defer(LATE_JOB, after=MEANWHILE)


def pass_on_open(changes: Sequence[Reorganisation], *, by: Actor, at: datetime) -> int:
    """Pass on what is open, and return how many parts in cases. Raises `WrongState` where nobody takes work over."""
    moving = [change for change in changes if not change.stays or change.distribution is not None]
    stakes = _by_unit(moving, lock=True)
    moves = [move for change in moving for move in _moves(change, stakes[change.unit_id])]
    pass_on(moves, by=by, at=at)
    return len(moves)


def _by_unit(changes: Iterable[Reorganisation], *, lock: bool = False) -> Mapping[UUID, list[Stake]]:
    found: dict[UUID, list[Stake]] = defaultdict(list)
    units = [change.unit_id for change in changes]
    for stake in stakes_of(units, lock=lock) if units else ():
        found[stake.unit_id].append(stake)
    return found


def _moves(change: Reorganisation, stakes: Sequence[Stake]) -> Iterator[Move]:
    if change.distribution is not None:
        for heir, shared in distributed(stakes, change).items():
            if heir != change.unit_id:
                yield from (Move(stake, change, heir) for stake in shared)
    elif change.successor is None and (work := _work(stakes)):
        raise WrongState(not_handed_over(work))
    else:
        yield from (Move(stake, change, change.successor) for stake in stakes)


def _work(stakes: Sequence[Stake]) -> int:
    """Return how many of them somebody has to take over."""
    return sum(stake.is_work for stake in stakes)


def not_handed_over(count: int) -> str:
    return _("Còn %(count)s công việc đang mở; hãy bàn giao trước.") % {"count": count}


def _lines(
    change: Reorganisation, count: int, stakes: Sequence[Stake], called: Mapping[UUID, str]
) -> Iterator[str]:
    if change.successor is not None:
        said = _("%(count)s công việc đang mở chuyển cho %(unit)s ngay khi ghi nhận.")
        yield said % {"count": count, "unit": called.get(change.successor) or _("cơ quan kế thừa")}
    elif change.distribution is not None:
        yield from _distributed(change, distributed(stakes, change))
    elif change.stays:
        yield _("%(count)s công việc đang mở giữ nguyên.") % {"count": count}
    elif work := _work(stakes):
        yield Hindrance(not_handed_over(work))
    else:
        yield _("Thôi phối hợp, thôi nhận để biết ở %(count)s công việc đang mở.") % {"count": count}


def _distributed(change: Reorganisation, shared: Mapping[UUID, Sequence[Stake]]) -> Iterator[str]:
    """Say how many each heir gets, and how many will wait until somebody says who takes them."""
    called = names([*shared], change.on)
    for heir, stakes in sorted(shared.items(), key=lambda one: (called.get(one[0], ""), one[0])):
        waiting = is_to_distribute(change, heir) and sum(HOLDER in stake.held for stake in stakes)
        things = {"unit": called.get(heir) or _("cơ quan kế thừa")}
        if waiting:
            yield _("%(count)s công việc đang mở về %(unit)s để phân bổ tiếp.") % {**things, "count": waiting}
        if more := len(stakes) - waiting:
            yield _("%(count)s công việc đang mở về %(unit)s.") % {**things, "count": more}
