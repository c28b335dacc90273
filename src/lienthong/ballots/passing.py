"""When units merge, split or close: a body first settles what it was asked; the successor of its office keeps on."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lienthong.ballots.models import Ballot
from lienthong.directory.participants import Hindrance, Reorganisation
from lienthong.kernel.acts.actor import Actor


class BallotsOfUnits:
    """What ballots do: nobody could conclude for a body that is not there any more, so it is not ended over them."""

    def preview(self, change: Reorganisation) -> list[str]:
        waiting = _asked_of_it(change).count()
        return [Hindrance(_conclude_first(waiting))] if waiting else []

    def carry_out(self, change: Reorganisation, *, by: Actor, at: datetime) -> None:  # noqa: ARG002 - of the protocol
        if change.takes_the_rest is not None:
            _unsettled().filter(kept_by=change.unit_id).update(kept_by=change.takes_the_rest)


def _asked_of_it(change: Reorganisation) -> QuerySet[Ballot]:
    return _unsettled().none() if change.stays else _unsettled().filter(body=change.unit_id)


def _unsettled() -> QuerySet[Ballot]:
    return Ballot.objects.filter(case__closed_at__isnull=True)


def _conclude_first(count: int) -> str:
    words = _("Tập thể này còn %(count)s phiếu lấy ý kiến chưa kết luận; hãy kết luận hoặc rút phiếu trước.")
    return words % {"count": count}
