"""Who stands for whom in a copy: every agency that does work is followed by another, its people and places by theirs.

Who gives and follows all work stays, and so do its people. Who held a post at the start of a copy's year holds it
through the year.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from lienthong.directory.rules.tree import Tree
from lienthong.kernel.acts.recording import printed
from lienthong.kernel.acts.simulated.texts import Texts, alike, hole
from lienthong.kernel.clock.moments import local_day
from lienthong.web.demo.story.lying import Lying
from lienthong.web.demo.story.players import Player, Players

Values = dict[str, Any]
Who = tuple[UUID, UUID, UUID]
SAID: Final = ("account_id", "person_id", "post_id", "unit_id", "actor_name", "actor_post", "actor_unit")


@dataclass(frozen=True, slots=True)
class Parts:
    """Who plays in the histories that are copied: agencies that change with each copy, each with who acted for it."""

    agencies: dict[UUID, tuple[Who, ...]]
    acted: frozenset[Who]

    @classmethod
    def of(cls, tree: Tree, units: Iterable[UUID], stay: Iterable[UUID], acts: Iterable[Values]) -> Self:
        """Return the parts of units that take part in the work, but for the agencies that stay."""
        changing = {tree.agency_of(unit) for unit in units} - {tree.agency_of(unit) for unit in stay}
        everybody = {
            (act["person_id"], act["post_id"], act["unit_id"]): (act["actor_post"], act["actor_name"])
            for act in acts
            if act["post_id"]
        }
        agencies: dict[UUID, list[Who]] = {
            unit: [] for unit in sorted(changing, key=lambda unit: _code(tree, unit))
        }
        for who in sorted(everybody, key=lambda one: (_code(tree, one[2]), everybody[one])):
            agencies.get(tree.agency_of(who[2]), []).append(who)
        acted = frozenset(who for here in agencies.values() for who in here)
        return cls({unit: tuple(here) for unit, here in agencies.items()}, acted)

    def left_open(self, act: Values) -> Values:
        """Return the act with a hole for each thing it says of who acted, if that changes with the copy."""
        who = (act["person_id"], act["post_id"], act["unit_id"])
        if who not in self.acted:
            return act
        return act | {column: hole(_named(who, column)) for column in SAID}


@dataclass
class Cast:
    """The people of one year, and the agencies among which the parts go round."""

    parts: Parts
    players: Players
    at: datetime
    agencies: list[UUID]
    lying: Lying
    _everybody: dict[UUID, list[Player]] = field(default_factory=dict)
    _said: dict[Player, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Parts, players: Players, at: datetime, stay: Iterable[UUID], seed: int) -> Self:
        tree = players.tree
        played = {tree.agency_of(unit) for unit in players.of_unit} - {tree.agency_of(unit) for unit in stay}
        agencies = sorted(played, key=lambda unit: _code(tree, unit))
        random.Random(seed).shuffle(agencies)
        if len(agencies) < len(parts.agencies):
            raise ValueError(f"{len(agencies)} agencies cannot play {len(parts.agencies)} parts")
        lying = Lying.on(local_day(at), tree.nodes)
        return cls(parts, players, at, agencies, lying)

    def stand_in(self, copy: int, texts: Texts) -> None:
        """Tell a copy who stands for whom in it: copy after copy, all agencies in their turn."""
        first = copy * len(self.parts.agencies)
        for ordinal, agency in enumerate(self.parts.agencies, start=first):
            self._follow(agency, self.agencies[ordinal % len(self.agencies)], texts)

    def _follow(self, agency: UUID, other: UUID, texts: Texts) -> None:
        tree = self.players.tree
        texts[str(agency)] = str(other)
        self._lie(agency, other, texts)
        everybody = self._inside(other)
        divisions = list(dict.fromkeys(one.unit_id for one in everybody if one.unit_id != other)) or [other]
        below = sorted(tree.subtree(agency) - {agency}, key=lambda unit: _code(tree, unit))
        for ordinal, unit in enumerate(below):
            texts[str(unit)] = str(divisions[ordinal % len(divisions)])
        for ordinal, who in enumerate(self.parts.agencies[agency]):
            here = self.players.of_unit.get(UUID(texts[str(who[2])])) or everybody
            player = here[ordinal % len(here)]
            texts[str(who[0])] = str(player.person_id)
            for column, text in self._said_of(player).items():
                texts[_named(who, column)] = text

    def _lie(self, agency: UUID, other: UUID, texts: Texts) -> None:
        """Let work that lay in communes of a district lie where the other agency has its own."""
        seats, above = self.lying.seats, self.players.tree.parent_of(agency)
        if above and seats.get(agency) == seats.get(above):
            return  # an agency below that of the district, in the same place
        there = self.lying.of_agency(other)
        for ordinal, place in enumerate(self.lying.of_district(agency) if there else ()):
            texts[str(place)] = str(there[ordinal % len(there)])

    def _inside(self, agency: UUID) -> list[Player]:
        if agency not in self._everybody:
            self._everybody[agency] = list(self.players.inside(agency))
        return self._everybody[agency]

    def _said_of(self, player: Player) -> dict[str, str]:
        if player not in self._said:
            said = printed(self.players.act_as(player, self.at))
            self._said[player] = {column: alike(str(said[column])) for column in SAID}
        return self._said[player]


def _named(who: Who, column: str) -> str:
    return f"{who[0]}/{who[1]}/{who[2]}/{column}"


def _code(tree: Tree, unit: UUID) -> str:
    return tree.nodes[unit].code if unit in tree.nodes else str(unit)
