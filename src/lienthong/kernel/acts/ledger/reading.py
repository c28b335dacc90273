"""Reading the ledger as it lies in the database, row by row in the order of positions; memory stays flat."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.writing import COLUMNS

FETCHED = 2000
_DETAIL = COLUMNS.index("detail")
_ACT = ", ".join(f"a.{column}" for column in COLUMNS)
_PLACED = f"""
SELECT e.position, e.act_id, e.leaf, p.salt, p.payload, {_ACT}
FROM acts_entry e LEFT JOIN acts_act a ON a.id = e.act_id LEFT JOIN acts_personal p ON p.act_id = e.act_id
ORDER BY e.position
"""
_WAITING = f"""
SELECT e.position, w.act_id, w.leaf, p.salt, p.payload, {_ACT}
FROM acts_pending w LEFT JOIN acts_act a ON a.id = w.act_id LEFT JOIN acts_personal p ON p.act_id = w.act_id
LEFT JOIN acts_entry e ON e.act_id = w.act_id ORDER BY w.act_id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf as kept, and the act it should be the leaf of; `position` is empty while it waits."""

    position: int | None
    act_id: UUID
    leaf: bytes
    act: Act | None
    salt: bytes | None
    payload: Any


@contextmanager
def one_view() -> Iterator[None]:
    """See the database as it is now, through all statements; inside another transaction, what that sees."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def placed() -> Iterator[Row]:
    return _rows(_PLACED)


def waiting() -> Iterator[Row]:
    return _rows(_WAITING)


def _rows(sql: str) -> Iterator[Row]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(FETCHED):
            yield from map(_row, rows)


def _row(row: tuple[Any, ...]) -> Row:
    position, act_id, leaf, salt, payload, *values = row
    act = None
    if values[0] is not None:
        values[_DETAIL] = json.loads(values[_DETAIL])
        act = Act.from_db(None, COLUMNS, values)
    return Row(position, act_id, bytes(leaf), act, salt, None if payload is None else json.loads(payload))
