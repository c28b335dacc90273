"""Who takes part when the directory changes: areas above hand over their own things in the same transaction.

A reorganisation moves cases, tasks and series of numbers with the unit; somebody who leaves a post leaves
work behind. The areas register at start-up; the directory knows none of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason

Lines = list[tuple[object, str]]  # each change, and a line that somebody above says of it
_previewing: ContextVar[Lines | None] = ContextVar("previewing", default=None)
_noting: ContextVar[Lines | None] = ContextVar("noting", default=None)
C_contra = TypeVar("C_contra", contravariant=True)
C = TypeVar("C")


class Hindrance(str):
    """A line of a preview that says why the change cannot be carried out yet; `url` is where one reads more."""

    __slots__ = ("url",)
    url: str

    def __new__(cls, words: type_of_reason, url: str = "") -> Self:
        hindrance = super().__new__(cls, str(words))
        hindrance.url = url
        return hindrance


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who takes what when several follow: by the place of the work; what no place decides goes to `rest`.

    `chosen`: the draft names `rest` as the successor for it; else `rest` stands above the heirs and has to
    distribute it.
    """

    rest: UUID
    chosen: bool = False
    by_place: bool = True


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """A unit ends, or keeps a part: who takes over, with what share. Without heirs it is closed."""

    unit_id: UUID
    heirs: Mapping[UUID, Fraction]
    on: date
    distribution: Distribution | None = None

    @property
    def stays(self) -> bool:
        """Return whether the unit keeps a part itself, and what is its own with it."""
        return self.unit_id in self.heirs

    @property
    def successor(self) -> UUID | None:
        """Return who takes over everything; None when several do, nobody does, or the unit stays."""
        return None if self.stays or len(self.heirs) != 1 else next(iter(self.heirs))

    @property
    def takes_the_rest(self) -> UUID | None:
        """Return who takes over what lies in no place: the one successor, or whom the distribution names."""
        if self.distribution is None or self.stays:
            return self.successor
        return self.distribution.rest


@dataclass(frozen=True, slots=True)
class Departure:
    """A person no longer holds a post."""

    person_id: UUID
    post_id: UUID
    unit_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a person has in hand in a post goes to a colleague of the unit, on leaving the post or for a leave."""

    person_id: UUID
    post_id: UUID
    unit_id: UUID
    receiver_id: UUID
    on: date


class Participant(Protocol[C_contra]):
    """An area's part in a change: what it would do, in words; and doing it, in bulk."""

    def preview(self, change: C_contra) -> list[str]: ...

    def carry_out(self, change: C_contra, *, by: Actor, at: datetime) -> None: ...


@dataclass
class Participants(Generic[C]):
    """A register; an instance, so that tests make their own.

    Areas stand in it in the order in which they are installed, the upper before the lower: what an area looks
    at below still stands when its turn comes.
    """

    known: list[Participant[C]] = field(default_factory=list)

    def register(self, participant: Participant[C]) -> None:
        self.known.append(participant)

    def preview(self, change: C) -> list[str]:
        return [line for participant in self.known for line in participant.preview(change)]

    def carry_out(self, change: C, *, by: Actor, at: datetime) -> None:
        seen = _previewing.get()
        if seen is not None:
            seen += [(change, line) for line in self.preview(change)]
            return
        noted = _noting.get()
        if noted is not None:
            said = [(change, line) for line in self.preview(change)]
            noted += said
            if any(isinstance(line, Hindrance) for _change, line in said):
                return
        for participant in self.known:
            participant.carry_out(change, by=by, at=at)


@contextmanager
def previewing() -> Iterator[Lines]:
    """Within it areas above only say what they would do; the list fills with each change and its lines."""
    with _into(_previewing) as lines:
        yield lines


@contextmanager
def noting() -> Iterator[Lines]:
    """Within it areas above do what they do, and the list fills with what each said right before.

    A change that one of them hinders is not carried out by any: whoever reads the lines has to undo the whole.
    """
    with _into(_noting) as lines:
        yield lines


@contextmanager
def _into(place: ContextVar[Lines | None]) -> Iterator[Lines]:
    lines: Lines = []
    token = place.set(lines)
    try:
        yield lines
    finally:
        place.reset(token)


reorganisations: Participants[Reorganisation] = Participants()
departures: Participants[Departure] = Participants()
handovers: Participants[HandOver] = Participants()
