"""Who acts: printed values of that moment, and the keys to find them again."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    OFFICIAL = "official"
    PARTY = "party"
    PEER = "peer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a post of a unit, a party for itself or another, a peer installation, or the system.

    `name`, `post` and `unit` are printed on the act as they read now; capabilities are opaque words that the
    area `access` gives and policies read. `strong`: has shown a second factor a short while ago; what acts without
    a door (commands, jobs, history) is trusted. `unproved`: powers among the capabilities that ask for one first.
    """

    kind: ActorKind
    name: str
    post: str = ""
    unit: str = ""
    account_id: UUID | None = None
    person_id: UUID | None = None
    post_id: UUID | None = None
    unit_id: UUID | None = None
    delegation_id: UUID | None = None
    capabilities: frozenset[str] = field(default_factory=frozenset)
    strong: bool = True
    unproved: frozenset[str] = field(default_factory=frozenset)

    def can(self, capability: str) -> bool:
        return capability in self.capabilities

    def must_prove(self, capability: str) -> bool:
        """Return whether a second factor is to be shown before this power is used."""
        return capability in self.unproved


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="Hệ thống")
