"""Units over time: the unit is a key and a code; what it is called, and what it is, are dated versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.bases import Sourced
from lienthong.directory.models.catalogue import ADMINISTRATIVE, UnitKind
from lienthong.directory.models.place import Place
from lienthong.kernel.history.models import Versioned, never_empty, never_twice
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import SortKeyField, WordsField, words_index


class Unit(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True, db_comment="ours, for files and addresses; never shown as official")

    class Meta:
        verbose_name = _("cơ quan, đơn vị")

    def __str__(self) -> str:
        return self.code


class UnitVersion(Versioned, Sourced):
    """What a unit is called and what it is, during a range of days."""

    history_key = "unit"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="+")
    name = models.TextField()
    short_name = models.TextField(blank=True)
    symbol = models.TextField(blank=True, db_comment="in the symbols of documents: STTTT, 141-KL/TU")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    position = models.IntegerField(default=0, db_comment="order in official lists; equal ones by name")
    note = models.TextField(blank=True)
    words = WordsField("name", "short_name", "symbol")
    order_key = SortKeyField("name")

    class Meta:
        verbose_name = _("thông tin cơ quan, đơn vị")
        indexes = [words_index("unitversion_words")]
        constraints = [never_twice("unitversion_once", "unit_id"), never_empty("unitversion_some_day")]

    def __str__(self) -> str:
        return self.name


class UnitPlacement(Versioned, Sourced):
    """Under which unit a unit stands, in one of several trees."""

    history_key = "unit"

    tree = models.TextField(default=ADMINISTRATIVE, db_comment="a code of UnitTree")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="placed_below")

    class Meta:
        verbose_name = _("cơ quan quản lý trực tiếp")
        constraints = [
            never_twice("unitplacement_once", "unit_id", "tree"),
            never_empty("unitplacement_some_day"),
            models.CheckConstraint(
                condition=~models.Q(unit=models.F("parent")), name="unitplacement_not_below_itself"
            ),
        ]


class UnitCode(Versioned, Sourced):
    """The identifier of a unit in one scheme. The two schemes write the same groups in opposite orders."""

    history_key = "unit"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="codes")
    scheme = models.TextField(db_comment="a code of CodeScheme")
    code = models.TextField(db_comment="in capitals, as the scheme writes it")

    class Meta:
        verbose_name = _("mã định danh")
        indexes = [models.Index("code", name="unitcode_code")]
        constraints = [never_twice("unitcode_once", "unit_id", "scheme"), never_empty("unitcode_some_day")]

    def __str__(self) -> str:
        return self.code
