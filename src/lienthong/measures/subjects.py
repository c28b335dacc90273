"""What rows of figures are about: areas above say how their things read, and to whom."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lienthong.kernel.acts.actor import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing counted, as people read it, and where it is shown; `detail` is a quieter word beside it.

    `asks` says that the page at `url` is asked the same question as the figure: period and head go with the link.
    """

    title: str
    number: str = ""
    url: str = ""
    detail: str = ""
    asks: bool = False


Read = Callable[[Collection[UUID], Actor, datetime], dict[UUID, Subject]]
Seen = Callable[[Collection[UUID], Actor, datetime], Collection[UUID]]


@dataclass
class Subjects:
    """The register of readers by kind of subject; an instance, so that tests make their own.

    `seen` returns the keys of what `read` would, without what is only written beside them.
    """

    known: dict[str, tuple[Read, Seen]] = field(default_factory=dict)

    def register(self, kind: str, read: Read, seen: Seen | None = None) -> None:
        if kind in self.known:
            raise ValueError(f"{kind} is already registered")
        self.known[kind] = read, seen or read

    def read(self, kind: str, ids: Collection[UUID], by: Actor, at: datetime) -> dict[UUID, Subject]:
        """Return those that the reader may open; the others are counted and not shown."""
        return self.known[kind][0](ids, by, at) if kind in self.known and ids else {}

    def hidden(self, kind: str, ids: Collection[UUID], by: Actor, at: datetime) -> int:
        """Return how many of them the reader may not open."""
        return len(ids) - len(self.known[kind][1](ids, by, at)) if kind in self.known and ids else len(ids)


subjects = Subjects()
