"""The Merkle tree of RFC 6962 (section 2.1) over leaf hashes. Pure; a hash is 32 bytes of SHA-256.

Proofs are lists of hashes from the bottom up, checked as RFC 9162 writes it (sections 2.1.3.2 and 2.1.4.2).
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Self

WIDTH = 32
EMPTY = hashlib.sha256(b"").digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the leaf hashes, in order."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path from the leaf at `index` to the root. Raises `IndexError` outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def includes(leaf: bytes, index: int, size: int, proof: Iterable[bytes], root: bytes) -> bool:
    """Return whether the tree of `size` leaves under `root` holds this leaf hash at `index`."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the proof that the tree over `leaves` only grew since it had `old_size` leaves.

    It is empty when nothing was there, or nothing came since. Raises `IndexError` outside the tree.
    """
    if not 0 <= old_size <= len(leaves):
        raise IndexError(old_size)
    if old_size in {0, len(leaves)}:
        return []
    return _subproof(leaves, old_size, whole=True)


def grew(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether the tree under `root` begins with all leaves of the tree under `old_root`, unchanged."""
    if old_size == 0:
        return not proof and old_root == EMPTY
    if old_size == size:
        return not proof and old_root == root
    if not 0 < old_size < size or not proof:
        return False
    path = [old_root, *proof] if _is_power_of_two(old_size) else list(proof)
    return _grew_along(path, old_size - 1, size - 1, (old_root, root))


class Frontier:
    """The right edge of a growing tree: the roots of its complete subtrees, largest first.

    Appending costs one hash on average, whatever the size; 1,000,000 leaves are held in 7 roots.
    """

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        self.size = size
        self.roots = list(roots)
        if len(self.roots) != size.bit_count() or any(len(root) != WIDTH for root in self.roots):
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash; equal neighbours become one subtree."""
        full = self.size
        self.size += 1
        roots = self.roots
        while full & 1:
            leaf = hashlib.sha256(b"\x01" + roots.pop() + leaf).digest()
            full >>= 1
        roots.append(leaf)

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        if not self.roots:
            return EMPTY
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = node_hash(left, found)
        return found

    def to_bytes(self) -> bytes:
        return b"".join(self.roots)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Self:
        """Return the frontier of `size` leaves. Raises `ValueError` when the bytes do not fit the size."""
        return cls(size, [data[start : start + WIDTH] for start in range(0, len(data), WIDTH)])


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root_of(leaves[:split])]


def _grew_along(path: list[bytes], place: int, last: int, roots: tuple[bytes, bytes]) -> bool:
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and (old, new) == roots
