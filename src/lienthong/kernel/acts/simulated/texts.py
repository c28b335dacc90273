"""Texts with holes: an original is written out once, and a copy of it is the text with its holes filled.

A hole stands between two NUL, which no text and no jsonb of PostgreSQL can hold, so that nothing said is taken for
one. The text is then a format for `%`, filled from the texts of a copy.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from psycopg.types.range import Range

from lienthong.kernel.acts.canonical import canonical

NULL: Final = r"\N"
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_RAW = re.compile("\0([^\0]+)\0")
# The backslash of \u0000 is one by itself: pairs before it are backslashes that somebody wrote.
_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000([^\\]+)\\u0000")


class Texts(dict[str, str]):
    """What fills the holes of one copy, by name. A key that is not copied (a unit, a person) stands for itself."""

    def __missing__(self, name: str) -> str:
        return name


def hole(name: object) -> str:
    """Return the mark of a hole, to be put in the place of a text or inside one."""
    return f"\0{name}\0"


def alike(text: str) -> str:
    """Return a text that fills a hole in JSON as in COPY. Raises `ValueError` for one that is written differently."""
    if canonical(text) != f'"{text}"'.encode():
        raise ValueError(f"not written alike: {text!r}")
    return text


def in_json(value: Any) -> str:
    """Return the canonical JSON of the value as a format, its holes open."""
    text = canonical(value).decode().replace("%", "%%")
    return _IN_JSON.sub(r"\1%(\2)s", text) if "\\u0000" in text else text


def json_in_copy(value: Any) -> str:
    """Return the JSON of the value as a column of COPY (text format)."""
    return in_json(value).replace("\\", r"\\")


def in_copy(value: Any) -> str:
    """Return the value as a column of COPY, its holes open. Raises `TypeError` for what has no such text."""
    if value is None:
        return NULL
    text = _plain(value).translate(_ESCAPED).replace("%", "%%")
    return _RAW.sub(r"%(\1)s", text) if "\0" in text else text


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | Decimal | UUID):
        return str(value)
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, list) and all(_is_key(part) for part in value):
        return "{" + ",".join(map(str, value)) + "}"
    raise TypeError(f"no text for COPY: {value!r}")


def _is_key(part: object) -> bool:
    """Return whether a part of an array is a key or the hole for one."""
    return isinstance(part, UUID) or (isinstance(part, str) and _RAW.fullmatch(part) is not None)


def _range(value: "Range[Any]") -> str:
    if value.isempty:
        return "empty"
    lower, upper = ("" if end is None else _plain(end) for end in (value.lower, value.upper))
    return f"{value.bounds[0]}{lower},{upper}{value.bounds[1]}"
