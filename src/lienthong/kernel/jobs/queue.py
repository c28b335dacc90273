"""The queue: a job is a name and plain values, deferred inside the transaction that caused it."""

from procrastinate.contrib.django import app


def defer(name: str, **values: object) -> None:
    """Put a job in the queue; it exists only if the surrounding transaction commits.

    Args:
        name: the registered name of the job; the worker knows its function, the caller need not.
        values: JSON values only. A job runs at least once: it must be safe to run twice.
    """
    app.configure_task(name=name).defer(**values)
