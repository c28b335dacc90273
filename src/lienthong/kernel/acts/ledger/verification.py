"""The whole proof, gone through once: every act against its leaf, every leaf against every head.

Acts are read in the order of their positions in one view of the database; memory stays flat. It stops at the
first thing that differs and names it.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from lienthong.kernel.acts.erasing import ACT, ERASED
from lienthong.kernel.acts.leaves import leaf_of, personal_hash
from lienthong.kernel.acts.ledger import differences, logs, notes, reading
from lienthong.kernel.acts.ledger.differences import Difference, Kind
from lienthong.kernel.acts.ledger.keyring import Keyring
from lienthong.kernel.acts.ledger.merkle import Frontier
from lienthong.kernel.acts.ledger.published import Published, compare
from lienthong.kernel.acts.ledger.reading import Row
from lienthong.kernel.acts.models import Act, Checkpoint, Entry


@dataclass(frozen=True, slots=True)
class Verification:
    """What was gone through, and the first thing that differs, if any.

    `beyond` is a published head that we do not reach; one that the present log says it lost is remembered in
    our own file, and a difference in the hands of others. `erased` maps acts to the erasing acts.
    """

    first_difference: Difference | None
    beyond: Difference | None
    acts: int
    waiting: int
    heads: int
    published: int
    signed: int
    root: bytes
    erased: dict[UUID, UUID]
    signatures_checked: bool
    seconds: float

    @property
    def ok(self) -> bool:
        return self.first_difference is None

    @property
    def acts_per_s(self) -> float:
        return self.acts / self.seconds if self.seconds else 0.0


def verify(published: Iterable[str] = (), *, own: bool = False) -> Verification:
    """Go through the ledger and compare it with published heads.

    Args:
        published: signed notes, as `checkpoints_file.split` yields them.
        own: they are our own file, which remembers the logs that were lost.
    """
    started = time.perf_counter()
    with reading.one_view():
        keyring = Keyring.read()
        said = compare(published, keyring)
        walk = Walk(said, keyring)
        first = next(_in_order(walk, said, own=own), None)
    return Verification(
        first_difference=first,
        beyond=said.beyond,
        acts=walk.frontier.size,
        waiting=walk.waiting,
        heads=walk.heads,
        published=said.count,
        signed=walk.agreed,
        root=walk.frontier.root(),
        erased=walk.erased,
        signatures_checked=keyring is not None,
        seconds=time.perf_counter() - started,
    )


def _in_order(walk: "Walk", said: Published, *, own: bool) -> Iterator[Difference]:
    if said.unusable:
        yield said.unusable
    yield from walk.through_positions()
    yield from walk.through_waiting()
    yield from _unplaced()
    if said.beyond and not (own and said.beyond.kind is Kind.PUBLISHED_LOST):
        yield said.beyond


class Walk:
    """One way through the ledger, from the first position to the last."""

    def __init__(self, said: Published, keyring: Keyring | None) -> None:
        self.frontier = Frontier()
        self.heads = self.waiting = self.agreed = 0
        self.erased: dict[UUID, UUID] = {}
        self._wanted = said.wanted
        self._keyring = keyring
        self._origin = logs.first_origin()
        self._erasing = dict(
            Act.objects.filter(verb=ERASED, subject_kind=ACT).values_list("subject_id", "id").iterator()
        )

    def through_positions(self) -> Iterator[Difference]:
        heads = Checkpoint.objects.order_by("tree_size").iterator(chunk_size=500)
        head = next(heads, None)
        for row in reading.placed():
            if row.position != self.frontier.size:
                yield differences.position_missing(self.frontier.size)
            yield from self._of_act(row)
            self.frontier.append(row.leaf)
            if row.act and row.act.verb == logs.LOG_BEGUN:
                self._origin = str(row.act.detail["origin"])
            here = head if head and head.tree_size == self.frontier.size else None
            if here or self.frontier.size in self._wanted:
                yield from self._of_size(here)
            head = next(heads, None) if here else head
        if head:
            yield differences.shorter(Kind.SHORTER, head.tree_size, self.frontier.size)

    def through_waiting(self) -> Iterator[Difference]:
        for row in reading.waiting():
            self.waiting += 1
            yield from self._of_act(row)
            if row.act and row.position is not None:
                yield differences.about(Kind.PLACED_TWICE, row.act, row.position)

    def _of_act(self, row: Row) -> Iterator[Difference]:
        if row.act is None:
            yield differences.act_deleted(row.act_id, row.position)
            return
        if not _is_leaf_of(row.act, row.leaf):
            yield differences.about(Kind.ACT_CHANGED, row.act, row.position)
        if row.act.personal_hash or row.salt is not None:
            yield from self._of_personal(row.act, row)

    def _of_personal(self, act: Act, row: Row) -> Iterator[Difference]:
        erasing = self._erasing.get(act.id)
        if row.salt is None and erasing is None:
            yield differences.about(Kind.PERSONAL_GONE, act, row.position)
        elif row.salt is None and erasing:
            self.erased[act.id] = erasing
        elif erasing:
            yield differences.about(Kind.PERSONAL_STAYS, act, row.position)
        elif personal_hash(row.salt or b"", row.payload) != act.personal_hash:
            yield differences.about(Kind.PERSONAL_CHANGED, act, row.position)

    def _of_size(self, head: Checkpoint | None) -> Iterator[Difference]:
        if head:
            yield from self._of_head(head)
        if any(root != self.frontier.root() for root in self._wanted.get(self.frontier.size, ())):
            yield self._range(Kind.PUBLISHED_DIFFERS)
        self.agreed = self.frontier.size

    def _of_head(self, row: Checkpoint) -> Iterator[Difference]:
        self.heads += 1
        root = self.frontier.root()
        if bytes(row.root) != root or bytes(row.frontier) != self.frontier.to_bytes():
            yield self._range(Kind.ROOT_DIFFERS)
        if not _signed(row.note, notes.Head(self._origin, row.tree_size, root), self._keyring):
            yield differences.head_unsigned(row.tree_size)

    def _range(self, kind: Kind) -> Difference:
        entry = Entry.objects.filter(position=self.agreed).first()
        first = Act.objects.filter(id=entry.act_id).first() if entry else None
        return differences.root_differs(kind, self.agreed, self.frontier.size, first)


def _is_leaf_of(act: Act, leaf: bytes) -> bool:
    """Return whether the act still gives this leaf; one that cannot be read any more does not."""
    try:
        return leaf_of(act) == leaf
    except (ValueError, KeyError, TypeError):
        return False


def _signed(note: str, head: notes.Head, keyring: Keyring | None) -> bool:
    try:
        return notes.read(note) == head and (keyring is None or keyring.signed(note))
    except notes.BadNote:
        return False


def _unplaced() -> Iterator[Difference]:
    """Yield the acts that are neither placed nor waiting: written around the house."""
    found = Act.objects.raw(
        "SELECT a.* FROM acts_act a WHERE NOT EXISTS (SELECT FROM acts_entry e WHERE e.act_id = a.id) "
        "AND NOT EXISTS (SELECT FROM acts_pending w WHERE w.act_id = a.id) ORDER BY recorded_at, id LIMIT 1"
    )
    for act in found:
        yield differences.about(Kind.ACT_UNPLACED, act, None)
