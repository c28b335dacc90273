"""The tree of a day: one query, then kept in this process until the directory changes."""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection

from lienthong.directory.models import ADMINISTRATIVE
from lienthong.directory.revision import NEVER, revision
from lienthong.directory.rules.tree import Node, Tree
from lienthong.directory.selectors.units import names

KEPT_TREES = 32

_NODES = """
SELECT v.unit_id, u.code, v.name, v.short_name, v.symbol, v.kind_id, k.tier,
       k.has_seal, k.under_committee, p.parent_id
FROM directory_unitversion v
JOIN directory_unit u ON u.id = v.unit_id
JOIN directory_unitkind k ON k.code = v.kind_id
LEFT JOIN directory_unitplacement p
    ON p.unit_id = v.unit_id AND p.tree = %(tree)s AND p.during @> %(day)s::date
    AND {placement_known}
WHERE v.during @> %(day)s::date AND {version_known}
ORDER BY v.position, v.order_key COLLATE "C", u.code
"""
_BELIEVED = "{0}.known_to IS NULL"
_KNOWN = "{0}.known_from <= %(known_at)s AND ({0}.known_to IS NULL OR {0}.known_to > %(known_at)s)"
_DAYS_OF_CHANGE = """
WITH ranges AS (
    SELECT during FROM directory_unitversion WHERE known_to IS NULL
    UNION ALL SELECT during FROM directory_unitplacement WHERE known_to IS NULL
)
SELECT DISTINCT day FROM ranges, unnest(ARRAY[lower(during), upper(during)]) AS day
WHERE day IS NOT NULL ORDER BY day
"""


def tree(
    day: date, name: str = ADMINISTRATIVE, *, at_revision: int | None = None, known_at: datetime | None = None
) -> Tree:
    """Return who stood under whom on the day, as we believe now or as we knew at `known_at`.

    Costs one query for the revision, none when the caller passes it as `at_revision`; the tree itself is read
    once for all days between two changes.
    """
    if known_at is not None:
        return _read(name, day, known_at)
    number = revision() if at_revision is None else at_revision
    if number == NEVER:
        return _read(name, day, None)
    return _kept(name, _day_of_change(number, day), number)


def subtree(unit_id: UUID, day: date) -> frozenset[UUID]:
    return tree(day).subtree(unit_id)


def ancestors(unit_id: UUID, day: date) -> tuple[UUID, ...]:
    return tree(day).ancestors(unit_id)


def agency_of(unit_id: UUID, day: date) -> UUID:
    return tree(day).agency_of(unit_id)


@lru_cache(maxsize=KEPT_TREES)
def _kept(name: str, day: date, _number: int) -> Tree:
    return _read(name, day, None)


def _day_of_change(number: int, day: date) -> date:
    """Return the day since which the tree is what it is on `day`: the days until the next share one tree."""
    days = _days_of_change(number)
    place = bisect_right(days, day)
    return days[place - 1] if place else date.min


@lru_cache(maxsize=4)
def _days_of_change(_number: int) -> tuple[date, ...]:
    return days_of_change()


def days_of_change() -> tuple[date, ...]:
    """Return every day on which some unit or placement begins or ends, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS_OF_CHANGE)
        return tuple(day for (day,) in cursor.fetchall())


def names_on(unit_ids: Collection[UUID], day: date) -> dict[UUID, str]:
    """Return the name of each unit on the day, as `names` does, from the tree of that day, which is kept.

    A unit that is not in it (closed, a body) costs one query for all such.
    """
    nodes = tree(day).nodes
    here = {unit_id: nodes[unit_id].name for unit_id in unit_ids if unit_id in nodes}
    absent = [unit_id for unit_id in unit_ids if unit_id not in here]
    return here | names(absent, day) if absent else here


def tree_now(day: date, name: str = ADMINISTRATIVE) -> Tree:
    """Return the tree as it stands in this transaction, changes that have no revision yet included."""
    return _read(name, day, None)


def _read(name: str, day: date, known_at: datetime | None) -> Tree:
    known = _BELIEVED if known_at is None else _KNOWN
    sql = _NODES.format(placement_known=known.format("p"), version_known=known.format("v"))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"tree": name, "day": day, "known_at": known_at})
        return Tree.of(Node(*row) for row in cursor.fetchall())
