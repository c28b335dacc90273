"""Statements that are sent ahead: the database works on them while Python goes on with something else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def sent_ahead() -> Iterator[None]:
    """Within it statements are sent and not waited for; their results are not read, their errors raised at the end."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
