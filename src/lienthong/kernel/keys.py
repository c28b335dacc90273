"""Keys of rows: UUIDv7, made here or by `uuidv7()` of PostgreSQL, so that rows of two installations never collide."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models.expressions import RawSQL
from uuid_utils import uuid7 as plain_uuid7
from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """Return a fresh time-ordered key (RFC 9562, version 7). Order lists by their own columns, never by key."""
    return uuid7()


def among(keys: Collection[UUID]) -> RawSQL:
    """Return keys as the right side of `…__in`: one parameter whatever their number, where a list has one for each."""
    return RawSQL("SELECT unnest(%s::uuid[])", [array(keys)])


def array(values: Iterable[object]) -> str:
    """Return keys, numbers or plain words as PostgreSQL writes an array; of a hundred thousand the driver asks each."""
    return f"{{{','.join(['NULL' if value is None else str(value) for value in values])}}}"


def new_key_text() -> str:
    """Return a fresh key as it is written: for rows in bulk, where the object is the greater part of the price."""
    return str(plain_uuid7())
