"""The number of the directory's state: what was read under it may be kept until the number changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

NEVER = 0
_PRESENT = "SELECT number FROM directory_directoryrevision"  # one row: each page asks this
_NEXT = """
INSERT INTO directory_directoryrevision (id, number) VALUES (1, nextval('directory_revisions'))
ON CONFLICT (id) DO UPDATE SET number = EXCLUDED.number
"""
_HOLD = "SELECT pg_advisory_xact_lock(hashtext('directory'))"


_steady: ContextVar[list[int] | None] = ContextVar("steady", default=None)
_within: ContextVar[bool] = ContextVar("within", default=False)


@contextmanager
def steady() -> Iterator[None]:
    """Ask for the number once, and keep it for one piece of work: a request, a play; `bump` inside it asks again."""
    token = _steady.set([])
    try:
        yield
    finally:
        _steady.reset(token)


@contextmanager
def one_change() -> Iterator[None]:
    """Take many changes of one transaction as one: alone with the directory, and a new number at the end.

    What is read meanwhile is read as it stands, and not kept.
    """
    hold_directory()
    token = _within.set(True)
    try:
        yield
    finally:
        _within.reset(token)
    bump()


def revision() -> int:
    """Return the number of the present state; `NEVER` before the first change (nothing is kept under it)."""
    if _within.get():
        return NEVER
    kept = _steady.get()
    if kept:
        return kept[0]
    number = _number()
    if kept is not None:
        kept.append(number)
    return number


def _number() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT)
        return int((cursor.fetchone() or (NEVER,))[0])


def hold_directory() -> None:
    """Wait for other changes of the directory, then be the only one until the transaction ends."""
    if _within.get():
        return
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def bump() -> None:
    """Say that the directory changed: every process reads it anew."""
    if _within.get():
        return
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
    if kept := _steady.get():
        kept.clear()
