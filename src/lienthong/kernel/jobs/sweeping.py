"""Jobs whose worker was killed in the middle stay marked as running: find them and put them back."""

import logging
from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from lienthong.kernel.jobs.patience import MOST_ATTEMPTS

logger = logging.getLogger(__name__)
SILENCE = timedelta(seconds=30)
KEEP_DONE = timedelta(days=3)


async def sweep(*, at: datetime, silence: timedelta = SILENCE) -> int:
    """Put back the jobs of silent workers; return how many. One that kills every time is given up."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence.total_seconds())
    for job in stalled:
        await _put_back(job, at=at)
    return len(stalled)


async def clear_done(*, kept: timedelta = KEEP_DONE) -> None:
    """Forget the jobs done long ago; the failed stay until somebody has looked at them."""
    await app.job_manager.delete_old_jobs(nb_hours=int(kept / timedelta(hours=1)))


async def _put_back(job: Job, *, at: datetime) -> None:
    logger.warning("job %s (%s) lost its worker, attempt %s", job.id, job.task_name, job.attempts)
    if job.attempts >= MOST_ATTEMPTS:
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return
    try:
        await app.job_manager.retry_job(job, retry_at=at)
    except UniqueViolation:  # of the queueing lock: the same job already waits, so this run is not missed
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)


def moment(timestamp: int) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
