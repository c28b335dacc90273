"""Work beside the requests: what figures read is brought to the latest head, so that no reader waits for much."""

from lienthong.kernel.jobs.working import every
from lienthong.measures.asking import as_of
from lienthong.measures.indicators import indicators


@every("*/2 * * * *", name="measures.reach")
def reach(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
    reach_latest()


def reach_latest() -> None:
    head = as_of()
    if head is not None:
        for indicator in indicators.known.values():
            indicator.prepare(head.size)
