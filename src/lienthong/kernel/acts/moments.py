"""What time it is here. A simulated installation lives in its own time; every other lives in the world's."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from lienthong.kernel.acts.models import Installation


def now() -> datetime:
    """Return this moment, in UTC. Only doors, jobs and the ledger ask; rules and actions take `at`."""
    return datetime.now(UTC) + _ahead()  # noqa: TID251 - the one place where the system's own clock is read


def _ahead() -> timedelta:
    try:
        return _of_installation()
    except Installation.DoesNotExist:
        return timedelta(0)


@lru_cache(maxsize=1)
def _of_installation() -> timedelta:
    """Read once by each process: the row is written when the installation is made and never changes."""
    return Installation.objects.values_list("ahead", flat=True).get()


def forget() -> None:
    """Read the installation again, after it was made."""
    _of_installation.cache_clear()
