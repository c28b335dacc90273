"""Taking a ballot for one act: only if the actor may see it, locked, and as fresh as the form."""

from datetime import datetime
from uuid import UUID

from lienthong.ballots.models import Ballot
from lienthong.ballots.selectors import visible_ballots
from lienthong.casework.moving import ensure_fresh
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing


def take(ballot_id: UUID, *, by: Actor, at: datetime, seen: int | None = None) -> Ballot:
    """Lock the ballot's case in this transaction; votes and counting wait for each other here.

    Raises `Missing` for a stranger, `Stale` for an old form.
    """
    found = visible_ballots(by, at).select_for_update(of=("case",)).filter(pk=ballot_id).first()
    if found is None:
        raise Missing
    ensure_fresh(found.case, seen)
    return found
