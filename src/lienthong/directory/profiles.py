"""Kinds of posts by what they may do: the area that gives powers to profiles registers their words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from lienthong.directory.models import PostVersion
from lienthong.kernel.refusals import type_of_reason

Reserved = frozenset[
    tuple[str, str]
]  # profile, and tier of its unit or kind of its agency; "" stands for any


@dataclass
class Profiles:
    """The register, in the order of an office; an instance, so that tests make their own."""

    known: dict[str, type_of_reason] = field(default_factory=dict)
    reserved: Callable[[date], Reserved] | None = None

    def register(self, code: str, words: type_of_reason) -> None:
        self.known[code] = words

    def words(self, code: str) -> type_of_reason:
        return self.known.get(code, code)

    def working_since(self, since: date) -> Callable[..., bool]:
        """Return what says of a profile and where it is (tier, kind of agency) whether it only works from now on.

        That is: it administers nothing and reaches no further than its agency. Where nobody has said so, none does.
        """
        reserved = self.reserved(since) if self.reserved else None

        def works(profile: str, *where: str) -> bool:
            return reserved is not None and reserved.isdisjoint({(profile, word) for word in ("", *where)})

        return works

    def choices(self) -> Iterator[tuple[str, type_of_reason]]:
        """Yield what a post may be: the known profiles, then those that posts have without anybody's words."""
        yield from self.known.items()
        used = PostVersion.objects.believed().values_list("profile", flat=True).distinct()
        for code in sorted({*used} - self.known.keys()):
            yield code, code


profiles = Profiles()
