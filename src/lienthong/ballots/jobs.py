"""Ballots are counted by the worker: when the last member has answered, and when time has passed."""

from uuid import UUID

from lienthong.ballots.counting import settle, settle_all
from lienthong.ballots.voting import SETTLE_JOB
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.moments import now
from lienthong.kernel.jobs.working import every, job


@job(SETTLE_JOB)
def settle_one(*, ballot_id: str) -> None:
    settle(UUID(ballot_id), by=SYSTEM, at=now())


@every("*/5 * * * *", name="ballots.settle_all")
def settle_open(timestamp: int) -> None:  # noqa: ARG001 - the world's clock decides, see `moments`
    settle_all(at=now())
