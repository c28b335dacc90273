"""Jobs of this room: long work, and clearing away what it left and what was never sent."""

from datetime import UTC, datetime
from uuid import UUID

from lienthong.kernel.acts.moments import now
from lienthong.kernel.jobs.working import every, job
from lienthong.kernel.ui import drafts, uploads, works


@job("ui.work")
def work(work_id: str) -> None:
    works.carry_out(UUID(work_id), at=now())


@every("41 2 * * *", name="ui.forget_works")
def forget_works(timestamp: int) -> None:
    at = datetime.fromtimestamp(timestamp, UTC)
    works.forget(before=at - works.KEPT)
    uploads.forget(before=at - uploads.KEPT)
    drafts.forget(before=now() - drafts.KEPT)  # kept at the time here
