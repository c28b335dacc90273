"""What the engine knows of a kind of case: its words, its table of transitions, its address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from lienthong.casework.models import Case
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason

if TYPE_CHECKING:
    from lienthong.casework.inheriting import Move

Passed = Callable[[Sequence["Move"], Actor, datetime], None]


@dataclass(frozen=True, slots=True)
class Transition:
    """A verb may be used in these states and leads to `to`; without `to` the state stays."""

    states: frozenset[str]
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case, registered at start-up by the area above that owns it."""

    name: str
    words: type_of_reason
    states: Mapping[str, type_of_reason]
    transitions: Mapping[str, Transition]
    closed: frozenset[str]
    address: Callable[[UUID], str]
    sees_all: str = ""
    in_person: bool = False  # a turn is its person's own: who leaves does not leave it to the unit
    next_act: Callable[[Actor, Case], type_of_reason] = lambda _by, _case: ""
    # What the kind writes beside the roles follows them: called once they have moved, with all moves of the kind.
    passed: Passed = lambda _moves, _by, _at: None

    def state_words(self, state: str) -> str:
        return str(self.states[state])


@dataclass
class Kinds:
    """The register of kinds; an instance, so that tests make their own."""

    known: dict[str, Kind] = field(default_factory=dict)

    def register(self, kind: Kind) -> None:
        if kind.name in self.known:
            raise ValueError(f"{kind.name} is already registered")
        unknown = {s for t in kind.transitions.values() for s in (*t.states, t.to or "")} - {*kind.states, ""}
        if unknown:
            raise ValueError(f"{kind.name}: transitions name unknown states {sorted(unknown)}")
        self.known[kind.name] = kind

    def of(self, case: Case) -> Kind:
        return self.known[case.kind]


kinds = Kinds()
