"""Rows poured into a table by COPY, from lines that are ready; PostgreSQL works while the next ones are made."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from django.db import connection

TOGETHER: Final = 128  # lines; about 64 KB, what libpq sends at once


def pour(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Write lines of the text format of COPY, each with its end."""
    named = ", ".join(f'"{column}"' for column in columns)
    rest = iter(lines)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as out:
        while some := "".join(islice(rest, TOGETHER)):
            out.write(some)
