"""The lists of the area: points of a day, points that a figure counts, the radius by unit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import PlaceVersion, UnitVersion
from lienthong.infrastructure.models import PointKind, PointService, ServicePointVersion
from lienthong.infrastructure.radius import Map
from lienthong.infrastructure.selectors import found_by, place_names
from lienthong.infrastructure.words import radius_words
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.components import Lines, Link
from lienthong.kernel.ui.formats import number_words
from lienthong.kernel.ui.lists import Choices, Column, DayFilter, Filter, Kept, Listing, Reader, by_name
from lienthong.parties.models import Party

COLUMNS: tuple[Column[ServicePointVersion], ...] = (
    Column(
        "name",
        _("Điểm phục vụ"),
        lambda row: Lines(row.name, row.point.code),
        order=("order_key",),
        plain=lambda row: row.name,
        main=True,
    ),
    Column("kind", _("Loại"), lambda row: row.kind.local_name),
    Column("enterprise", _("Doanh nghiệp, tổ chức"), lambda row: str(row.point.enterprise)),
    Column("place", _("Địa bàn"), lambda row: getattr(row, "where", "")),
    Column("services", _("Dịch vụ"), lambda row: getattr(row, "offered", "")),
    Column("hours", _("Giờ mở cửa"), lambda row: row.hours),
)

ASKED = tuple(Kept[Any](name) for name in ("regime", "period", "size", "boundaries"))


def points_of_day(day: date, rows: QuerySet[ServicePointVersion]) -> Listing[ServicePointVersion]:
    """Return the list of points as it reads on a day; what can be chosen is what these rows have."""

    def enterprises(_reader: Reader) -> Choices:
        listed = Party.objects.filter(pk__in=rows.order_by().values("point__enterprise"))
        return [(party.code, str(party)) for party in listed.order_by("order_key")]

    def districts(_reader: Reader) -> Choices:
        around = PlaceVersion.objects.on(day).filter(place__in=rows.order_by().values("place"))
        found = PlaceVersion.objects.on(day).filter(place__in=around.values("parent"))
        return list(found.order_by("order_key").values_list("place__code", "name"))

    def in_district(found: QuerySet[ServicePointVersion], code: str) -> QuerySet[ServicePointVersion]:
        inside = PlaceVersion.objects.on(day).filter(parent__code=code)
        return found.filter(place__in=inside.values("place"))

    return Listing(
        name="infrastructure.points",
        title=_("Điểm phục vụ bưu chính, viễn thông"),
        columns=COLUMNS,
        order=("order_key",),
        filters=(
            # The rows are those of the day already.
            DayFilter("on", _("Vào ngày"), lambda found, _day: found),
            Filter("kind", _("Loại"), _kinds, lambda found, code: found.filter(kind=code)),
            Filter(
                "enterprise",
                _("Doanh nghiệp, tổ chức"),
                enterprises,
                lambda found, code: found.filter(point__enterprise__code=code),
            ),
            Filter("district", _("Huyện, địa bàn cha"), districts, in_district),
        ),
        search=found_by,
        search_hint=_("Tên, địa chỉ hoặc mã, không cần dấu"),
        address=_address,
        prepare=lambda found, _reader: _with_words(found, day),
        empty=_("Ngày này chưa có điểm phục vụ nào."),
        empty_hint=_("Sở quản lý bưu chính, viễn thông nạp tệp điểm phục vụ ở trang này."),
    )


def points_counted(day: date) -> Listing[ServicePointVersion]:
    """Return the list of the points behind a figure, and nothing else."""
    return Listing(
        name="infrastructure.counted",
        title=_("Các điểm được tính"),
        columns=COLUMNS[:4],
        order=("order_key",),
        filters=ASKED,
        search=found_by,
        search_hint=_("Tên, địa chỉ hoặc mã, không cần dấu"),
        address=_address,
        prepare=lambda found, _reader: _with_words(found, day),
        empty=_("Không có điểm nào được tính."),
    )


def radius_by_unit(shown: Map, query: str) -> Listing[UnitVersion]:
    """Return the list of units with area, points and radius; where there is no figure it says why."""

    def of(row: UnitVersion) -> Any:
        return shown.territories[row.place_id]  # type: ignore[index] # rows are those with a place of the day

    def address(row: UnitVersion) -> str:
        return reverse("infrastructure:counted", args=[row.unit_id]) + query

    return Listing(
        name="infrastructure.radius",
        title=_("Bán kính phục vụ bình quân"),
        columns=(
            Column("unit", _("Đơn vị"), lambda row: row.name, order=("order_key",), main=True),
            Column(
                "area",
                _("Diện tích (km²)"),
                lambda row: "–" if of(row).area is None else number_words(float(of(row).area)),
                look="end",
            ),
            Column(
                "points",
                _("Số điểm"),
                lambda row: Link(number_words(of(row).points), address(row)),
                look="end",
            ),
            Column("radius", _("Bán kính (km/điểm)"), lambda row: radius_words(of(row)), look="end"),
        ),
        order=("position", "order_key"),
        filters=ASKED,
        search=matching,
        search_hint=_("Tên hoặc ký hiệu, không cần dấu"),
        address=address,
        empty=_("Ngày này chưa có đơn vị nào có địa bàn."),
    )


def _kinds(_reader: Reader) -> Choices:
    return by_name(PointKind.objects.all())


def _address(row: ServicePointVersion) -> str:
    return reverse("infrastructure:point", args=[row.point_id])


def _with_words(rows: Sequence[ServicePointVersion], day: date) -> None:
    where = place_names({row.place_id for row in rows}, day)
    services = {service.code: service.local_name for service in PointService.objects.all()}
    for row in rows:
        row.where = where.get(row.place_id, "")  # type: ignore[attr-defined] # for its cell
        row.offered = ", ".join(services.get(code, code) for code in row.services)  # type: ignore[attr-defined]
