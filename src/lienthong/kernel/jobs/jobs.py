"""The queue's own housekeeping."""

from lienthong.kernel.jobs.sweeping import clear_done, moment, sweep
from lienthong.kernel.jobs.working import every


@every("* * * * *", name="jobs.sweep")
async def sweep_each_minute(timestamp: int) -> None:
    await sweep(at=moment(timestamp))


@every("17 * * * *", name="jobs.clear_done")
async def clear_each_hour(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    await clear_done()
