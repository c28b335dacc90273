"""An assistant reads what the leader takes part in: the leader's box, and the pages of those cases. Powers stay apart.

Own reading (`sees`) costs what it cost; only what one does not see oneself is looked for through the leaders one
assists, so nobody else pays for it.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienthong.access.assisting import has_noted, note_reading
from lienthong.access.assisting_reading import assisted
from lienthong.casework.models import Case
from lienthong.casework.selectors import sees, takes_part, units_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing, NotAllowed

NOT_ASSISTING = _("Hôm nay anh/chị không giúp việc cho lãnh đạo này.")


def reads_for(leaders: Iterable[Actor], at: datetime, *, case: str = "pk") -> Q:
    """Return the condition under which who assists these leaders reads a row: their units take part in its case.

    Not what a leader sees by a capability of their own (a whole kind): that is the leader's alone.
    """
    return takes_part(case, frozenset(unit for leader in leaders for unit in units_of(leader, at)))


def case_for_leader(case_id: UUID, by: Actor, at: datetime) -> Case:
    """Return a case that the actor reads for a leader of today. Raises `Missing`."""
    leaders = assisted(by, at)
    found = Case.objects.filter(reads_for(leaders, at), pk=case_id).first() if leaders else None
    if found is None:
        raise Missing
    return found


def readable_case(case_id: UUID, by: Actor, at: datetime) -> Case:
    """Return a case that the actor sees, or reads for a leader. Raises `Missing`."""
    own = Case.objects.filter(sees(by, at), pk=case_id).first()
    return own or case_for_leader(case_id, by, at)


def leader_among(leaders: Iterable[Actor], post: str) -> Actor:
    """Return the leader in the post whose key was asked for. Raises `NotAllowed` for whom one does not assist today."""
    for leader in leaders:
        if str(leader.post_id) == post:
            return leader
    raise NotAllowed(NOT_ASSISTING)


def open_box(leader: Actor, *, by: Actor, at: datetime) -> None:
    """Let an assistant into the leader's box; the first time of a day is an act that the leader can read."""
    if not has_noted(leader, by=by, at=at):
        note_reading(leader, by=by, at=at)
