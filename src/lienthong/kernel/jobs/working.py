"""The side of the worker: an area names its jobs in its `jobs.py`; each is one line that calls one action."""

from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app

from lienthong.kernel.jobs.patience import PATIENCE

Work = Callable[..., Any]


def job(name: str, *, patience: Any = PATIENCE) -> Callable[[Work], Work]:
    """Register the function as the job of this name; it takes the values of `defer` as keywords.

    It may run twice (the worker died after the work, before it said so) and must come to the same end.
    """

    def register(function: Work) -> Work:
        app.task(name=name, retry=patience)(function)
        return function

    return register


def every(cron: str, *, name: str) -> Callable[[Work], Work]:
    """Register the function to run by the clock; it takes `timestamp`, the second it was due.

    One run at a time: while one waits, the next is not put in the queue.
    """

    def register(function: Work) -> Work:
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(function))
        return function

    return register
