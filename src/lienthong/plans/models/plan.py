from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key


class Plan(models.Model):
    """A plan as its issuer made it; what we do not know about it says so."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True)
    title = models.TextField(verbose_name=_("Tên kế hoạch"))
    title_en = models.TextField(blank=True)
    number = models.TextField(blank=True, verbose_name=_("Số, ký hiệu"))
    issuer = models.TextField(blank=True, verbose_name=_("Cơ quan ban hành"))
    issued_on = models.DateField(null=True, verbose_name=_("Ngày ban hành"))
    basis = models.TextField(blank=True, verbose_name=_("Căn cứ"))
    during = DateRangeField(verbose_name=_("Thời gian thực hiện"))
    assumed = models.TextField(blank=True, db_comment="columns of the file that are our assumption")
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(during__isempty=False), name="plan_some_day")
        ]

    def __str__(self) -> str:
        return self.title
