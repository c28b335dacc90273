"""Reading assistance: whom an actor assists today, and who assists a leader. Both appointments must stand that day."""

import csv
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from lienthong.access.actors import CAPACITY, HOLDING, held_by, without_grants
from lienthong.access.capabilities import Capability
from lienthong.access.models import Assistance
from lienthong.directory.models import Person
from lienthong.directory.selectors import holders, posts_of, tree
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.choosing import Named

READ = "access.read_for_leader"
OFFICES = Path(__file__).parent / "data" / "offices.csv"
# The leader as they stand that day, without what they may do for others: an assistant reads, and never acts as them.
ASSISTED = f"""
SELECT {CAPACITY}
FROM access_assistance s
JOIN directory_appointment mine ON mine.person_id = s.person_id AND mine.post_id = s.post_id
    AND mine.known_to IS NULL AND mine.during @> %(day)s::date
JOIN directory_person per ON per.id = s.leader_id
JOIN directory_appointment a ON a.person_id = per.id AND a.post_id = s.leader_post_id AND a.known_to IS NULL
    AND a.during @> %(day)s::date {HOLDING}
WHERE s.person_id = %(person)s AND s.post_id = %(post)s AND s.known_to IS NULL AND s.during @> %(day)s::date
ORDER BY pv.rank, p.id
"""


def assisted(by: Actor, at: datetime) -> list[Actor]:
    """Return the leaders whom this actor assists today, in one statement: to read as they do, never to act as them."""
    if by.kind != ActorKind.OFFICIAL or not by.assists:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ASSISTED, {"person": by.person_id, "post": by.post_id, "day": local_day(at)})
        names = [column.name for column in cursor.description or ()]
        return [without_grants(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def assistance_of(leader_id: UUID) -> QuerySet[Assistance]:
    """Return who assists, assisted or will assist this leader, the latest first."""
    rows: QuerySet[Assistance] = Assistance.objects.believed().filter(leader=leader_id)
    return rows.select_related("person", "post", "leader", "leader_post").order_by("-during", "id")


def works_for(unit_id: UUID, leader_unit_id: UUID, day: date) -> bool:
    """Return whether a unit belongs to the leader's agency, or to the office that serves it."""
    units = tree(day)
    agency, led = units.agency_of(unit_id), units.agency_of(leader_unit_id)
    if agency == led:
        return True
    kinds = tuple(units.nodes[unit].kind if unit in units.nodes else "" for unit in (agency, led))
    return kinds in serving() and units.parent_of(agency) == led


def who_could_assist(leader: Actor, day: date) -> list[tuple[str, str]]:
    """Return who works for the leader's agency, as choices "person:post", in the order of the tree."""
    if leader.unit_id is None:
        return []
    units = tree(day)
    led = units.agency_of(leader.unit_id)
    inside = [node for _depth, node in units.walk(led) if works_for(node.unit_id, led, day)]
    posts = list(posts_of([node.unit_id for node in inside], day))
    held = holders([post.post_id for post in posts], day)
    return [
        (
            f"{one.person_id}:{post.post_id}",
            _named(one.person, post.title, units.nodes[post.post.unit_id].name),
        )
        for node in inside
        for post in posts
        if post.post.unit_id == node.unit_id
        for one in held.get(post.post_id, ())
        if one.person_id != leader.person_id
    ]


def leading_seats(person_id: UUID, at: datetime) -> list[Actor]:
    """Return the person in each of their posts in which they give instructions that day."""
    return [one for one in held_by(person_id, at=at) if one.can(Capability.TASKS_INSTRUCT)]


@cache
def serving() -> frozenset[tuple[str, ...]]:
    """Return which kind of office serves which kind of agency."""
    with OFFICES.open(encoding="utf-8", newline="") as lines:
        return frozenset((row["office"], row["serves"]) for row in csv.DictReader(lines))


def _named(person: Person, title: str, unit: str) -> Named:
    return Named(person.full_name, f"{title}, {unit}")
