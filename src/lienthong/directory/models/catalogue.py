"""Words that are data: kinds of units and places, trees, schemes of codes, sources."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.languages import TwoNames

ADMINISTRATIVE = "administrative"


class Catalogue(TwoNames, models.Model):
    """A word of the administration with its two names."""

    code = models.TextField(primary_key=True)
    name = models.TextField()
    name_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class UnitKind(Catalogue):
    tier = models.TextField(
        db_comment="province, district, commune, division: a word for filters, not a rank"
    )
    has_seal = models.BooleanField(db_comment="a cơ quan; without one, a đơn vị inside another")
    under_committee = models.BooleanField(db_comment="false: vertical agencies, Party, People's Council")
    during = DateRangeField(null=True, db_comment="when such units may exist; empty: always")

    class Meta:
        verbose_name = _("loại cơ quan, đơn vị")


class PlaceKind(Catalogue):
    tier = models.TextField()

    class Meta:
        verbose_name = _("loại địa bàn")


class PointKind(Catalogue):
    """A kind of reference point: a school of some level, a hamlet, a quarter."""

    class Meta:
        verbose_name = _("loại điểm tham chiếu")


class UnitTree(Catalogue):
    """One way of standing under another: by subordination, by professional guidance."""

    class Meta:
        verbose_name = _("cây tổ chức")


class FieldOfWork(Catalogue):
    """A field that a post may answer for (lĩnh vực phụ trách)."""

    class Meta:
        verbose_name = _("lĩnh vực phụ trách")


class CodeScheme(Catalogue):
    form = models.TextField(blank=True, db_comment="how a code is written, in words")
    during = DateRangeField(null=True)
    source = models.TextField(blank=True)

    class Meta:
        verbose_name = _("bộ mã định danh")


class Source(models.Model):
    """Where facts of the directory come from."""

    code = models.TextField(primary_key=True)
    title = models.TextField()
    licence = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("nguồn dữ liệu")

    def __str__(self) -> str:
        return self.title
