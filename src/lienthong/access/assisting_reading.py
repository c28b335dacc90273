"""Reading assistance: whom an actor assists today, and who assists a leader. Both appointments must stand that day."""

import csv
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from lienthong.access.capabilities import Capability
from lienthong.access.models import Assistance
from lienthong.directory.models import Person
from lienthong.directory.selectors import holders, posts_of, tree
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.choosing import Named

READ = "access.read_for_leader"
OFFICES = Path(__file__).parent / "data" / "offices.csv"
HELD = """
SELECT a.person_id, per.full_name AS name, p.id AS post_id, pv.title AS post, p.unit_id, uv.name AS unit, pv.rank,
    ARRAY(SELECT c.capability FROM access_profilecapability c
          WHERE c.profile = pv.profile AND c.tier IN ('', k.tier)
            AND c.known_to IS NULL AND c.during @> %(day)s::date) AS capabilities
FROM directory_appointment a
JOIN directory_person per ON per.id = a.person_id
JOIN directory_post p ON p.id = a.post_id
JOIN directory_postversion pv ON pv.post_id = p.id AND pv.known_to IS NULL AND pv.during @> %(day)s::date
JOIN directory_unitversion uv ON uv.unit_id = p.unit_id AND uv.known_to IS NULL AND uv.during @> %(day)s::date
JOIN directory_unitkind k ON k.code = uv.kind_id
WHERE a.known_to IS NULL AND a.during @> %(day)s::date
"""
ALL_HELD = f"{HELD} AND a.person_id = %(person)s ORDER BY pv.rank, p.code"
ONE_HELD = f"{HELD} AND a.person_id = %(person)s AND a.post_id = %(post)s"
ASSISTED = f"""
SELECT held.person_id, held.name, held.post_id, held.post, held.unit_id, held.unit, held.capabilities
FROM access_assistance s
JOIN directory_appointment mine ON mine.person_id = s.person_id AND mine.post_id = s.post_id
    AND mine.known_to IS NULL AND mine.during @> %(day)s::date
JOIN ({HELD}) held ON held.person_id = s.leader_id AND held.post_id = s.leader_post_id
WHERE s.person_id = %(person)s AND s.post_id = %(post)s AND s.known_to IS NULL AND s.during @> %(day)s::date
ORDER BY held.rank, held.post_id
"""
SHOWN = ("person_id", "name", "post_id", "post", "unit_id", "unit", "capabilities")


def assisted(by: Actor, at: datetime) -> list[Actor]:
    """Return the leaders whom this actor assists today, in one statement: to read as they do, never to act as them."""
    if by.kind != ActorKind.OFFICIAL or not by.assists:
        return []
    return _read(ASSISTED, by.person_id, by.post_id, local_day(at))


def holder(person_id: UUID, post_id: UUID, day: date) -> Actor | None:
    """Return the person in the post as they stand that day, if they hold it."""
    return next(iter(_read(ONE_HELD, person_id, post_id, day)), None)


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


def leading_seats(person_id: UUID, day: date) -> list[Actor]:
    """Return the person in each of their posts in which they give instructions that day."""
    return [one for one in _read(ALL_HELD, person_id, None, day) if one.can(Capability.TASKS_INSTRUCT)]


@cache
def serving() -> frozenset[tuple[str, ...]]:
    """Return which kind of office serves which kind of agency."""
    with OFFICES.open(encoding="utf-8", newline="") as lines:
        return frozenset((row["office"], row["serves"]) for row in csv.DictReader(lines))


def _named(person: Person, title: str, unit: str) -> Named:
    return Named(person.full_name, f"{title}, {unit}")


def _read(statement: str, person_id: UUID | None, post_id: UUID | None, day: date) -> list[Actor]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"person": person_id, "post": post_id, "day": day})
        names = [column.name for column in cursor.description or ()]
        return [_actor(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _actor(row: dict[str, Any]) -> Actor:
    shown = {name: row[name] for name in SHOWN}
    return Actor(kind=ActorKind.OFFICIAL, **shown | {"capabilities": frozenset(row["capabilities"])})
