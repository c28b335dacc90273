"""Who takes part when the directory changes: areas above hand over their own things in the same transaction.

A reorganisation moves cases, tasks and series of numbers with the unit; somebody who leaves a post leaves
work behind. The areas register at start-up; the directory knows none of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.planning import planned_anew
from lienthong.kernel.refusals import WrongState, type_of_reason

C = TypeVar("C")
Lines = list[tuple[C, str]]  # each change, and a line that an area above says of it


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
    def units(self) -> frozenset[UUID]:
        """Return all units that it has to do with."""
        rest = (self.distribution.rest,) if self.distribution else ()
        return frozenset((self.unit_id, *self.heirs, *rest))

    @property
    def stays(self) -> bool:
        """Return whether the unit keeps a part itself, and what is its own with it."""
        return self.unit_id in self.heirs

    @property
    def successor(self) -> UUID | None:
        """Return who takes over everything; None when several do, nobody does, or the unit stays."""
        return None if self.stays or len(self.heirs) != 1 else next(iter(self.heirs))


@dataclass(frozen=True, slots=True)
class MandatePassing:
    """A mandate passes to another unit, and the open work of its fields with it, unless that `stays`.

    It is not said of the mandates of a unit that passes whole: its work passes with the unit.
    """

    unit_id: UUID
    heir_id: UUID
    title: str
    fields: frozenset[str]
    on: date
    stays: bool = False


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


class Participant(Protocol[C]):
    """An area's part in changes: what it would do, in words; and doing it, in bulk, where no `Hindrance` was said.

    The changes are of one day; several come where a plan has several. No two are about one unit, but that units
    which pass whole may have one successor.
    """

    def preview(self, changes: Sequence[C]) -> Lines[C]: ...

    def carry_out(self, changes: Sequence[C], *, by: Actor, at: datetime) -> None: ...


class OnlySays:
    """A participant that hands nothing over: it says something, or hinders."""

    def carry_out(self, changes: Sequence[object], *, by: Actor, at: datetime) -> None:
        """Do nothing."""


@dataclass
class Participants(Generic[C]):
    """A register; an instance, so that tests make their own.

    Areas stand in it in the order in which they are installed, the upper before the lower: what an area looks
    at below still stands when its turn comes.
    """

    known: list[Participant[C]] = field(default_factory=list)
    _gathered: ContextVar[list[C] | None] = field(
        default_factory=lambda: ContextVar("gathered", default=None), repr=False
    )

    def register(self, participant: Participant[C]) -> None:
        self.known.append(participant)

    def preview(self, *changes: C) -> list[str]:
        return [line for _change, line in self.lines(changes)]

    def lines(self, changes: Sequence[C]) -> Lines[C]:
        """Return what each area would do, by area."""
        with planned_anew():  # one unit has three cases, another a hundred thousand
            return [line for participant in self.known for line in participant.preview(changes)]

    def carry_out(self, *changes: C, by: Actor, at: datetime) -> None:
        """Let each area do its part. Raises `WrongState` with what hinders one of them; within `gathering` it waits."""
        gathered = self._gathered.get()
        if gathered is not None:
            gathered.extend(changes)
            return
        hindering = hindrances(self.take(changes, by=by, at=at))
        if hindering:
            raise WrongState(hindering[0])

    def take(self, changes: Sequence[C], *, by: Actor, at: datetime) -> Lines[C]:
        """Let each area do its part in all of them, and return what each said right before.

        Where one of them is hindered none is carried out: whoever reads the lines has to undo the whole.
        """
        said = self.lines(changes)
        if not hindrances(said):
            with planned_anew():
                for participant in self.known:
                    participant.carry_out(changes, by=by, at=at)
        return said

    @contextmanager
    def gathering(self) -> Iterator[list[C]]:
        """Within it areas above do nothing yet: the list fills with the changes, for a plan that has many."""
        gathered: list[C] = []
        token = self._gathered.set(gathered)
        try:
            yield gathered
        finally:
            self._gathered.reset(token)


def hindrances(lines: Lines[C]) -> list[Hindrance]:
    return [line for _change, line in lines if isinstance(line, Hindrance)]


def in_turn(changes: Iterable[Reorganisation]) -> list[list[Reorganisation]]:
    """Return the changes in groups of which none waits for another; those about the same units keep their order.

    Units that pass whole into one successor do not wait for one another.
    """
    groups: list[list[Reorganisation]] = []
    reached: dict[UUID, int] = {}  # by unit, the group after the last that has to do with it
    given: dict[
        UUID, int
    ] = {}  # by unit, the group after the last in which it does more than to take over a whole
    for change in changes:
        heir = change.successor if change.distribution is None else None
        place = max((given if unit == heir else reached).get(unit, 0) for unit in change.units)
        if place == len(groups):
            groups.append([])
        groups[place].append(change)
        for unit in change.units:
            reached[unit] = max(reached.get(unit, 0), place + 1)
        given |= dict.fromkeys(change.units - {heir}, place + 1)
    return groups


reorganisations: Participants[Reorganisation] = Participants()
mandates: Participants[MandatePassing] = Participants()
departures: Participants[Departure] = Participants()
handovers: Participants[HandOver] = Participants()
