"""A job given: by whom, followed by whom, with which output. Lead, state and deadline are the case's."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.casework.models import Case
from lienthong.directory.models import Unit
from lienthong.parties.models import Party
from lienthong.tasks.states import AWAITING, DONE


class TaskKind(models.TextChoices):
    DEADLINE = "deadline", _("Có thời hạn")
    OPEN = "open", _("Không thời hạn")
    STANDING = "standing", _("Thường xuyên")


class OutputKind(models.TextChoices):
    DOCUMENT = "document", _("Văn bản")
    FIGURE = "figure", _("Số liệu")
    STATE = "state", _("Kết quả trên thực tế")


class Task(models.Model):
    """A task binds when it is given. A collective or standing task is followed through its parts."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="task")
    kind = models.TextField(choices=TaskKind.choices)
    assigner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Cơ quan giao"))
    monitoring = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Cơ quan theo dõi"))
    group = models.TextField(
        blank=True, db_comment="code of the group that leads together, expanded when given"
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        related_name="+",
        db_comment="enterprise that acts, followed by the holder",
    )
    parties = ArrayField(
        models.UUIDField(),
        default=list,
        db_comment="enterprises of a shared or standing task: one part for each",
    )
    period = DateRangeField(null=True, db_comment="of an instalment of a standing task")
    recurrence = models.TextField(
        blank=True, db_comment="year, half or quarter: how often an instalment falls due"
    )
    output = models.TextField(verbose_name=_("Sản phẩm, kết quả"))
    output_kind = models.TextField(choices=OutputKind.choices, default=OutputKind.DOCUMENT)
    field = models.TextField(
        blank=True, db_comment="field of responsibility, by which deputies see their part"
    )
    percent = models.SmallIntegerField(default=0, db_comment="last reported progress, 0 to 100")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="task_percent_from_0_to_100"
            ),
            models.CheckConstraint(condition=models.Q(period__isempty=False), name="task_period_not_empty"),
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def percent_shown(self) -> int:
        """The progress that people read: what was delivered with its output is whole."""
        return 100 if self.case.state in {AWAITING, DONE} else self.percent
