"""Jobs of this room: long work, and clearing away what it left."""

from datetime import UTC, datetime
from uuid import UUID

from lienthong.kernel.acts.moments import now
from lienthong.kernel.jobs.working import every, job
from lienthong.kernel.ui.works import KEPT, carry_out, forget


@job("ui.work")
def work(work_id: str) -> None:
    carry_out(UUID(work_id), at=now())


@every("41 2 * * *", name="ui.forget_works")
def forget_works(timestamp: int) -> None:
    forget(before=datetime.fromtimestamp(timestamp, UTC) - KEPT)
