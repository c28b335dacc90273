"""How notices call the thing they are about, and where it is: asked of the area that owns its kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lienthong.kernel.notices.models import Notice

TitlesOf = Callable[[Iterable[UUID]], Mapping[UUID, "Title"]]


@dataclass(frozen=True, slots=True)
class Title:
    """A thing in words; without an address it is only named."""

    words: str
    url: str = ""


NAMELESS = Title("")


@dataclass
class Titles:
    """A register by kind ("tasks.task"); one question for all things of a kind on a page."""

    kinds: dict[str, TitlesOf] = field(default_factory=dict)

    def register(self, kind: str, titles_of: TitlesOf) -> None:
        if self.kinds.setdefault(kind, titles_of) is not titles_of:
            raise ValueError(f"{kind} is already registered")

    def of(self, notices: Iterable[Notice]) -> dict[UUID, Title]:
        """Return the title by the key of the notice."""
        known = list(notices)
        found: dict[UUID, Title] = {}
        for kind, titles_of in self.kinds.items():
            asked = {notice.subject_id for notice in known if notice.subject_kind == kind}
            found |= titles_of(asked) if asked else {}
        return {notice.id: found.get(notice.subject_id, NAMELESS) for notice in known}


titles = Titles()
