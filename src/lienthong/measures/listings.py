"""The list of indicators that figures are entered for or worked out of others."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.languages import either
from lienthong.kernel.ui.components import Lines
from lienthong.kernel.ui.lists import Column, Filter, Listing, Reader, listings
from lienthong.measures.models import Adding, Definition, Rule
from lienthong.measures.words import FREQUENCIES


def _source(_reader: Reader) -> QuerySet[Definition]:
    """Return the latest version of each indicator."""
    latest = Definition.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    return Definition.objects.filter(pk=Subquery(latest))


def _words(row: Definition) -> str:
    return either(row.words, row.words_en)


DEFINITIONS: Listing[Definition] = listings.register(
    Listing(
        name="measures.definitions",
        title=_("Định nghĩa chỉ tiêu thống kê"),
        columns=(
            Column("code", _("Mã"), lambda row: row.code, look="narrow", order=("code",)),
            Column("words", _("Chỉ tiêu thống kê"), _words, main=True),
            Column("unit", _("Đơn vị tính"), lambda row: either(row.unit, row.unit_en)),
            Column("rule", _("Cách tính"), lambda row: Lines(row.get_rule_display(), row.expression)),
            Column("measured_by", _("Cơ quan đo"), lambda row: row.measured_by, look="narrow"),
            Column("frequency", _("Kỳ số liệu"), lambda row: FREQUENCIES[row.frequency], look="narrow"),
            Column("version", _("Phiên bản"), lambda row: row.version, look="end"),
        ),
        order=("code",),
        source=_source,
        filters=(
            Filter("rule", _("Cách tính"), Rule.choices, lambda rows, rule: rows.filter(rule=rule)),
            Filter("adds", _("Cách cộng"), Adding.choices, lambda rows, adds: rows.filter(adds=adds)),
        ),
        address=lambda row: reverse("measures:definition", args=[row.code]),
        empty=_("Chưa có chỉ tiêu nào được định nghĩa."),
    )
)
