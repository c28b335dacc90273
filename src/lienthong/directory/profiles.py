"""Kinds of posts by what they may do: the area that gives powers to profiles registers their words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lienthong.directory.models import PostVersion
from lienthong.kernel.refusals import type_of_reason


@dataclass
class Profiles:
    """The register, in the order of an office; an instance, so that tests make their own."""

    known: dict[str, type_of_reason] = field(default_factory=dict)

    def register(self, code: str, words: type_of_reason) -> None:
        self.known[code] = words

    def words(self, code: str) -> type_of_reason:
        return self.known.get(code, code)

    def choices(self) -> Iterator[tuple[str, type_of_reason]]:
        """Yield what a post may be: the known profiles, then those that posts have without anybody's words."""
        yield from self.known.items()
        used = PostVersion.objects.believed().values_list("profile", flat=True).distinct()
        for code in sorted({*used} - self.known.keys()):
            yield code, code


profiles = Profiles()
