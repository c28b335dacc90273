from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Unit
from lienthong.kernel.keys import new_key
from lienthong.measures.models.definition import Definition


class Kind(models.TextChoices):
    REPORTED = "reported", _("Theo báo cáo")
    CITED = "cited", _("Trích nguồn")


class Maturity(models.TextChoices):
    ESTIMATE = "estimate", _("Ước thực hiện")
    PRELIMINARY = "preliminary", _("Sơ bộ")
    FINAL = "final", _("Chính thức")


class Entry(models.Model):
    """A figure as somebody reported or cited it, by an act. A correction is another entry that revises this one.

    What is known as of a head of the ledger are the entries whose acts it knows, less those that it knows revised.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    regime = models.TextField()
    period = models.TextField(verbose_name=_("Kỳ số liệu"), db_comment="2012, 2012-H1, 2012-Q3")
    numerator = models.DecimalField(max_digits=24, decimal_places=6)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    kind = models.TextField(choices=Kind.choices)
    maturity = models.TextField(choices=Maturity.choices)
    source = models.TextField(verbose_name=_("Nguồn"))
    source_en = models.TextField(blank=True)
    reason = models.TextField(blank=True, db_comment="why it was put right; of a revision")
    reason_en = models.TextField(blank=True)
    revises = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="revised_by",
        db_comment="the entry it takes the place of",
    )
    at = models.DateTimeField()
    act_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "definition",
                "unit",
                "regime",
                "period",
                "maturity",
                condition=models.Q(revises__isnull=True),
                name="entry_first_once",
            ),
            models.CheckConstraint(
                condition=models.Q(revises__isnull=True) | ~models.Q(reason=""),
                name="entry_revision_has_a_reason",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="entry_has_a_source"),
        ]
        indexes = [models.Index("definition", "period", name="entry_of_period")]
