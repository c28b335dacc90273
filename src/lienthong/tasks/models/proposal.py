from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Unit
from lienthong.kernel.keys import new_key
from lienthong.tasks.models.task import Task


class ProposalKind(models.TextChoices):
    ADJUSTMENT = "adjustment", _("Điều chỉnh nội dung, sản phẩm")
    TRANSFER = "transfer", _("Chuyển cơ quan chủ trì")
    EXTENSION = "extension", _("Gia hạn")


class Proposal(models.Model):
    """The lead asks, in writing, for another content, lead or deadline; the clock runs on until it is answered."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="proposals")
    kind = models.TextField(choices=ProposalKind.choices)
    reason = models.TextField()
    term = models.TextField(blank=True, db_comment="asked deadline, of an extension")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    wording = models.TextField(blank=True, db_comment="asked content or output, of an adjustment")
    document = models.TextField(blank=True, db_comment="number and symbol of the written proposal")
    proposed_at = models.DateTimeField()
    act_id = models.UUIDField()
    accepted = models.BooleanField(null=True, db_comment="empty: not answered yet")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                "task", "kind", condition=models.Q(accepted__isnull=True), name="proposal_one_open_of_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted__isnull=True, answered_at__isnull=True)
                | models.Q(accepted__isnull=False, answered_at__isnull=False),
                name="proposal_answer_has_a_time",
            ),
        ]
