"""Acts, their erasable parts and their pending leaves: a few in one statement, many copied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from psycopg.types.json import Jsonb

from lienthong.kernel.acts.models import Act


@dataclass(frozen=True, slots=True)
class Leaf:
    act: Act
    leaf: bytes
    salt: bytes
    personal: dict[str, Any] | None


COLUMNS = [str(field.column) for field in Act._meta.concrete_fields]
FEW: Final = 50  # of more the rows are copied: three round trips, each row for a quarter of the price
_ROW = "(" + ", ".join(["%s"] * len(COLUMNS)) + ")"
_ERASABLE: Final = ("act_id", "salt", "payload")
_PENDING: Final = ("act_id", "leaf")


def write(leaves: Sequence[Leaf]) -> None:
    """Write acts, personal rows and pending leaves of one transaction: they stand or fall together.

    What somebody does with one case is one round trip; what is done to thousands is copied.
    """
    personal = [leaf for leaf in leaves if leaf.personal is not None]
    if len(leaves) <= FEW:
        return _insert(leaves, personal)
    _copy("acts_act", COLUMNS, (_values(leaf.act) for leaf in leaves))
    if personal:
        _copy("acts_personal", _ERASABLE, map(_erasable, personal))
    return _copy("acts_pending", _PENDING, ((leaf.act.id, leaf.leaf) for leaf in leaves))


def _insert(leaves: Sequence[Leaf], personal: Sequence[Leaf]) -> None:
    sql = _statement(len(leaves), len(personal))
    values: list[Any] = [value for leaf in leaves for value in _values(leaf.act)]
    for leaf in personal:
        values += _erasable(leaf)
    for leaf in leaves:
        values += [leaf.act.id, leaf.leaf]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,  # a key that was used already reads as it does from a statement
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as out,
    ):
        for row in rows:
            out.write_row(row)


def _statement(acts: int, personal: int) -> str:
    parts = [f"act AS (INSERT INTO acts_act ({', '.join(COLUMNS)}) VALUES {', '.join([_ROW] * acts)})"]
    if personal:
        rows = ", ".join(["(%s, %s, %s)"] * personal)
        parts.append(f"detail AS (INSERT INTO acts_personal ({', '.join(_ERASABLE)}) VALUES {rows})")
    pending = ", ".join(["(%s, %s)"] * acts)
    return f"WITH {', '.join(parts)} INSERT INTO acts_pending ({', '.join(_PENDING)}) VALUES {pending}"


def _values(act: Act) -> list[Any]:
    return [Jsonb(act.detail) if column == "detail" else getattr(act, column) for column in COLUMNS]


def _erasable(leaf: Leaf) -> list[Any]:
    return [leaf.act.id, leaf.salt, Jsonb(leaf.personal)]
