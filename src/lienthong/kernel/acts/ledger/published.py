"""Heads that others hold. Those we hold too are settled at once; the walk computes the roots of the rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from lienthong.kernel.acts import selectors
from lienthong.kernel.acts.ledger import differences, logs, notes
from lienthong.kernel.acts.ledger.differences import Difference, Kind
from lienthong.kernel.acts.ledger.keyring import Keyring
from lienthong.kernel.acts.ledger.notes import BadNote, Head
from lienthong.kernel.acts.models import Act, Checkpoint

TOGETHER = 500


@dataclass
class Published:
    """What a file of heads says against our ledger, before any root is computed.

    `unusable` means the file itself; `beyond` a head that we do not reach; `wanted` maps a size to the roots
    that the first so many leaves must have.
    """

    count: int = 0
    unusable: Difference | None = None
    beyond: Difference | None = None
    wanted: dict[int, list[bytes]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Ended:
    """A log that was followed by another: its heads up to `size` are kept."""

    size: int
    at: datetime


@dataclass(frozen=True)
class Logs:
    """The logs that this database knows, by origin: the one that grows, and those that ended."""

    current: str
    ended: dict[str, Ended]
    size: int

    @classmethod
    def read(cls) -> "Logs":
        current, ended = logs.first_origin(), {}
        for act in Act.objects.filter(verb=logs.LOG_BEGUN).order_by("recorded_at", "id"):
            ended[current] = ended[act.detail["lost_origin"]] = Ended(act.detail["kept"], act.recorded_at)
            current = act.detail["origin"]
        return cls(current, ended, selectors.tree_size())

    def beyond(self, head: Head) -> Difference | None:
        """Return what is to be said of a head that we do not reach."""
        ended = self.ended.get(head.origin)
        if ended and head.size > ended.size:
            return differences.lost(head.size, ended.size, ended.at)
        if not ended and head.size > self.size:
            return differences.shorter(Kind.PUBLISHED_SHORTER, head.size, self.size)
        return None

    def knows(self, head: Head) -> bool:
        return head.origin == self.current or head.origin in self.ended


def compare(texts: Iterable[str], keyring: Keyring | None) -> Published:
    """Return what published notes say. Without keys, signatures are not checked (the caller says so)."""
    published = Published()
    known = Logs.read()
    texts = iter(texts)
    while not published.unusable and (together := list(islice(texts, TOGETHER))):
        heads = list(_heads(together, published, known, keyring))
        ours = Checkpoint.objects.in_bulk([head.size for head in heads])
        for head in heads:
            row = ours.get(head.size)
            if row is None or bytes(row.root) != head.root:
                published.wanted[head.size].append(head.root)
    return published


def _heads(texts: list[str], published: Published, known: Logs, keyring: Keyring | None) -> Iterator[Head]:
    """Yield the heads whose roots can be compared; note the others."""
    for text in texts:
        published.count += 1
        try:
            head = notes.read(text)
            forged = known.knows(head) and keyring is not None and not keyring.holds(text)
        except BadNote:
            forged = True
        if forged:
            published.unusable = differences.published_unreadable(published.count)
            return
        if not known.knows(head):
            published.unusable = differences.other_log(head.origin)
            return
        beyond = known.beyond(head)
        if beyond is None:
            yield head
        published.beyond = beyond or published.beyond
