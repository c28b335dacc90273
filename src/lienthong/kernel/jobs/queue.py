"""The queue: a job is a name and plain values, deferred inside the transaction that caused it."""

from datetime import timedelta

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.types import TimeDeltaParams

_OF_DJANGO = JobManager(DjangoConnector())


def defer(name: str, *, after: timedelta | None = None, **values: object) -> None:
    """Put a job in the queue; it exists only if the surrounding transaction commits.

    Args:
        name: the registered name of the job; the worker knows its function, the caller need not.
        after: how long it waits at least.
        values: JSON values only. A job runs at least once: it must be safe to run twice.
    """
    waits: TimeDeltaParams | None = {"seconds": int(after.total_seconds())} if after else None
    deferrer = app.configure_task(name=name, schedule_in=waits)
    deferrer.job_manager = _OF_DJANGO  # a worker's own would use another connection, outside the transaction
    deferrer.defer(**values)
