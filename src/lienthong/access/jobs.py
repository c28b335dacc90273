"""Housekeeping of this area."""

from lienthong.access.throttle import forget
from lienthong.kernel.jobs.sweeping import moment
from lienthong.kernel.jobs.working import every


@every("41 2 * * *", name="access.forget_attempts")
def forget_attempts(timestamp: int) -> None:
    forget(at=moment(timestamp))
