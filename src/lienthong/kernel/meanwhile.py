"""The database works on much at once while Python goes on with something else."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper


@contextmanager
def meanwhile(work: Callable[[CursorWrapper], None]) -> Iterator[None]:
    """Let `work` execute statements while what stands within goes on; it ends when both are done.

    Nothing within speaks with the database: the transaction is the one that is open. What `work` raises is raised at
    the end.
    """
    connection.inc_thread_sharing()
    try:
        with connection.cursor() as cursor, ThreadPoolExecutor(1) as waiting:
            done = waiting.submit(work, cursor)
            yield
            done.result()
    finally:
        connection.dec_thread_sharing()
