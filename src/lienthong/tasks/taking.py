"""Taking a task for one act: only if the actor may see it, locked, and as fresh as the form."""

from datetime import datetime
from uuid import UUID

from lienthong.casework.moving import ensure_fresh
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing
from lienthong.tasks.models import Task
from lienthong.tasks.selectors import visible_tasks


def take(task_id: UUID, *, by: Actor, at: datetime, seen: int | None = None) -> Task:
    """Lock the task's case in this transaction. Raises `Missing` for a stranger, `Stale` for an old form."""
    try:
        task = visible_tasks(by, at).select_for_update(of=("case",)).get(pk=task_id)
    except Task.DoesNotExist:
        raise Missing from None
    ensure_fresh(task.case, seen)
    return task
