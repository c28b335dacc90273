"""A tree of one day, in memory: at most some thousand units, so plain dictionaries answer everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it was on the day of the tree."""

    unit_id: UUID
    code: str
    name: str
    short_name: str
    symbol: str
    kind: str
    tier: str
    has_seal: bool
    under_committee: bool
    parent: UUID | None

    @property
    def printed(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Tree:
    """Units and who stands below whom. A unit that did not exist on the day has no parent and no children.

    `nodes` and `children` keep the order of official lists.
    """

    nodes: dict[UUID, Node]
    children: dict[UUID | None, tuple[UUID, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> "Tree":
        known = {node.unit_id: node for node in nodes}
        below: dict[UUID | None, list[UUID]] = {}
        for node in known.values():
            below.setdefault(node.parent if node.parent in known else None, []).append(node.unit_id)
        return cls(known, {parent: tuple(units) for parent, units in below.items()})

    @property
    def roots(self) -> tuple[UUID, ...]:
        return self.children.get(None, ())

    def parent_of(self, unit_id: UUID) -> UUID | None:
        node = self.nodes.get(unit_id)
        return node.parent if node and node.parent in self.nodes else None

    def ancestors(self, unit_id: UUID) -> tuple[UUID, ...]:
        """Return those above, the nearest first, without the unit itself."""
        return tuple(self._upwards(unit_id))

    def subtree(self, unit_id: UUID) -> frozenset[UUID]:
        """Return the unit and all below it."""
        return self._with_all_below([unit_id])

    def agency_of(self, unit_id: UUID) -> UUID:
        """Return the nearest with a seal, itself included: a division belongs to its department.

        A unit that nobody with a seal stands above (or that did not exist on the day) is its own agency.
        """
        chain = (unit_id, *self._upwards(unit_id))
        return next((unit for unit in chain if unit in self.nodes and self.nodes[unit].has_seal), unit_id)

    def not_directed_by(self, unit_id: UUID, others: Iterable[UUID]) -> tuple[UUID, ...]:
        """Return those among the others whom the unit has nothing to tell.

        It directs itself and those below it; and, of those that do not stand above it, those of its own tier and
        of tiers that stand below its tier somewhere in this tree. Who is not in the tree is directed by nobody.
        """
        below, above = self.subtree(unit_id), self.ancestors(unit_id)
        tiers = self._tiers_from(self.nodes[unit_id].tier) if unit_id in self.nodes else frozenset()
        return tuple(
            other
            for other in dict.fromkeys(others)
            if other not in below
            and (other in above or other not in self.nodes or self.nodes[other].tier not in tiers)
        )

    def path(self, unit_id: UUID) -> tuple[Node, ...]:
        """Return the nodes from the root down to the unit."""
        chain = (*reversed(self.ancestors(unit_id)), unit_id)
        return tuple(self.nodes[unit] for unit in chain if unit in self.nodes)

    def walk(self, unit_id: UUID | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield depth and node, parents before children; without a unit, the whole tree."""
        if unit_id is not None:
            yield depth, self.nodes[unit_id]
            depth += 1
        for child in self.children.get(unit_id, ()):
            yield from self.walk(child, depth)

    def _tiers_from(self, tier: str) -> frozenset[str]:
        """Return the tier, and those of units below units of this tier."""
        of_tier = [node.unit_id for node in self.nodes.values() if node.tier == tier]
        return frozenset([tier, *(self.nodes[unit].tier for unit in self._with_all_below(of_tier))])

    def _with_all_below(self, units: Iterable[UUID]) -> frozenset[UUID]:
        waiting = [*units]
        found = set(waiting)
        while waiting:
            below = [unit for unit in self.children.get(waiting.pop(), ()) if unit not in found]
            waiting += below
            found.update(below)
        return frozenset(found)

    def _upwards(self, unit_id: UUID) -> Iterator[UUID]:
        seen = {unit_id}
        above = self.parent_of(unit_id)
        while above is not None and above not in seen:
            yield above
            seen.add(above)
            above = self.parent_of(above)
