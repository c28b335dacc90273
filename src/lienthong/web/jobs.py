"""What the composition root has to do after the clock of a simulated installation was moved."""

from lienthong.directory.reorganising.due import carry_out_due
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.jobs.working import job
from lienthong.web.moving import FOLLOW_JOB


@job(FOLLOW_JOB)
def follow_clock() -> None:
    """Carry out at once what the days that passed have brought."""
    moments.forget()
    carry_out_due(by=SYSTEM, at=moments.now())
