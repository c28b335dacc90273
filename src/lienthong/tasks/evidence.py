"""Evidence: files that came with an act of a task. Whoever may see the task may read them."""

from uuid import UUID

from django.db.models import QuerySet

from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing
from lienthong.kernel.vault.models import Attachment
from lienthong.tasks.models import Task


def evidence_of(task: Task) -> QuerySet[Attachment]:
    """Return the files of a task that was fetched as visible, in the order they came."""
    acts = Act.objects.filter(case_id=task.pk).values("id")
    return Attachment.objects.filter(act_id__in=acts).select_related("blob").order_by("id")


def one_of(task: Task, file_id: UUID) -> Attachment:
    """Return one file of the task. Raises `Missing`: that of another task is not there."""
    found = evidence_of(task).filter(pk=file_id).first()
    if found is None:
        raise Missing
    return found
