"""Who acts: printed values of that moment, and the keys to find them again."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    OFFICIAL = "official"
    PARTY = "party"
    PEER = "peer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Grant:
    """Something the actor may do for somebody else, and how that is printed; `refused` says why not any more.

    `capacity` is an opaque code; `unit_id` in whose name; `fields` where it holds, None anywhere.
    """

    capability: str
    capacity: str
    unit_id: UUID
    fields: frozenset[str] | None = None
    basis: str = ""
    delegation_id: UUID | None = None
    until: date | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a post of a unit, a party for itself or another, a peer installation, or the system.

    `name`, `post` and `unit` are printed on the act as they read now; capabilities are opaque words that the
    area `access` gives and policies read. `grants` are what the actor may do for others beside them; `stands_in`
    people whose work is in this one's hands now; `signs_as` the capacity that was chosen where several fit, empty
    for the first. `strong`: has shown a second factor a short while ago; what acts without a door (commands, jobs,
    history) is trusted. `unproved`: powers that ask for one first. `assists`: may read for somebody else; False when
    that is known to be so for nobody today.
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
    grants: tuple[Grant, ...] = ()
    stands_in: frozenset[UUID] = field(default_factory=frozenset)
    signs_as: str = ""
    strong: bool = True
    unproved: frozenset[str] = field(default_factory=frozenset)
    assists: bool = True

    def can(self, capability: str) -> bool:
        """Return whether the post itself has the power."""
        return capability in self.capabilities

    def holds(self, capability: str) -> bool:
        """Return whether the actor may use the power anywhere: by the post, or for somebody else."""
        return self.can(capability) or any(
            grant.capability == capability and not grant.refused for grant in self.grants
        )

    def must_prove(self, capability: str) -> bool:
        """Return whether a second factor is to be shown before this power is used."""
        return capability in self.unproved


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="Hệ thống")
