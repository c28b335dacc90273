"""From an act to its leaf: canonical JSON (RFC 8785), hashed as a leaf of RFC 6962. Pure."""

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from lienthong.kernel.acts.canonical import canonical
from lienthong.kernel.acts.models import Act

LEAF_VERSION = 1
FIELDS_OF_VERSION = {
    1: [
        "id", "verb", "subject_kind", "subject_id", "case_id", "actor_kind", "account_id",
        "person_id", "post_id", "unit_id", "delegation_id", "actor_name", "actor_post",
        "actor_unit", "at", "recorded_at", "detail", "personal_hash", "revokes",
    ]
}  # fmt: skip


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def leaf_of(act: Act) -> bytes:
    """Return the leaf hash (32 bytes) of the act, by the fields of its own `leaf_version`."""
    return leaf_of_values(vars(act))


def leaf_of_values(values: Mapping[str, Any]) -> bytes:
    """Return the leaf hash of an act given by its columns."""
    fields = FIELDS_OF_VERSION[values["leaf_version"]]
    return leaf_hash(canonical({name: plain(values[name]) for name in fields}))


def plain(value: Any) -> Any:
    """Return the one way a value is written in a leaf."""
    write = _WRITTEN.get(type(value))
    return write(value) if write else value


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# Keys as text, moments in UTC to the microsecond; others as they are.
_WRITTEN: Final[Mapping[type, Callable[[Any], str]]] = {UUID: str, datetime: _in_utc}


def seal_personal(payload: dict[str, Any]) -> tuple[bytes, str]:
    """Return a fresh salt and the hex hash that the leaf commits to."""
    salt = os.urandom(16)
    return salt, personal_hash(salt, payload)


def personal_hash(salt: bytes, payload: dict[str, Any]) -> str:
    return hashlib.sha256(salt + canonical(payload)).hexdigest()
