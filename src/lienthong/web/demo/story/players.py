"""Who plays: the people of the demo province by agency and profile, as actors of that day."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lienthong.access.actors import actor_of
from lienthong.access.models import Account
from lienthong.directory.models import Appointment
from lienthong.directory.rules.tree import Tree
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.recording import printed
from lienthong.kernel.clock.moments import local_day

HANDS_OVER = {"chair", "vice_chair", "office_chief", "head", "deputy", "division_head", "clerk"}


@dataclass(frozen=True, slots=True)
class Player:
    account: Account
    person_id: UUID
    unit_id: UUID
    profile: str
    fields: frozenset[str]


@dataclass
class Players:
    """The cast of one stretch of time in which no appointment changes."""

    tree: Tree
    of_unit: dict[UUID, list[Player]]
    until: dict[tuple[UUID, UUID], date] = field(default_factory=dict)
    _actors: dict[tuple[UUID, date], Actor] = field(default_factory=dict)
    _below: dict[UUID, list[UUID]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date, tree: Tree) -> "Players":
        accounts = {a.person_id: a for a in Account.objects.filter(person__isnull=False)}
        of_unit: dict[UUID, list[Player]] = defaultdict(list)
        rows = Appointment.objects.on(day).filter(kind="holder").select_related("post")
        for row in rows.order_by("post__rank", "post__code", "person__code"):
            account = accounts.get(row.person_id)
            if account is not None:
                player = Player(
                    account, row.person_id, row.post.unit_id, row.post.profile, frozenset(row.post.fields)
                )
                of_unit[row.post.unit_id].append(player)
        return cls(tree, of_unit, _ends_of_appointments())

    def change(self, day: date) -> None:
        """Let those who hold posts from this day on play from now on."""
        self.of_unit = Players.on(day, self.tree).of_unit

    def act_as(self, player: Player, at: datetime) -> Actor:
        """Return the player as an actor; who has left is followed by whoever heads the agency now."""
        key = (player.account.pk, at.date().replace(day=1))
        if key not in self._actors:
            actor = actor_of(player.account, at=at)
            head = self.head(self.tree.agency_of(player.unit_id) or player.unit_id)
            left = actor.kind is not ActorKind.OFFICIAL and head is not None and head != player
            self._actors[key] = self.act_as(head, at) if left and head else actor
        return self._actors[key]

    def in_place_of(self, act: dict[str, Any]) -> dict[str, Any]:
        """Return a copied act as done by whoever heads the agency, if who did it then has left the post since."""
        left = self.until.get((act["person_id"], act["post_id"]))
        if left is None or local_day(act["at"]) < left:
            return act
        head = self.head(self.tree.agency_of(act["unit_id"]) or act["unit_id"])
        return act | printed(self.act_as(head, act["at"])) if head else act

    def inside(self, agency: UUID) -> Iterable[Player]:
        if agency not in self._below:
            units = self.tree.subtree(agency)
            self._below[agency] = sorted(units, key=lambda unit: self.tree.nodes[unit].code)
        for unit in self._below[agency]:
            yield from self.of_unit.get(unit, ())

    def head(self, agency: UUID) -> Player | None:
        """Return who hands work over: the first in rank of the agency itself, else of its divisions."""
        here = [p for p in self.of_unit.get(agency, ()) if p.profile in HANDS_OVER]
        return next(iter(here or [p for p in self.inside(agency) if p.profile in HANDS_OVER]), None)

    def worker(self, agency: UUID, work: str, dice: random.Random) -> Player | None:
        """Return who does the work: a specialist of the field where there is one, else any, else the head."""
        all_here = [p for p in self.inside(agency) if p.profile in {"specialist", "division_head"}]
        fitting = [p for p in all_here if work in p.fields] or all_here
        return dice.choice(fitting) if fitting else self.head(agency)

    def follower(self, agency: UUID, work: str) -> Player | None:
        """Return who follows and confirms: by field where one answers for it."""
        profiles = {"follower", "plan_office", "vice_chair", "chair", "office_chief"}
        here = [
            p
            for p in self.inside(agency)
            if p.profile in profiles and self.tree.agency_of(p.unit_id) == agency
        ]
        fitting = [p for p in here if work in p.fields]
        order = {"follower": 0, "plan_office": 1, "vice_chair": 2, "office_chief": 3, "chair": 4}
        return min(fitting or here, key=lambda p: order[p.profile], default=None)


def days_of_change(after: date, before: date) -> list[date]:
    """Return the days between on which somebody takes or leaves a post."""
    ranges = Appointment.objects.filter(known_to__isnull=True).values_list("during", flat=True)
    return sorted({d for r in ranges for d in (r.lower, r.upper) if d and after < d < before})


def _ends_of_appointments() -> dict[tuple[UUID, UUID], date]:
    rows = Appointment.objects.filter(known_to__isnull=True, during__upper_inf=False)
    return {
        (person, post): during.upper
        for person, post, during in rows.values_list("person_id", "post_id", "during")
    }
