"""The menu: areas register their entries at start-up; who may not open a page does not see its entry."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import type_of_reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu, for one capability or any of several.

    `order` sorts within `group`; groups come in the order of their first entry.
    `kinds` says whose menu it is in: that of officials, unless it is for those who come for themselves.
    """

    label: type_of_reason
    url_name: str
    icon: str
    capability: str | tuple[str, ...] | None = None
    order: int = 100
    group: type_of_reason = ""
    kinds: tuple[ActorKind, ...] = (ActorKind.OFFICIAL,)

    def is_for(self, actor: Actor | None) -> bool:
        if actor is None or actor.kind not in self.kinds:
            return False
        if self.capability is None:
            return True
        wanted = (self.capability,) if isinstance(self.capability, str) else self.capability
        return any(actor.holds(word) for word in wanted)


@dataclass
class Menu:
    """The register of entries; an instance, so that tests make their own."""

    entries: list[Entry] = field(default_factory=list)

    def register(self, entry: Entry) -> None:
        if entry not in self.entries:
            self.entries.append(entry)
            self.entries.sort(key=lambda known: known.order)

    def of(self, actor: Actor | None) -> Iterator[tuple[str, list[Entry]]]:
        """Return the groups this actor may open, each with its entries in order."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.is_for(actor):
                groups.setdefault(str(entry.group), []).append(entry)
        yield from groups.items()


menu = Menu()
