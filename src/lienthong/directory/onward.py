"""Where one goes on from a person of the directory: pages of areas above, which register them at start-up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from lienthong.directory.models import Person
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import type_of_reason


@dataclass(frozen=True, slots=True)
class Way:
    """A page about a person, by whose key its address ends; `is_for` says whether an actor comes there on a day."""

    words: type_of_reason
    url_name: str
    icon: str
    is_for: Callable[[Actor, Person, date], bool]


@dataclass
class Onward:
    """The register; an instance, so that tests make their own."""

    ways: list[Way] = field(default_factory=list)

    def register(self, way: Way) -> None:
        if way not in self.ways:
            self.ways.append(way)

    def of(self, person: Person, by: Actor, day: date) -> Iterator[tuple[Way, str]]:
        for way in self.ways:
            if way.is_for(by, person, day):
                yield way, reverse(way.url_name, args=[person.pk])


onward = Onward()
