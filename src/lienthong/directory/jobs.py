"""The directory's work by the clock."""

from lienthong.directory.reorganising.due import carry_out_due
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.moments import now
from lienthong.kernel.jobs.working import every

HOUR, EVERY = 3600, 600  # seconds


@every("*/10 * * * *", name="directory.carry_out_due")
def carry_out_what_is_due(timestamp: int) -> None:
    """Look often, for the first minutes of the day of a reorganisation are the quiet ones; once an hour again."""
    carry_out_due(by=SYSTEM, at=now(), again=timestamp % HOUR < EVERY)
