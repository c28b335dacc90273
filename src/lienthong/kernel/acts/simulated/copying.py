"""Acts of cases copied with fresh keys in a moved time, their leaves hashed anew, written in bulk.

A copy says what its act said: the same verb by the same post, every key and every day in it that of the copy.
An act is moved and written out once for each shift; each copy then costs its keys, one hash and its row.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from django.db import connection, transaction

from lienthong.kernel.acts.leaves import FIELDS_OF_VERSION, LEAF_VERSION, leaf_hash, plain, seal_personal
from lienthong.kernel.acts.simulated.allowed import ensure_simulated
from lienthong.kernel.acts.simulated.listing import Listed, Said, Shift
from lienthong.kernel.acts.simulated.pouring import pour
from lienthong.kernel.acts.simulated.rows import moved_text
from lienthong.kernel.acts.simulated.texts import Texts, hole, in_copy, in_json, json_in_copy
from lienthong.kernel.acts.writing import COLUMNS
from lienthong.kernel.keys import new_key_text

Values = dict[str, Any]
Name = Callable[[object], str]
SEALED: Final = "sealed"
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
    keys: Texts = field(default_factory=Texts)

    def know(self, keys: Iterable[UUID]) -> None:
        """Give fresh keys to rows that are copied."""
        for key in map(str, keys):
            if key not in self.keys:
                self.renew(key)

    def renew(self, key: object) -> None:
        """Give a fresh key, whatever was known before: acts in the order of their time have keys in that order."""
        self.keys[str(key)] = new_key_text()


@dataclass(frozen=True, slots=True)
class Template:
    """An act in another time, written out but for what differs between its copies: its key, row and leaf."""

    key: str
    row: str
    leaf: str
    payload: Values | None

    @classmethod
    def of(cls, act: Values) -> Self:
        """Return the template of a moved act: see `moved`."""
        leaf = {name: plain(act[name]) for name in FIELDS_OF_VERSION[act["leaf_version"]]}
        row = (json_in_copy(act[name]) if name == "detail" else in_copy(act[name]) for name in COLUMNS)
        return cls(in_copy(act["id"]), "\t".join(row) + "\n", in_json(leaf), act["payload"])


def read_acts(
    cases: Collection[UUID], verbs: Collection[str], *, since: datetime, before: datetime
) -> list[Values]:
    """Return the acts of these cases, and all of these verbs, recorded in [since, before), as they came."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [list(cases), list(verbs), since, before])
        return [_values(row) for row in cursor.fetchall()]


def moved(act: Values, shift: Shift, listed: Listed, name: Name = hole) -> Values:
    """Return the act in the time of its copies, with holes where each copy has keys of its own.

    `name` says how a key reads in the copies; by default it is a hole for the key.
    """
    said = listed.of_verb(act["verb"])
    detail = {key: _said(value, key, shift, said, name) for key, value in act["detail"].items()}
    correct = said.corrected.get(act["verb"])
    return act | {
        **{
            column: act[column] and name(act[column]) for column in ("id", "subject_id", "case_id", "revokes")
        },
        "at": shift.moment(act["at"]),
        "recorded_at": shift.moment(act["recorded_at"]),
        "detail": correct(detail) if correct else detail,
        "personal_hash": None if act["payload"] is None else hole(SEALED),
        "leaf_version": LEAF_VERSION,
    }


def write_acts(copies: Iterable[tuple[Template, Texts]]) -> list[str]:
    """Write acts, erasable parts and pending leaves; return their keys, which each copy knows already.

    What an act refers to must have been copied before: acts come in their order. Three statements, whatever their
    number. Raises `WrongState` in an installation that is not simulated.
    """
    ensure_simulated()
    writing = _Writing()
    with transaction.atomic():
        pour("acts_act", COLUMNS, writing.rows(copies))
        if writing.personal:
            pour("acts_personal", ("act_id", "salt", "payload"), writing.personal)
        if writing.keys:
            pour("acts_pending", ("act_id", "leaf"), writing.pending())
    return writing.keys


@dataclass
class _Writing:
    """What becomes known while the rows of acts are made."""

    keys: list[str] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)

    def rows(self, copies: Iterable[tuple[Template, Texts]]) -> Iterator[str]:
        for template, texts in copies:
            key = template.key % texts
            if template.payload is not None:
                salt, texts[SEALED] = seal_personal(template.payload)
                self.personal.append(f"{key}\t{_bytes(salt)}\t{json_in_copy(template.payload) % ()}\n")
            self.keys.append(key)
            self.leaves.append(leaf_hash((template.leaf % texts).encode()))
            yield template.row % texts

    def pending(self) -> Iterator[str]:
        for key, leaf in zip(self.keys, self.leaves, strict=True):
            yield f"{key}\t{_bytes(leaf)}\n"


def _bytes(value: bytes) -> str:
    return rf"\\x{value.hex()}"


def _said(value: Any, called: str, shift: Shift, said: Said, name: Name) -> Any:
    if isinstance(value, list):
        return [_said(part, called, shift, said, name) for part in value]
    if isinstance(value, dict):
        return {inner: _said(part, inner, shift, said, name) for inner, part in value.items()}
    if not isinstance(value, str):
        return value
    return name(UUID(value)) if _is_key(value) else moved_text(shift, called, value, said)


def _is_key(text: str) -> bool:
    return len(text) == 36 and text[8] == text[13] == text[18] == text[23] == "-"


def _values(row: tuple[Any, ...]) -> Values:
    payload, *values = row
    act = dict(zip(COLUMNS, values, strict=True))
    act["detail"] = json.loads(act["detail"])
    act["payload"] = None if payload is None else json.loads(payload)
    return act
