"""An installation never loses its last administrator: who would leave nobody behind to manage accounts stays.

Powers end with appointments, so a post that ends may be the last way in. Nobody locks their own account
(`policies.may_deactivate`); of two who lock each other at once, the second is refused here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from lienthong.access.capabilities import Capability
from lienthong.directory.participants import Departure, Hindrance, Lines, OnlySays, Reorganisation
from lienthong.kernel.refusals import WrongState

L = TypeVar("L", Departure, Reorganisation)
NOBODY_LEFT = _(
    "Sẽ không còn ai quản lý tài khoản; hãy bổ nhiệm và mở tài khoản cho người quản trị khác trước."
)
# From the few posts that have the power to who holds them: in this order also where the database knows no statistics.
ADMINISTRATORS = """
WITH able AS MATERIALIZED (
    SELECT DISTINCT p.id, p.unit_id
    FROM access_profilecapability c
    JOIN directory_postversion pv ON pv.profile = c.profile AND pv.known_to IS NULL AND pv.during @> %(day)s::date
    JOIN directory_post p ON p.id = pv.post_id
    JOIN directory_unitversion uv ON uv.unit_id = p.unit_id AND uv.known_to IS NULL
        AND uv.during @> %(day)s::date
    JOIN directory_unitkind k ON k.code = uv.kind_id AND c.tier IN ('', k.tier)
    WHERE c.capability = %(power)s AND c.known_to IS NULL AND c.during @> %(day)s::date
)
SELECT a.person_id, a.post_id, able.unit_id
FROM able
JOIN directory_appointment a ON a.post_id = able.id AND a.known_to IS NULL AND a.during @> %(day)s::date
JOIN access_account acc ON acc.person_id = a.person_id AND acc.is_active
"""


@dataclass(frozen=True, slots=True)
class Administrator:
    """Somebody who can sign in and manage accounts, in one post."""

    person_id: UUID
    post_id: UUID
    unit_id: UUID


class LastOfPost(OnlySays):
    """What accounts say when a person leaves a post."""

    def preview(self, changes: Sequence[Departure]) -> Lines[Departure]:
        return _hindered(
            changes, lambda one: (one.person_id, one.post_id), lambda one: (one.person_id, one.post_id)
        )


class LastOfUnit(OnlySays):
    """What accounts say when a unit ends, and its posts with it."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        ending = [change for change in changes if not change.stays]
        return _hindered(ending, lambda change: change.unit_id, lambda one: one.unit_id)


def administrators(day: date, power: Capability = Capability.ACCOUNTS_MANAGE) -> list[Administrator]:
    """Return who can sign in and has the power by a post on the day."""
    with connection.cursor() as cursor:
        cursor.execute(ADMINISTRATORS, {"day": day, "power": power})
        return [Administrator(*row) for row in cursor.fetchall()]


def ensure_others_manage(person_id: UUID | None, *, on: date) -> None:
    """Refuse when, without this person, nobody with an open account manages accounts on the day."""
    if all(one.person_id == person_id for one in administrators(on)):
        raise WrongState(NOBODY_LEFT)


def _hindered(
    changes: Sequence[L], left: Callable[[L], object], way_in: Callable[[Administrator], object]
) -> Lines[L]:
    """Say it to those who were a way in the day before, when all ways in that there are end with them."""
    if not changes:
        return []
    on = changes[0].on
    ending = {left(change) for change in changes}
    if any(way_in(one) not in ending for one in administrators(on)):
        return []
    were = {way_in(one) for one in administrators(on - timedelta(days=1))}
    return [(change, Hindrance(NOBODY_LEFT)) for change in changes if left(change) in were]
