"""The worker looks after the ledger when the sequencer does not."""

from lienthong.kernel.acts.ledger import heads
from lienthong.kernel.acts.moments import now
from lienthong.kernel.jobs.working import every


@every("* * * * *", name="acts.stand_in")
def stand_in(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    heads.stand_in(at=now())
