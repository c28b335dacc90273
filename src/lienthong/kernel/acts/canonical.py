"""Canonical JSON (RFC 8785), fast where an act is plain: Python's own encoder writes the same bytes.

It would not for floats, for whole numbers beyond 2^53, and for names that sort differently as UTF-16 (a
surrogate pair sorts before U+E000): those go to the `rfc8785` library, which refuses what JSON cannot say.
"""

import json
from typing import Any, Final

import rfc8785

EXACT: Final = 2**53
SURROGATES: Final = "\ud800"
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """Return the one way to write the value. Raises `ValueError` for what has none."""
    return _encode(value).encode() if is_plain(value) else rfc8785.dumps(value)


def is_plain(value: Any) -> bool:
    """Return whether it is of JSON's own types alone, without floats and what else needs the library."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-EXACT < value < EXACT)
    if kind is dict:
        return _is_plain_object(value)
    return kind is list and all(map(is_plain, value))


def _is_plain_object(value: dict[Any, Any]) -> bool:
    """Walk in one loop: each act is looked through here, a few times in bulk."""
    for name, part in value.items():
        if type(name) is not str or name >= SURROGATES:
            return False
        if type(part) is not str and not is_plain(part):
            return False
    return True
