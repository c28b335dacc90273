"""When units merge, split or close: a body first settles what it was asked; the successor of its office keeps on."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.ballots.models import Ballot
from lienthong.directory.participants import Hindrance, Lines, Reorganisation
from lienthong.kernel.acts.actor import Actor


class BallotsOfUnits:
    """What ballots do: nobody could conclude for a body that is not there any more, so it is not ended over them."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        ended = {change.unit_id: change for change in changes if not change.stays}
        asked = Counter(_unsettled().filter(body__in=ended).values_list("body_id", flat=True))
        return [(ended[body], Hindrance(_conclude_first(count))) for body, count in asked.items()]

    def carry_out(self, changes: Sequence[Reorganisation], *, by: Actor, at: datetime) -> None:  # noqa: ARG002 - of the protocol
        heirs = {change.unit_id: change.takes_the_rest for change in changes}
        for unit in set(_unsettled().filter(kept_by__in=heirs).values_list("kept_by", flat=True)):
            if heir := heirs[unit]:
                _unsettled().filter(kept_by=unit).update(kept_by=heir)


def _unsettled() -> QuerySet[Ballot]:
    return Ballot.objects.filter(case__closed_at__isnull=True)


def _conclude_first(count: int) -> str:
    words = _("Tập thể này còn %(count)s phiếu lấy ý kiến chưa kết luận; hãy kết luận hoặc rút phiếu trước.")
    return words % {"count": count}
