"""The words of the timeline: each area registers what its verbs read like."""

from dataclasses import dataclass, field

from lienthong.kernel.refusals import type_of_reason


@dataclass
class Verbs:
    """A register of verbs; an instance, so that tests make their own."""

    words: dict[str, type_of_reason] = field(default_factory=dict)

    def register(self, verb: str, words: type_of_reason) -> None:
        if self.words.setdefault(verb, words) != words:
            raise ValueError(f"the verb {verb} is already registered with other words")

    def read(self, verb: str) -> str:
        """Return what people read; an unknown verb reads as its code, so that nothing disappears."""
        return str(self.words.get(verb, verb))


verbs = Verbs()
