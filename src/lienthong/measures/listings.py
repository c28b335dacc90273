"""The list of indicators that figures are entered for or worked out of others."""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.ui.components import Lines
from lienthong.kernel.ui.lists import Column, Filter, Listing, Reader, listings
from lienthong.measures.meanings import agencies_of
from lienthong.measures.models import Adding, Definition, Rule
from lienthong.measures.words import FREQUENCIES


def _source(_reader: Reader) -> QuerySet[Definition]:
    """Return the latest version of each indicator."""
    latest = Definition.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    return Definition.objects.filter(pk=Subquery(latest))


def _name_agencies(rows: Sequence[Definition], reader: Reader) -> None:
    """Put the agency that measures beside each definition, as it is called on the day."""
    agencies = agencies_of({row.measured_by for row in rows}, local_day(reader.at))
    for row in rows:
        vars(row)["agency"] = agencies.get(row.measured_by, row.measured_by)


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
            Column("measured_by", _("Cơ quan đo"), lambda row: vars(row)["agency"]),
            Column("frequency", _("Kỳ số liệu"), lambda row: FREQUENCIES[row.frequency], look="narrow"),
            Column("version", _("Phiên bản"), lambda row: row.version, look="end"),
        ),
        order=("code",),
        source=_source,
        filters=(
            Filter("rule", _("Cách tính"), Rule.choices, lambda rows, rule: rows.filter(rule=rule)),
            Filter("adds", _("Cách cộng"), Adding.choices, lambda rows, adds: rows.filter(adds=adds)),
        ),
        prepare=_name_agencies,
        address=lambda row: reverse("measures:definition", args=[row.code]),
        empty=_("Chưa có chỉ tiêu nào được định nghĩa."),
    )
)
