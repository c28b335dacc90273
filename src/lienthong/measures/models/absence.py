from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import Unit
from lienthong.kernel.keys import new_key
from lienthong.measures.models.definition import Definition


class Absence(models.Model):
    """Why there is no figure, as who measures it said by an act; the last that was said of a period counts.

    It stands until a figure of the same unit and period is known.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="absences")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    regime = models.TextField()
    period = models.TextField(verbose_name=_("Kỳ số liệu"), db_comment="2012, 2012-H1, 2012-Q3")
    reason = models.TextField(verbose_name=_("Lý do chưa có số liệu"))
    reason_en = models.TextField(blank=True)
    at = models.DateTimeField()
    act_id = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="absence_has_a_reason")]
        indexes = [models.Index("definition", "period", name="absence_of_period")]
