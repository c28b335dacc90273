"""Points in the boundaries of a day: where each place went, and what cannot be said because it was split."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Settled(Generic[K]):
    """`home` says in which place of the day a place lies; `doubtful` are places that took part of a split one."""

    home: Mapping[K, K]
    doubtful: frozenset[K] = field(default_factory=frozenset)


def settle(places: Iterable[K], existing: Iterable[K], passed: Mapping[K, Iterable[K]]) -> Settled[K]:
    """Follow each place through its successors until one that exists.

    A place that was split has no home: nothing says on which side a point stands, until somebody does.
    """
    there = frozenset(existing)
    home: dict[K, K] = {}
    doubtful: set[K] = set()
    for place in places:
        at: K | None = place
        seen: set[K] = set()
        while at is not None and at not in there and at not in seen:
            seen.add(at)
            after = list(passed.get(at, ()))
            if len(after) > 1:
                doubtful.update(after)
            at = after[0] if len(after) == 1 else None
        if at is not None and at in there:
            home[place] = at
    return Settled(home, frozenset(doubtful))


def totals(counts: Mapping[K, int], above: Mapping[K, K | None]) -> dict[K, int]:
    """Return how many points lie in each place, those of the places within it included."""
    found = dict.fromkeys(above, 0)
    for place, count in counts.items():
        at: K | None = place
        while at is not None and at in found:
            found[at] += count
            at = above[at]
    return found


def around(places: Iterable[K], above: Mapping[K, K | None]) -> set[K]:
    """Return the places with all that lie around them."""
    found: set[K] = set()
    for place in places:
        at: K | None = place
        while at is not None and at not in found:
            found.add(at)
            at = above.get(at)
    return found
