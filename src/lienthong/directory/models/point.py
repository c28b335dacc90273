"""Reference points over time: schools, hamlets, quarters; where something is, said by a name that people know."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.catalogue import PointKind
from lienthong.directory.models.place import Place
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import SortKeyField, WordsField, words_index


class ReferencePoint(models.Model):
    """A key and a code. A hamlet is a point too: nobody keeps its boundaries, and the State has no code for it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True, db_comment="ours, for files and addresses")

    class Meta:
        verbose_name = _("điểm tham chiếu")

    def __str__(self) -> str:
        return self.code


class ReferencePointVersion(Versioned, Sourced):
    history_key = "point"

    point = models.ForeignKey(ReferencePoint, models.PROTECT, related_name="versions")
    kind = models.ForeignKey(PointKind, models.PROTECT, related_name="+")
    name = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="points")
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, db_comment="WGS 84")
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    words = WordsField("name")
    order_key = SortKeyField("name")

    class Meta:
        verbose_name = _("thông tin điểm tham chiếu")
        indexes = [words_index("pointversion_words")]
        constraints = [
            never_twice("pointversion_once", "point_id"),
            never_empty("pointversion_some_day"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="pointversion_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return self.name
