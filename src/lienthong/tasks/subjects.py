"""How figures read the tasks they count: number, title, address; only those that the reader may open."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.notices.subjects import Subject as NoticeSubject
from lienthong.measures.subjects import Subject
from lienthong.tasks.models import Task
from lienthong.tasks.selectors import visible_tasks


def read(ids: Collection[UUID], by: Actor, at: datetime) -> dict[UUID, Subject]:
    """Return the tasks among these that the reader may open; an enterprise that acts is named beside the title."""
    found = visible_tasks(by, at).select_related("party").filter(pk__in=ids)
    return {task.pk: _subject(task) for task in found}


def _subject(task: Task) -> Subject:
    enterprise = str(task.party) if task.party else ""
    return Subject(task.case.title, task.case.number, reverse("tasks:task", args=[task.pk]), enterprise)


def titles(ids: Iterable[UUID]) -> dict[UUID, NoticeSubject]:
    """Return how notices name tasks; who was told of a task may see it."""
    found = Task.objects.select_related("case").filter(pk__in=list(ids))
    return {task.pk: NoticeSubject(task.case.title, reverse("tasks:task", args=[task.pk])) for task in found}
