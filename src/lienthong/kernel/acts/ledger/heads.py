"""Signed heads: made about once a second, kept as a row and in a file outside the database.

A head is a promise to the world; none is signed that breaks an earlier one.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from lienthong.kernel.acts import selectors
from lienthong.kernel.acts.ledger import checkpoints_file, logs, notes, succession
from lienthong.kernel.acts.ledger.lock import alone
from lienthong.kernel.acts.ledger.merkle import Frontier
from lienthong.kernel.acts.ledger.sequencer import sequence_all, sequence_once
from lienthong.kernel.acts.models import Checkpoint, Entry, Pending

EVERY = timedelta(seconds=1)
OVERDUE = timedelta(seconds=5)
log = logging.getLogger(__name__)


class BrokenLedger(Exception):  # noqa: N818 - what it is, not what went wrong in the program
    """Positions are missing under a signed head: nothing is signed until somebody looks (`verify_ledger`)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn did: how many leaves got a position, and the head it signed, if any."""

    sequenced: int
    head: Checkpoint | None


def turn(*, at: datetime) -> Turn:
    """Sequence what waits; sign a head unless one was signed in the last second. Anyone may call it."""
    sequenced = sequence_once()
    last = selectors.latest()
    due = last is None or not timedelta(0) <= at - last.signed_at < EVERY
    return Turn(sequenced, sign_head(at=at) if due and _is_unsigned(last) else None)


def stand_in(*, at: datetime) -> Turn:
    """Do all that waits when the sequencer has not signed for a while: for the worker, once a minute."""
    last = selectors.latest()
    if last is not None and timedelta(0) <= at - last.signed_at < OVERDUE:
        return Turn(0, None)
    if not Pending.objects.exists() and not _is_unsigned(last):
        return Turn(0, None)
    return Turn(sequence_all(), sign_head(at=at))


def sign_head(*, at: datetime) -> Checkpoint | None:
    """Sign the tree as it stands; none when nothing is new, another is signing, or a new log has just begun.

    A published head that this database cannot keep is said in the log of the process, and the next log begins
    with an act that names it. Raises `BrokenLedger` when positions are missing, `OSError` without the key.
    """
    head = _sign_alone(at=at)
    if head is not None:
        succession.settle(head)
    return head


def _sign_alone(*, at: datetime) -> Checkpoint | None:
    with alone() as free:
        if not free:
            return None
        last = selectors.latest()
        frontier = grown(last)
        if not _keeps_promises(frontier, at=at):
            return None
        if frontier.size == (last.tree_size if last else 0):
            return None
        return _sign(frontier, at=at)


def _is_unsigned(last: Checkpoint | None) -> bool:
    """Return whether there is an entry that no head covers.

    Asked once a second for the newest: for any above, the planner reads millions from the oldest on.
    """
    newest = Entry.objects.order_by("-position").values_list("position", flat=True).first()
    return newest is not None and newest >= (last.tree_size if last else 0)


def grown(last: Checkpoint | None) -> Frontier:
    """Return the frontier of the whole tree, grown from the last head: the cost is what came since."""
    frontier = Frontier.from_bytes(last.tree_size, bytes(last.frontier)) if last else Frontier()
    if selectors.tree_size() < frontier.size:
        raise BrokenLedger(f"{frontier.size} leaves are signed, {selectors.tree_size()} are there")
    _extend(frontier)
    return frontier


def root_at(size: int) -> bytes:
    """Return the root of the first `size` leaves, from the nearest head before it."""
    last = Checkpoint.objects.filter(tree_size__lte=size).order_by("-tree_size").first()
    frontier = Frontier.from_bytes(last.tree_size, bytes(last.frontier)) if last else Frontier()
    _extend(frontier, size)
    return frontier.root()


def _extend(frontier: Frontier, until: int | None = None) -> None:
    entries = Entry.objects.filter(position__gte=frontier.size).order_by("position")
    if until is not None:
        entries = entries.filter(position__lt=until)
    for position, leaf in entries.values_list("position", "leaf").iterator(chunk_size=5000):
        if position != frontier.size:
            raise BrokenLedger(f"position {frontier.size} is missing")
        frontier.append(bytes(leaf))


def _keeps_promises(frontier: Frontier, *, at: datetime) -> bool:
    """Compare with the last published head; begin a new log when it cannot be kept."""
    note = checkpoints_file.last()
    if note is None:
        return True
    published = notes.read(note)
    if published.size <= frontier.size and root_at(published.size) == published.root:
        return True
    if logs.names(logs.last_begun(frontier.size), published):
        return True
    _begin_log(published, kept=frontier.size, at=at)
    return False


def _begin_log(lost: notes.Head, *, kept: int, at: datetime) -> None:
    log.error(
        "published head %s of %s cannot be kept (%s leaves here): a new log begins",
        lost.size,
        lost.origin,
        kept,
    )
    logs.begin(lost, kept=kept, at=at)


def _sign(frontier: Frontier, *, at: datetime) -> Checkpoint:
    head = notes.Head(logs.origin_at(frontier.size), frontier.size, frontier.root())
    note = notes.sign(head, *succession.signers(head.size))
    checkpoint = Checkpoint.objects.create(
        tree_size=head.size, root=head.root, frontier=frontier.to_bytes(), signed_at=at, note=note
    )
    checkpoints_file.append(note)  # under the lock, so that the file keeps the order
    return checkpoint
