from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key


class Rule(models.TextChoices):
    """How numerator and denominator make the value; a percentage is never entered alone."""

    PER_HUNDRED = "per_hundred", _("tử số ÷ mẫu số × 100")
    RATIO = "ratio", _("tử số ÷ mẫu số")
    DIFFERENCE = "difference", _("hiệu hai số")
    RADIUS = "radius", _("căn bậc hai của diện tích ÷ (π × số điểm)")
    STATE = "state", _("có hoặc không")
    PLAIN = "plain", _("số đếm, số đo")
    FORMULA = "formula", _("công thức của chỉ tiêu khác")


class Adding(models.TextChoices):
    """How the figures of parts make the figure of the whole."""

    FLOW = "flow", _("cộng các đơn vị, cộng các kỳ")
    STOCK = "stock", _("cộng các đơn vị, lấy cuối kỳ")
    RATIO_OF_SUMS = "ratio_of_sums", _("chia tổng cho tổng, lấy cuối kỳ")
    RATIO_OF_FLOWS = "ratio_of_flows", _("chia tổng cho tổng, cộng cả các kỳ")
    EXISTS = "exists", _("đếm đơn vị có")
    FORMULA = "formula", _("tính lại ở từng cấp, không cộng")


class Definition(models.Model):
    """What an entered figure means. A new meaning is a new version beside the old one; figures keep theirs."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(verbose_name=_("Mã"))
    version = models.SmallIntegerField(default=1)
    words = models.TextField(verbose_name=_("Chỉ tiêu thống kê"))
    words_en = models.TextField(blank=True)
    unit = models.TextField(verbose_name=_("Đơn vị tính"))
    unit_en = models.TextField(blank=True)
    rule = models.TextField(choices=Rule.choices)
    adds = models.TextField(choices=Adding.choices)
    numerator = models.TextField(verbose_name=_("Tử số"))
    numerator_en = models.TextField(blank=True)
    denominator = models.TextField(blank=True, verbose_name=_("Mẫu số"))
    denominator_en = models.TextField(blank=True)
    formula = models.TextField(blank=True, verbose_name=_("Cách tính"))
    formula_en = models.TextField(blank=True)
    expression = models.TextField(
        blank=True,
        db_comment="arithmetic on codes of other indicators; empty: entered by numerator and denominator",
    )
    measured_by = models.TextField(
        verbose_name=_("Cơ quan đo"), db_comment="code of the unit that answers for it"
    )
    measured_from = models.TextField(blank=True, verbose_name=_("Nguồn số liệu"))
    measured_from_en = models.TextField(blank=True)
    frequency = models.TextField(db_comment="year, half or quarter")
    open_question = models.TextField(blank=True)
    open_question_en = models.TextField(blank=True)
    act_id = models.UUIDField()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint("code", "version", name="definition_version_once"),
            models.CheckConstraint(
                condition=models.Q(rule=Rule.FORMULA) ^ models.Q(expression=""),
                name="definition_formula_has_an_expression",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.words}"
