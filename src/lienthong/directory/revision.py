"""The number of the directory's state: what was read under it may be kept until the number changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from lienthong.directory.models import DirectoryRevision

NEVER = 0
_NEXT = """
INSERT INTO directory_directoryrevision (id, number) VALUES (1, nextval('directory_revisions'))
ON CONFLICT (id) DO UPDATE SET number = EXCLUDED.number
"""
_HOLD = "SELECT pg_advisory_xact_lock(hashtext('directory'))"


_steady: ContextVar[int | None] = ContextVar("steady", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Take the present state for the whole of a long piece of work in which nobody changes the directory."""
    token = _steady.set(revision())
    try:
        yield
    finally:
        _steady.reset(token)


def revision() -> int:
    """Return the number of the present state; `NEVER` before the first change (nothing is kept under it)."""
    known = _steady.get()
    if known is not None:
        return known
    return DirectoryRevision.objects.values_list("number", flat=True).first() or NEVER


def hold_directory() -> None:
    """Wait for other changes of the directory, then be the only one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def bump() -> None:
    """Say that the directory changed: every process reads it anew."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
