"""Keys of rows: UUIDv7, made here and nowhere else, so that rows of two installations never collide."""

from uuid import UUID

from uuid_utils import uuid7 as plain_uuid7
from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """Return a fresh time-ordered key (RFC 9562, version 7). Order lists by their own columns, never by key."""
    return uuid7()


def new_key_text() -> str:
    """Return a fresh key as it is written: for rows in bulk, where the object is the greater part of the price."""
    return str(plain_uuid7())
