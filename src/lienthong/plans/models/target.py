from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.plans.models.item import PlanItem
from lienthong.plans.models.placed import Placed
from lienthong.plans.models.plan import Plan


class Goal(Placed):
    """What a plan wants, in words; its targets say how much of it by when."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    code = models.TextField()
    ordinal = models.SmallIntegerField()
    wording = models.TextField(verbose_name=_("Mục tiêu"))
    wording_en = models.TextField(blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint("plan", "code", name="goal_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.wording}"


class Target(Placed):
    """How much of what by when, in our wording, with the written rule for its light.

    It points to an indicator by its code; who measures it, and how, stands in the indicator's definition.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="targets")
    code = models.TextField(verbose_name=_("Mã"))
    indicator = models.TextField(db_comment="code of the indicator that measures it")
    ordinal = models.SmallIntegerField()
    wording = models.TextField(verbose_name=_("Chỉ tiêu kế hoạch"))
    wording_en = models.TextField(blank=True)
    operator = models.TextField(db_comment=">=, >, <=, < or =")
    threshold = models.DecimalField(max_digits=18, decimal_places=6)
    threshold_stated = models.BooleanField(db_comment="the plan gives the number; otherwise it is proposed")
    exceeded = models.DecimalField(
        max_digits=18,
        decimal_places=6,
        null=True,
        db_comment="from where it is more than met; empty: it cannot be",
    )
    direction = models.TextField(db_comment="up: more is better; down: less is")
    by_year = models.SmallIntegerField(
        null=True, db_comment="year it must be reached; empty: each year is judged"
    )
    baseline = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    baseline_period = models.TextField(blank=True)
    steps = models.JSONField(default=dict, db_comment="proposed value by year, as text")
    scope = models.TextField(verbose_name=_("Phạm vi"))
    scope_en = models.TextField(blank=True)
    light = models.TextField(verbose_name=_("Quy tắc đánh giá"))
    light_en = models.TextField(blank=True)
    field = models.TextField(blank=True)
    note = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint("plan", "code", name="target_code_once"),
            models.CheckConstraint(
                condition=models.Q(operator__in=[">=", ">", "<=", "<", "="]), name="target_operator_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.wording}"


class Serving(models.Model):
    """An item of the plan serves an indicator: a target's, or one that is only watched; or nothing, with the reason."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="serves")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="served_by")
    indicator = models.TextField(blank=True)
    stated = models.BooleanField(db_comment="the item's own sentence says it; otherwise it is our reading")
    reason = models.TextField()
    reason_en = models.TextField(blank=True)

    class Meta:
        ordering = ["item__ordinal"]
