"""From an account to who acts: a person, in a post, of a unit, with what the post may do. One query."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from lienthong.access.models import Account
from lienthong.access.powers.granting import COLUMNS, REMEMBERED, grants_of, stood_in_for
from lienthong.access.powers.titles import title_as_held
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day

# Of the person `per` with the appointment `a`: the post, as it stands on `day`, and what its profile may do.
CAPACITY: Final = """
    per.id AS person_id, per.full_name AS name, p.id AS post_id, pv.title AS post, p.unit_id, uv.name AS unit,
    ARRAY(SELECT c.capability FROM access_profilecapability c
          WHERE c.profile = pv.profile AND c.tier IN ('', k.tier)
            AND c.known_to IS NULL AND c.during @> %(day)s::date) AS capabilities,
    a.kind AS held_as"""
HOLDING: Final = """
    JOIN directory_post p ON p.id = a.post_id
    JOIN directory_postversion pv ON pv.post_id = p.id AND pv.known_to IS NULL AND pv.during @> %(day)s::date
    JOIN directory_unitversion uv ON uv.unit_id = p.unit_id AND uv.known_to IS NULL
        AND uv.during @> %(day)s::date
    JOIN directory_unitkind k ON k.code = uv.kind_id
"""

# The post that was chosen, else what one holds before what one stands in for, else the first in rank.
# A person without a post that day still gives one row: the name.
POSTS: Final = f"""
SELECT {CAPACITY},
    EXISTS (SELECT FROM access_assistance s WHERE s.person_id = per.id AND s.post_id = p.id
        AND s.known_to IS NULL AND s.during @> %(day)s::date) AS assists, {COLUMNS}
FROM directory_person per
LEFT JOIN (directory_appointment a {HOLDING}
) ON a.person_id = per.id AND a.known_to IS NULL AND a.during @> %(day)s::date
WHERE per.id = %(person)s
ORDER BY p.id = %(post)s DESC NULLS LAST, a.kind = 'holder' DESC, pv.rank, p.code
"""


def actor_of(account: Account, *, at: datetime, post_id: UUID | None = None) -> Actor:
    """Return who this account is at the moment.

    `post_id` chooses among several posts held that day; a post no longer held is passed over. A person
    without a post acts as anybody does for themselves (`ActorKind.PARTY`, no capability): no power outlives
    the appointment.
    """
    if account.person_id is None:
        return _without_person(account)
    return _capacities(account, at, post_id)[0]


def posts_of(account: Account, *, at: datetime, post_id: UUID | None = None) -> list[Actor]:
    """Return every capacity in which the person may act that day, the one that is taken first."""
    if account.person_id is None:
        return []
    return [by for by in _capacities(account, at, post_id) if by.kind == ActorKind.OFFICIAL]


def held_by(person_id: UUID, *, at: datetime) -> list[Actor]:
    """Return the person, account or not, in each post that they hold that day."""
    return [by for by in _of_person(person_id, None, at, None) if by.kind == ActorKind.OFFICIAL]


def official(person_id: UUID, post_id: UUID, *, at: datetime) -> Actor | None:
    """Return the person in this post, account or not; None when they do not hold it that day."""
    found = next(iter(_of_person(person_id, None, at, post_id)), None)
    return found if found is not None and found.post_id == post_id else None


def _capacities(account: Account, at: datetime, post_id: UUID | None) -> list[Actor]:
    return _of_person(account.person_id, account.pk, at, post_id)


def _of_person(
    person_id: UUID | None, account_id: UUID | None, at: datetime, post_id: UUID | None
) -> list[Actor]:
    day = local_day(at)
    parameters = {"person": person_id, "day": day, "post": post_id, "remembered": day - REMEMBERED}
    with connection.cursor() as cursor:
        cursor.execute(POSTS, parameters)
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_actor(account_id, row, day) for row in rows]


def _actor(account_id: UUID | None, row: dict[str, Any], day: date) -> Actor:
    name, person_id = row["name"], row["person_id"]
    if row["post_id"] is None:
        return Actor(kind=ActorKind.PARTY, name=name, account_id=account_id, person_id=person_id)
    return replace(
        without_grants(row),
        account_id=account_id,
        grants=tuple(grants_of(row, day)),
        stands_in=stood_in_for(row, day),
        assists=row["assists"],
    )


def without_grants(row: Mapping[str, Any]) -> Actor:
    """Return the person in the post of a row (`CAPACITY`), with what the post itself may do."""
    return Actor(
        kind=ActorKind.OFFICIAL,
        name=row["name"],
        post=title_as_held(row["post"], row["held_as"]),
        unit=row["unit"],
        person_id=row["person_id"],
        post_id=row["post_id"],
        unit_id=row["unit_id"],
        capabilities=frozenset(row["capabilities"]),
    )


def _without_person(account: Account) -> Actor:
    """A citizen or enterprise acts for itself; a service speaks for another system, by its own name."""
    kind = ActorKind.PARTY if account.party_id else ActorKind.PEER
    return Actor(kind=kind, name=account.name, account_id=account.pk)
