"""One at a time: whoever sequences or signs holds the same advisory lock, for one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

LOCK = int.from_bytes(b"lt-ledgr")


@contextmanager
def alone() -> Iterator[bool]:
    """Open a transaction; say whether we are alone. The lock ends with the transaction, even by a crash.

    It is taken by a statement of its own, so that the next one already sees what the last holder committed.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        row = cursor.fetchone()
        yield bool(row and row[0])
