from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.casework.models.case import Case
from lienthong.directory.models import Unit
from lienthong.kernel.keys import new_key


class Role(models.TextChoices):
    ASSIGNER = "assigner", _("Giao việc")
    MONITORING = "monitoring", _("Theo dõi, đôn đốc")
    LEAD = "lead", _("Chủ trì")
    SUPPORTING = "supporting", _("Phối hợp")
    FOR_INFORMATION = "for_information", _("Để biết")
    HANDLING = "handling", _("Được phân công xử lý")


class Involvement(models.Model):
    """A unit takes part in a case, in a role, since an act. Who takes part may see."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="involvements")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    role = models.TextField(choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case",
                "unit",
                "role",
                condition=models.Q(until__isnull=True),
                name="involvement_once",
            )
        ]
        indexes = [models.Index("unit", "role", "case", name="involvement_of_unit")]
