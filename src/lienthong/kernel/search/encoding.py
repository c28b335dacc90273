"""The server must hold UTF8: folding decomposes letters, which no other encoding can."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections


@register(Tags.database)
def server_holds_utf8(databases: Sequence[str] | None = None, **_options: Any) -> list[Error]:
    """Refuse to go on with a server of another encoding (runs before every `migrate`)."""
    return [problem for alias in databases or () for problem in _problems(alias)]


def _problems(alias: str) -> list[Error]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding == "UTF8":
        return []
    return [
        Error(
            f"The database is encoded in {encoding}; it must be UTF8.",
            hint="Create it anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
            id="search.E001",
        )
    ]
