"""How figures read the tasks they count, only those that the reader may open; and how notices call them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.notices.titles import Title
from lienthong.measures.subjects import Subject
from lienthong.tasks.models import Task
from lienthong.tasks.selectors import visible_tasks


def seen_of(ids: Collection[UUID], by: Actor, at: datetime) -> list[UUID]:
    """Return which of these tasks the reader may open."""
    return list(visible_tasks(by, at).filter(pk__in=ids).order_by().values_list("pk", flat=True))


def subjects_of(ids: Collection[UUID], by: Actor, at: datetime) -> dict[UUID, Subject]:
    """Return the tasks among these that the reader may open; an enterprise that acts is named beside the title."""
    found = visible_tasks(by, at).select_related("party").filter(pk__in=ids)
    return {task.pk: _subject(task) for task in found}


def titles_of(ids: Iterable[UUID]) -> dict[UUID, Title]:
    """Return how notices name tasks; who was told of a task may see it."""
    found = Task.objects.select_related("case").filter(pk__in=list(ids))
    return {task.pk: Title(task.case.title, _address(task)) for task in found}


def _subject(task: Task) -> Subject:
    enterprise = str(task.party) if task.party else ""
    return Subject(task.case.title, task.case.number, _address(task), enterprise)


def _address(task: Task) -> str:
    return reverse("tasks:task", args=[task.pk])
