"""From pending leaves to positions: the order of the ledger is the order in which this moves them.

Keys and moments are no order: a transaction may begin early and commit late, and would be passed over.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection

from lienthong.kernel.acts.ledger.lock import alone

BATCH = 5000
_MOVE = """
WITH taken AS (
    DELETE FROM acts_pending WHERE act_id = ANY(ARRAY({ids})) RETURNING act_id, leaf
), next AS (
    SELECT coalesce(max(position) + 1, 0) AS position FROM acts_entry
)
INSERT INTO acts_entry (position, act_id, leaf)
SELECT next.position + row_number() OVER (ORDER BY act_id) - 1, act_id, leaf FROM taken, next
"""
_MOVE_NEXT = _MOVE.format(ids="SELECT act_id FROM acts_pending ORDER BY act_id LIMIT %s")
# What waits in a simulated world was written in bulk, and takes its places in the order of its own time.
_MOVE_UNTIL = """
WITH taken AS (
    DELETE FROM acts_pending p USING acts_act a WHERE a.id = p.act_id AND a.recorded_at < %s
    RETURNING p.act_id, p.leaf, a.recorded_at
), next AS (
    SELECT coalesce(max(position) + 1, 0) AS position FROM acts_entry
)
INSERT INTO acts_entry (position, act_id, leaf)
SELECT next.position + row_number() OVER (ORDER BY recorded_at, act_id) - 1, act_id, leaf FROM taken, next
"""
_MOVE_ONE = _MOVE.format(ids="SELECT %s::uuid")


def sequence_once(*, batch: int = BATCH) -> int:
    """Give the next positions to at most `batch` pending leaves; return how many (0 while another does)."""
    with alone() as free:
        return _move(_MOVE_NEXT, batch) if free else 0


def sequence_all(*, batch: int = BATCH) -> int:
    """Give positions until nothing waits; return how many."""
    total = 0
    while moved := sequence_once(batch=batch):
        total += moved
    return total


def sequence_until(moment: datetime) -> int:
    """Give positions, in the order of their time, to all that was recorded before the moment; return how many."""
    with alone() as free:
        return _move(_MOVE_UNTIL, moment) if free else 0


def place(act_id: UUID) -> None:
    """Give the very next position to this pending leaf. The caller holds the lock."""
    _move(_MOVE_ONE, act_id)


def _move(sql: str, value: int | UUID | datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        return int(cursor.rowcount)
