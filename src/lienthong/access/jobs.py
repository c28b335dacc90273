"""Housekeeping of this area."""

from lienthong.access.devices import clear_ended
from lienthong.access.throttle import forget
from lienthong.kernel.jobs.sweeping import moment
from lienthong.kernel.jobs.working import every


@every("41 2 * * *", name="access.forget_attempts")
def forget_attempts(timestamp: int) -> None:
    forget(at=moment(timestamp))


@every("43 2 * * *", name="access.clear_sessions")
def clear_sessions(timestamp: int) -> None:  # noqa: ARG001 - sessions end by the machine's own time
    clear_ended()
