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


@dataclass
class Subjects:
    """The register of readers by kind of subject; an instance, so that tests make their own."""

    known: dict[str, Read] = field(default_factory=dict)

    def register(self, kind: str, read: Read) -> None:
        if kind in self.known:
            raise ValueError(f"{kind} is already registered")
        self.known[kind] = read

    def read(self, kind: str, ids: Collection[UUID], by: Actor, at: datetime) -> dict[UUID, Subject]:
        """Return those that the reader may open; the others are counted and not shown."""
        reader = self.known.get(kind)
        return reader(ids, by, at) if reader and ids else {}


subjects = Subjects()
