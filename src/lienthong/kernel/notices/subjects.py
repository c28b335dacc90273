"""What a notice is about: title and address of a thing, asked of the area that owns its kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lienthong.kernel.notices.models import Notice

Titles = Callable[[Iterable[UUID]], Mapping[UUID, "Subject"]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing by its title; without an address it is only named."""

    title: str
    url: str = ""


NAMELESS = Subject("")


@dataclass
class Subjects:
    """A register by kind ("tasks.task"); one question for all things of a kind on a page."""

    kinds: dict[str, Titles] = field(default_factory=dict)

    def register(self, kind: str, titles: Titles) -> None:
        if self.kinds.setdefault(kind, titles) is not titles:
            raise ValueError(f"{kind} is already registered")

    def of(self, notices: Iterable[Notice]) -> dict[UUID, Subject]:
        """Return the subject by the key of the notice."""
        known = list(notices)
        found: dict[UUID, Subject] = {}
        for kind, titles in self.kinds.items():
            asked = {notice.subject_id for notice in known if notice.subject_kind == kind}
            found |= titles(asked) if asked else {}
        return {notice.id: found.get(notice.subject_id, NAMELESS) for notice in known}


subjects = Subjects()
