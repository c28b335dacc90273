"""The engine's work after the commit."""

from lienthong.casework.arriving_late import pass_on_late
from lienthong.casework.passing import LATE_JOB
from lienthong.casework.recomputing import RECOMPUTE_JOB, recompute_open
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.moments import now
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.jobs.working import every, job


@job(RECOMPUTE_JOB)
def recompute(calendar_key: str) -> None:
    recompute_open(calendar_key, by=SYSTEM, at=now())


@every("23 2 * * *", name="casework.recompute_nightly")
def recompute_nightly(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Reckon under every calendar, once a night: a notice whose job was lost is not forgotten."""
    for key in NamedCalendar.objects.filter(follows__isnull=True).values_list("key", flat=True):
        recompute_open(key, by=SYSTEM, at=now())


@job(LATE_JOB)
def pass_on_what_came_late() -> None:
    pass_on_late(by=SYSTEM, at=now())


@every("41 0 * * *", name="casework.pass_on_late_nightly")
def pass_on_late_nightly(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Look on the first hour of each day, also for units whose last day was yesterday."""
    pass_on_late(by=SYSTEM, at=now())
