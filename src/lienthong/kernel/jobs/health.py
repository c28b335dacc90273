"""What the health page says of the queue, in one statement."""

from dataclasses import dataclass

from django.db import connection

HEALTH = """
SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
       count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       count(*) FILTER (WHERE status = 'todo' AND attempts > 0),
       (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds')
FROM procrastinate_jobs
WHERE status IN ('todo', 'doing', 'failed')
"""


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """Numbers of jobs by what they wait for, and of workers heard of in the last 30 seconds."""

    waiting: int
    running: int
    failed: int
    to_try_again: int
    workers: int

    @property
    def well(self) -> bool:
        return self.workers > 0 and self.failed == 0


def queue_health() -> QueueHealth:
    with connection.cursor() as cursor:
        cursor.execute(HEALTH)
        return QueueHealth(*cursor.fetchone())
