"""What time it is here. A simulated installation lives in its own time; every other lives in the world's."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from time import monotonic

from django.db.models import Sum

from lienthong.kernel.acts.models import ClockMove, Installation


def now() -> datetime:
    """Return this moment, in UTC. Only doors, jobs and the ledger ask; rules and actions take `at`."""
    return datetime.now(UTC) + ahead()  # noqa: TID251 - the one place where the system's own clock is read


def ahead() -> timedelta:
    """Return how far the clock here is from the world's; every process follows within a second when it is moved."""
    try:
        simulated, made_with = _of_installation()
    except Installation.DoesNotExist:
        return timedelta(0)
    return made_with + _moved(int(monotonic())) if simulated else made_with


@lru_cache(maxsize=1)
def _of_installation() -> tuple[bool, timedelta]:
    """Read once by each process: the row is written when the installation is made and never changes."""
    return Installation.objects.values_list("simulated", "ahead").get()


@lru_cache(maxsize=1)
def _moved(_second: int) -> timedelta:
    return ClockMove.objects.aggregate(all=Sum("by"))["all"] or timedelta(0)


def forget() -> None:
    """Read anew, after the installation was made or its clock was moved."""
    _of_installation.cache_clear()
    _moved.cache_clear()
