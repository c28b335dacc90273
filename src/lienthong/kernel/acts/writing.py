"""Acts, their erasable parts and their pending leaves, in one statement."""

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
TOGETHER: Final = 1000  # a statement of PostgreSQL has at most 65,535 parameters
_ROW = "(" + ", ".join(["%s"] * len(COLUMNS)) + ")"


def write(leaves: list[Leaf]) -> None:
    """Insert all in one round trip: acts, personal rows and pending leaves stand or fall together.

    Thousands, as a file of rows makes them, are several statements of the one transaction.
    """
    for start in range(0, len(leaves), TOGETHER):
        _write(leaves[start : start + TOGETHER])


def _write(leaves: list[Leaf]) -> None:
    personal = [leaf for leaf in leaves if leaf.personal is not None]
    sql = _statement(len(leaves), len(personal))
    values: list[Any] = [value for leaf in leaves for value in _values(leaf.act)]
    for leaf in personal:
        values += [leaf.act.id, leaf.salt, Jsonb(leaf.personal)]
    for leaf in leaves:
        values += [leaf.act.id, leaf.leaf]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _statement(acts: int, personal: int) -> str:
    parts = [f"act AS (INSERT INTO acts_act ({', '.join(COLUMNS)}) VALUES {', '.join([_ROW] * acts)})"]
    if personal:
        rows = ", ".join(["(%s, %s, %s)"] * personal)
        parts.append(f"detail AS (INSERT INTO acts_personal (act_id, salt, payload) VALUES {rows})")
    pending = ", ".join(["(%s, %s)"] * acts)
    return f"WITH {', '.join(parts)} INSERT INTO acts_pending (act_id, leaf) VALUES {pending}"


def _values(act: Act) -> list[Any]:
    return [Jsonb(act.detail) if column == "detail" else getattr(act, column) for column in COLUMNS]
