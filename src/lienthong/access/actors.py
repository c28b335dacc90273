"""From an account to who acts: the person, in a post, of a unit, with what that post may do today. One query."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from lienthong.access.models import Account
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.clock.moments import local_day

# The holder before who is acting; among several posts the one chosen, else the first in rank.
POSTS = """
SELECT per.id, per.full_name, p.id, pv.title, u.id, uv.name,
    ARRAY(SELECT c.capability FROM access_profilecapability c
          WHERE c.profile = pv.profile AND c.during @> %(day)s::date)
FROM directory_appointment a
JOIN directory_person per ON per.id = a.person_id
JOIN directory_post p ON p.id = a.post_id
JOIN directory_postversion pv ON pv.post_id = p.id AND pv.known_to IS NULL AND pv.during @> %(day)s::date
JOIN directory_unit u ON u.id = p.unit_id
JOIN directory_unitversion uv ON uv.unit_id = u.id AND uv.known_to IS NULL AND uv.during @> %(day)s::date
WHERE a.person_id = %(person)s AND a.known_to IS NULL AND a.during @> %(day)s::date
ORDER BY p.id = %(post)s DESC NULLS LAST, a.kind = 'holder' DESC, pv.rank, p.code
"""


def actor_of(account: Account, *, at: datetime, post_id: UUID | None = None) -> Actor:
    """Return who this account is at the moment; a person without a post then is nobody's official.

    `post_id` chooses among several posts held that day; a post no longer held is passed over.
    """
    if account.person_id is None:
        return _party(account)
    found = posts_of(account, at=at, post_id=post_id)
    return found[0] if found else Actor(kind=ActorKind.PARTY, name=account.username, account_id=account.pk)


def posts_of(account: Account, *, at: datetime, post_id: UUID | None = None) -> list[Actor]:
    """Return every capacity in which the person may act that day, the one that is taken first."""
    parameters = {"person": account.person_id, "day": local_day(at), "post": post_id}
    with connection.cursor() as cursor:
        cursor.execute(POSTS, parameters)
        return [_official(account, *row) for row in cursor.fetchall()]


def _official(
    account: Account,
    person_id: UUID,
    name: str,
    post_id: UUID,
    title: str,
    unit_id: UUID,
    unit: str,
    capabilities: list[str],
) -> Actor:
    return Actor(
        kind=ActorKind.OFFICIAL,
        name=name,
        post=title,
        unit=unit,
        account_id=account.pk,
        person_id=person_id,
        post_id=post_id,
        unit_id=unit_id,
        capabilities=frozenset(capabilities),
    )


def _party(account: Account) -> Actor:
    name = account.party.name if account.party else account.username
    return Actor(kind=ActorKind.PARTY, name=name, account_id=account.pk)
