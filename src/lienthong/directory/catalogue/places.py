"""What is kept about the land: kinds of places, places, and points of reference in them."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.columns import Choice, Choices, Column, Number, Ref, Text
from lienthong.directory.catalogue.dated import Dated, PlannedDated
from lienthong.directory.catalogue.registry import Catalogue, EntryStep
from lienthong.directory.catalogue.undated import Undated
from lienthong.directory.catalogue.units import CODE, TIERS, options_of, spans_in, words_columns, words_of
from lienthong.directory.models import (
    Place,
    PlaceKind,
    PlaceVersion,
    PointKind,
    ReferencePointVersion,
)
from lienthong.kernel.ui.choosing import Named
from lienthong.kernel.ui.formats import day_words

AREA: Final = Number(Decimal("0.0001"), Decimal(999_999), 4)
TIERS_OF_PLACES: Final = {code: TIERS[code] for code in ("province", "district", "commune")}
LATITUDE: Final = Number(Decimal(-90), Decimal(90), 6)
LONGITUDE: Final = Number(Decimal(-180), Decimal(180), 6)


def _places(day: date) -> Choices:
    rows = PlaceVersion.objects.on(day).order_by("order_key").values_list("place__code", "name")
    return [(code, Named(name, code)) for code, name in rows]


def _place_names(codes: Collection[str], day: date) -> Mapping[str, str]:
    rows = PlaceVersion.objects.on(day).filter(place__code__in=codes)
    return dict(rows.values_list("place__code", "name"))


def _place(*, own: bool) -> Ref:
    return Ref(Place, _places, _place_names, spans_in(PlaceVersion, "place"), own=own)


def _check_places(planned: PlannedDated) -> None:
    """Refuse a place that would lie in itself, and the end of one in which others still lie."""
    days: dict[date, dict[str, str]] = {}
    for step in planned.changing():
        row = step.row
        if row is None or row.since is None:
            continue
        if row.since not in days:
            days[row.since] = _parents(row.since, planned)
        if _lies_in_itself(row.key[0], days[row.since]):
            planned.say(step, "parent", gettext("Địa bàn không thể nằm trong chính nó."))
        if isinstance(row.until, date) and step.before:
            _say_what_is_left(planned, step, row.key[0], row.until)


def _parents(day: date, planned: PlannedDated) -> dict[str, str]:
    """Return in which place each lies on the day, as the rows would have it."""
    rows = PlaceVersion.objects.on(day).exclude(parent=None)
    parents = dict(rows.values_list("place__code", "parent__code"))
    for key, timeline in planned.after.items():
        said = timeline.on(day)
        parents[key[0]] = said.values["parent"] if said else ""
    return parents


def _lies_in_itself(code: str, parents: Mapping[str, str]) -> bool:
    above, seen = parents.get(code, ""), {code}
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above == code


def _say_what_is_left(planned: PlannedDated, step: EntryStep, code: str, until: date) -> None:
    if name := next(_left_in(planned, code, until), ""):
        words = gettext("Từ ngày %(day)s còn “%(name)s” nằm trong địa bàn này.")
        planned.say(step, "until", words % {"day": day_words(until), "name": name})


def _left_in(planned: PlannedDated, code: str, day: date) -> Iterator[str]:
    """Yield what lies in the place on the day or later, as the rows would have it."""
    ahead = {"during__overlap": (day, None)}
    points = ReferencePointVersion.objects.believed().filter(place__code=code, **ahead)
    yield from points.values_list("name", flat=True)
    mentioned = {key[0] for key in planned.after}
    places = PlaceVersion.objects.believed().filter(parent__code=code, **ahead)
    yield from places.exclude(place__code__in=mentioned).values_list("name", flat=True)
    for timeline in planned.after.values():
        for one in timeline.stretches:
            if one.values["parent"] == code and (one.until is None or one.until > day):
                yield one.values["name"]


PLACE_KINDS: Final = Catalogue(
    "place-kinds",
    _("Loại địa bàn"),
    _("Tỉnh, huyện, xã, phường: chữ và cấp để lọc."),
    words_columns(Column("tier", _("Cấp"), 14, needed=True, kind=Choice(lambda: TIERS_OF_PLACES))),
    Undated(PlaceKind),
    order=41,
)
PLACES: Final = Catalogue(
    "places",
    _("Địa bàn"),
    _("Tỉnh, huyện, xã theo thời gian: tên, loại, nằm trong địa bàn nào, mã thống kê, diện tích."),
    (
        Column("code", _("Mã"), 16, needed=True, kind=CODE, path="place__code"),
        Column("name", _("Tên"), 36, needed=True),
        Column("short_name", _("Tên ngắn"), 24, listed=False),
        Column("kind", _("Loại"), 16, needed=True, path="kind__code", narrows=True,
               kind=Ref(PlaceKind, options_of(PlaceKind), words_of(PlaceKind))),
        Column("parent", _("Nằm trong"), 16, kind=_place(own=True), path="parent__code"),
        Column("gso_code", _("Mã thống kê"), 14, kind=Text(20)),
        Column("area_km2", _("Diện tích (km²)"), 16, kind=AREA),
        Column("lat", _("Vĩ độ"), 14, kind=LATITUDE, listed=False),
        Column("lon", _("Kinh độ"), 14, kind=LONGITUDE, listed=False),
    ),
    Dated(PlaceVersion, "place", _check_places),
    order=40,
)  # fmt: skip
POINT_KINDS: Final = Catalogue(
    "point-kinds",
    _("Loại điểm tham chiếu"),
    _("Trường học các cấp, thôn, khu phố."),
    words_columns(),
    Undated(PointKind),
    order=51,
)


def _check_points(planned: PlannedDated) -> None:
    """Refuse half a point on the map."""
    for step in planned.changing():
        said = planned.after[step.row.key].on(step.row.since) if step.row and step.row.since else None
        if said and (said.values["lat"] is None) != (said.values["lon"] is None):
            column = "lon" if said.values["lon"] is None else "lat"
            planned.say(step, column, gettext("Vĩ độ và kinh độ đi cùng nhau."))


POINTS: Final = Catalogue(
    "points",
    _("Điểm tham chiếu"),
    _("Trường học, thôn, khu phố: những tên mà người dân dùng để chỉ chỗ, mỗi điểm nằm trong một địa bàn."),
    (
        Column("code", _("Mã"), 16, needed=True, kind=CODE, path="point__code"),
        Column("name", _("Tên"), 40, needed=True),
        Column("kind", _("Loại"), 24, needed=True, path="kind__code", narrows=True,
               kind=Ref(PointKind, options_of(PointKind), words_of(PointKind))),
        Column("place", _("Địa bàn"), 16, needed=True, kind=_place(own=False), path="place__code"),
        Column("lat", _("Vĩ độ"), 14, kind=LATITUDE, listed=False),
        Column("lon", _("Kinh độ"), 14, kind=LONGITUDE, listed=False),
    ),
    Dated(ReferencePointVersion, "point", _check_points),
    order=50,
)  # fmt: skip
