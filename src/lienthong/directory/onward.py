"""Where one goes on from a person or a unit of the directory: pages of areas above, which register them at start-up."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.urls import reverse

from lienthong.directory.models import Person, Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason

T = TypeVar("T", Person, Unit)


@dataclass(frozen=True, slots=True)
class Way(Generic[T]):
    """A page about a thing, by whose key its address ends; `is_for` says whether an actor comes there on a day.

    `among` narrows many things at once to those of which there is something to see, by their keys.
    """

    words: type_of_reason
    url_name: str
    icon: str
    is_for: Callable[[Actor, T, date], bool]
    among: Callable[[Actor, Collection[UUID], date], Collection[UUID]] | None = None


@dataclass
class Onward(Generic[T]):
    """The register; an instance, so that tests make their own."""

    ways: list[Way[T]] = field(default_factory=list)

    def register(self, way: Way[T]) -> None:
        if way not in self.ways:
            self.ways.append(way)

    def of(self, thing: T, by: Actor, day: date) -> list[tuple[Way[T], str]]:
        return self.of_all([thing], by, day)[thing.pk]

    def of_all(self, things: Collection[T], by: Actor, day: date) -> dict[UUID, list[tuple[Way[T], str]]]:
        """Return the ways on from each, with their addresses, by the key of the thing."""
        found: dict[UUID, list[tuple[Way[T], str]]] = {thing.pk: [] for thing in things}
        for way in self.ways:
            open_for = [thing for thing in things if way.is_for(by, thing, day)]
            keys = [thing.pk for thing in open_for]
            there = set(keys if way.among is None or not keys else way.among(by, keys, day))
            for key in keys:
                if key in there:
                    found[key].append((way, reverse(way.url_name, args=[key])))
        return found


onward: Onward[Person] = Onward()
units_onward: Onward[Unit] = Onward()
