from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.tasks.models.task import Task


class SourceKind(models.TextChoices):
    PLAN = "plan", _("Kế hoạch")
    CONCLUSION = "conclusion", _("Thông báo kết luận")
    LETTER = "letter", _("Công văn")
    INSTRUCTION = "instruction", _("Ý kiến chỉ đạo")
    RESOLUTION = "resolution", _("Nghị quyết Hội đồng nhân dân")


class TaskSource(models.Model):
    """Where a task comes from. One task may have several: the same job in a plan and in a conclusion."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="sources")
    kind = models.TextField(choices=SourceKind.choices)
    label = models.TextField(verbose_name=_("Căn cứ giao việc"))
    dated = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("task", "kind", "label", name="task_source_once")]
