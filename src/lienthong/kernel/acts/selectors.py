"""Reading acts: the timeline of a case, and what was known at a place in the ledger.

"As of" is a tree size, never a moment: a transaction that began before and committed after would change a
frozen figure. "As of 15 March, 17:00" means the last head signed at or before.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from lienthong.kernel.acts.models import Act, Checkpoint, Entry


def timeline(case_id: UUID) -> QuerySet[Act]:
    """Return the acts of a case in the order they were written down."""
    return Act.objects.filter(case_id=case_id).order_by("recorded_at", "id")


def tree_size() -> int:
    """Return how many leaves have a position, signed or not."""
    last = Entry.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def position_of(act_id: UUID) -> int | None:
    """Return the position of the act's leaf, counted from 0; none while it waits for the sequencer."""
    return Entry.objects.filter(act_id=act_id).values_list("position", flat=True).first()


def latest() -> Checkpoint | None:
    """Return the last signed head."""
    return Checkpoint.objects.order_by("-tree_size").first()


def checkpoint_at(moment: datetime) -> Checkpoint | None:
    """Return the last head signed at or before the moment; none when nothing was signed yet."""
    return Checkpoint.objects.filter(signed_at__lte=moment).order_by("-signed_at", "-tree_size").first()


def known_at(size: int, acts: QuerySet[Act] | None = None) -> QuerySet[Act]:
    """Return the acts among the first `size` leaves: what the ledger knew under that head."""
    placed = Entry.objects.filter(act_id=OuterRef("id"), position__lt=size)
    return (Act.objects.all() if acts is None else acts).filter(Exists(placed))


def standing_at(size: int, acts: QuerySet[Act] | None = None) -> QuerySet[Act]:
    """Return the acts known under that head and not revoked by an act known under it."""
    revoking = known_at(size, Act.objects.filter(revokes=OuterRef("id")))
    return known_at(size, acts).filter(~Exists(revoking))
