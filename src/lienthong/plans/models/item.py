from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.plans.models.placed import Placed
from lienthong.plans.models.plan import Plan


class PlanItem(Placed):
    """One task of a plan, in our wording, with the place where the plan says it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    code = models.TextField(verbose_name=_("Mã"))
    ordinal = models.SmallIntegerField()
    section_title = models.TextField()
    wording = models.TextField(verbose_name=_("Nhiệm vụ"))
    wording_en = models.TextField(blank=True)
    leads = ArrayField(models.TextField(), db_comment="codes of units or groups that lead")
    lead_stated = models.BooleanField(db_comment="the plan names who leads; otherwise it is proposed")
    executors = models.TextField(blank=True, db_comment="group of parties that act, followed by the lead")
    supporting = ArrayField(models.TextField(), default=list)
    monitoring = models.TextField(db_comment="code of the unit that follows")
    kind = models.TextField(db_comment="kind of the task: deadline, open or standing")
    recurrence = models.TextField(blank=True)
    due_on = models.DateField(null=True, verbose_name=_("Thời hạn"))
    output = models.TextField(verbose_name=_("Sản phẩm, kết quả"))
    output_en = models.TextField(blank=True)
    output_kind = models.TextField()
    field = models.TextField(blank=True)
    note = models.TextField(blank=True)
    source_line = models.SmallIntegerField(null=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint("plan", "code", name="planitem_code_once"),
            models.UniqueConstraint("plan", "ordinal", name="planitem_ordinal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.wording}"
