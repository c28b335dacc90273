"""When a statement is planned for its own values, although what is said often is planned once (decision 13)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextmanager
def planned_anew() -> Iterator[CursorWrapper]:
    """Let statements be planned for their own values, and give a cursor.

    A plan for all values knows neither how much will be read nor of which units: what reads much, or much for one
    unit and little for another, pays less for a plan of its own.
    """
    with connection.cursor() as cursor:
        raw = connection.connection
        kept, raw.prepare_threshold = raw.prepare_threshold, None
        try:
            yield cursor
        finally:
            raw.prepare_threshold = kept
