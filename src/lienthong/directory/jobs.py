"""The directory's work by the clock."""

from lienthong.directory.reorganising.due import carry_out_due
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.moments import now
from lienthong.kernel.jobs.working import every


@every("*/10 * * * *", name="directory.carry_out_due")
def carry_out_what_is_due(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    """Look often: the first minutes of the day of a reorganisation are the quiet ones."""
    carry_out_due(by=SYSTEM, at=now())
