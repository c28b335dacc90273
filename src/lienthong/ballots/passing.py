"""When units merge, split or close: a body first settles what it was asked; the successor of its office keeps on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.ballots.models import Ballot
from lienthong.casework.inheriting import Move, heirs_in
from lienthong.casework.models import Role
from lienthong.casework.stakes import HOLDER
from lienthong.directory.participants import Hindrance, Lines, OnlySays, Reorganisation
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import WrongState


class BallotsOfUnits(OnlySays):
    """What ballots say: nobody could conclude for a body that is not there any more, so it is not ended over them."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        ended = {change.unit_id: change for change in changes if not change.stays}
        asked = Counter(_unsettled().filter(body__in=ended).values_list("body_id", flat=True))
        return [(ended[body], Hindrance(_conclude_first(count))) for body, count in asked.items()]


def keep_on(moves: Sequence[Move], _by: Actor, _at: datetime) -> None:
    """Let whoever follows the office keep its ballots; what the body itself was asked passes to nobody."""
    asked = sum(HOLDER in move.stake.held for move in moves)
    if asked:
        raise WrongState(_conclude_first(asked))
    kept: dict[UUID, list[UUID]] = defaultdict(list)
    for ballot, heir in heirs_in(Role.MONITORING, moves).items():
        kept[heir].append(ballot)
    for heir, ballots in kept.items():
        Ballot.objects.filter(pk__in=among(ballots)).update(kept_by=heir)


def _unsettled() -> QuerySet[Ballot]:
    return Ballot.objects.filter(case__closed_at__isnull=True)


def _conclude_first(count: int) -> str:
    words = _("Tập thể này còn %(count)s phiếu lấy ý kiến chưa kết luận; hãy kết luận hoặc rút phiếu trước.")
    return words % {"count": count}
