"""Acts of cases copied with fresh keys in a moved time, their leaves hashed anew, written in bulk.

A copy says what its act said: the same verb by the same post, every key and every day in it that of the copy.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from lienthong.kernel.acts.leaves import LEAF_VERSION, leaf_of_values, seal_personal
from lienthong.kernel.acts.simulated.allowed import ensure_simulated
from lienthong.kernel.acts.simulated.listing import Listed, Shift
from lienthong.kernel.acts.simulated.rows import moved_text
from lienthong.kernel.acts.writing import COLUMNS
from lienthong.kernel.keys import new_key

Values = dict[str, Any]
_ACT = ", ".join(f"a.{column}" for column in COLUMNS)
_READ = f"""
SELECT p.payload, {_ACT} FROM acts_act a LEFT JOIN acts_personal p ON p.act_id = a.id
WHERE (a.case_id = ANY(%s) OR a.verb = ANY(%s)) AND a.recorded_at >= %s AND a.recorded_at < %s
ORDER BY a.recorded_at, a.id
"""


@dataclass
class Copy:
    """One copy of a set of histories: its time, and which key stands for which."""

    shift: Shift
    keys: dict[UUID, UUID] = field(default_factory=dict)

    def know(self, keys: Iterable[UUID]) -> None:
        """Give fresh keys to rows that are copied."""
        for key in keys:
            if key not in self.keys:
                self.keys[key] = new_key()


def read_acts(
    cases: Collection[UUID], verbs: Collection[str], *, since: datetime, before: datetime
) -> list[Values]:
    """Return the acts of these cases, and all of these verbs, recorded in [since, before), as they came."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(cases), list(verbs), since, before])
        return [_values(row) for row in cursor.fetchall()]


def copied(act: Values, copy: Copy, listed: Listed) -> Values:
    """Return the act of the copy. What it refers to must have been copied before: acts come in their order."""
    keys, shift = copy.keys, copy.shift
    key = keys[act["id"]] = new_key()
    said = listed.of_verb(act["verb"])
    detail = {name: _said(value, name, copy, said) for name, value in act["detail"].items()}
    correct = said.corrected.get(act["verb"])
    payload = act["payload"]
    salt, sealed = (b"", None) if payload is None else seal_personal(payload)
    return act | {
        "id": key,
        "subject_id": keys.get(act["subject_id"], act["subject_id"]),
        "case_id": keys.get(act["case_id"], act["case_id"]),
        "revokes": keys.get(act["revokes"], act["revokes"]),
        "at": shift.moment(act["at"]),
        "recorded_at": shift.moment(act["recorded_at"]),
        "detail": correct(detail) if correct else detail,
        "salt": salt,
        "personal_hash": sealed,
        "leaf_version": LEAF_VERSION,
    }


def write_acts(acts: list[Values]) -> None:
    """Write acts, erasable parts and pending leaves: three statements, whatever their number.

    Raises `WrongState` in an installation that is not simulated.
    """
    ensure_simulated()
    if not acts:
        return
    personal = [act for act in acts if act["payload"] is not None]
    with transaction.atomic():
        _copy("acts_act", COLUMNS, ([_stored(act[name]) for name in COLUMNS] for act in acts))
        if personal:
            rows = ([act["id"], act["salt"], Jsonb(act["payload"])] for act in personal)
            _copy("acts_personal", ["act_id", "salt", "payload"], rows)
        _copy("acts_pending", ["act_id", "leaf"], ([act["id"], leaf_of_values(act)] for act in acts))


def _said(value: Any, name: str, copy: Copy, said: Any) -> Any:
    if isinstance(value, list):
        return [_said(part, name, copy, said) for part in value]
    if isinstance(value, dict):
        return {inner: _said(part, inner, copy, said) for inner, part in value.items()}
    if not isinstance(value, str):
        return value
    key = _key(value)
    return str(copy.keys.get(key, key)) if key else moved_text(copy.shift, name, value, said)


def _key(text: str) -> UUID | None:
    return UUID(text) if len(text) == 36 and text[8] == text[13] == text[18] == text[23] == "-" else None


def _stored(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value


def _copy(table: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def _values(row: tuple[Any, ...]) -> Values:
    payload, *values = row
    act = dict(zip(COLUMNS, values, strict=True))
    act["detail"] = json.loads(act["detail"])
    act["payload"] = None if payload is None else json.loads(payload)
    return act
