"""A reorganisation before and after its day: the decision, and its steps in the order in which they are taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import one_of
from lienthong.kernel.keys import new_key


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    SCHEDULED = "scheduled", _("Chờ đến ngày")
    CARRIED_OUT = "carried_out", _("Đã thực hiện")
    DROPPED = "dropped", _("Đã bỏ")


class StepKind(models.TextChoices):
    OPEN = "open", _("Lập cơ quan, đơn vị")
    RENAME = "rename", _("Đổi tên")
    MOVE = "move", _("Chuyển cơ quan quản lý")
    MANDATE = "mandate", _("Chuyển chức năng, nhiệm vụ")
    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia tách")
    CLOSE = "close", _("Giải thể")
    CODE = "code", _("Cấp mã định danh")
    GROUP = "group", _("Đưa vào nhóm")
    POST = "post", _("Lập chức vụ")
    APPOINT = "appoint", _("Bổ nhiệm")
    STANDING = "standing", _("Giao cơ quan thường trực")


class ReorganisationPlan(models.Model):
    """What a decision changes on a day; drafted, looked ahead at, scheduled, carried out whole or not at all."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    title = models.TextField(verbose_name=_("Tên phương án"))
    basis = models.TextField(verbose_name=_("Căn cứ"), db_comment="the deciding document")
    on = models.DateField(verbose_name=_("Ngày có hiệu lực"), db_comment="the first day of what is new")
    state = models.TextField(choices=PlanState.choices, default=PlanState.DRAFT, verbose_name=_("Tình trạng"))
    revision = models.IntegerField(
        default=0, db_comment="how many acts it has; a form says which it has seen"
    )
    hindrance = models.TextField(
        blank=True, db_comment="why its last carrying out was refused; empty: it was not"
    )
    carried_out_at = models.DateTimeField(null=True)
    act_id = models.UUIDField(null=True, db_comment="of its carrying out")

    class Meta:
        verbose_name = _("phương án sắp xếp")
        constraints = [
            one_of("state", PlanState, "reorganisationplan_state"),
            models.CheckConstraint(
                condition=models.Q(act_id__isnull=True) | models.Q(state=PlanState.CARRIED_OUT),
                name="reorganisationplan_act_of_carrying_out",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReorganisationStep(models.Model):
    """One step; it speaks of units, posts and people by their codes: some are opened by steps before it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(ReorganisationPlan, models.CASCADE, related_name="steps")
    ordinal = models.IntegerField()
    kind = models.TextField(choices=StepKind.choices)
    content = models.JSONField(db_comment="what the kind asks: codes, names, shares as text")

    class Meta:
        verbose_name = _("bước sắp xếp")
        constraints = [
            one_of("kind", StepKind, "reorganisationstep_kind"),
            models.UniqueConstraint(
                fields=["plan", "ordinal"],
                name="reorganisationstep_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
