"""Where one goes on from a person or a unit of the directory: pages of areas above, which register them at start-up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.urls import reverse

from lienthong.directory.models import Person, Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason

T = TypeVar("T", Person, Unit)


@dataclass(frozen=True, slots=True)
class Way(Generic[T]):
    """A page about a thing, by whose key its address ends; `is_for` says whether an actor comes there on a day."""

    words: type_of_reason
    url_name: str
    icon: str
    is_for: Callable[[Actor, T, date], bool]


@dataclass
class Onward(Generic[T]):
    """The register; an instance, so that tests make their own."""

    ways: list[Way[T]] = field(default_factory=list)

    def register(self, way: Way[T]) -> None:
        if way not in self.ways:
            self.ways.append(way)

    def of(self, thing: T, by: Actor, day: date) -> Iterator[tuple[Way[T], str]]:
        for way in self.ways:
            if way.is_for(by, thing, day):
                yield way, reverse(way.url_name, args=[thing.pk])


onward: Onward[Person] = Onward()
units_onward: Onward[Unit] = Onward()
