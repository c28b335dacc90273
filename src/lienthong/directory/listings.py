"""The lists of the directory: units and places of a day, people by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lienthong.directory.asking import Days
from lienthong.directory.models import (
    Person,
    PlaceKind,
    PlaceVersion,
    PostVersion,
    UnitGroup,
    UnitKind,
    UnitVersion,
)
from lienthong.directory.selectors import filled, holders, members, names, tree, versions_on
from lienthong.directory.selectors.people import appointments_on
from lienthong.kernel.search.folding import fold
from lienthong.kernel.search.queries import folded, matching
from lienthong.kernel.ui.components import Lines
from lienthong.kernel.ui.lists import Choices, Column, DayFilter, Filter, Listing, Reader, by_name

VACANT = (("none", _("Chưa có người giữ")),)


def units_of_day(days: Days) -> Listing[UnitVersion]:
    """Return the list of units as it reads on a day: links and parents are those of the day."""
    parents = tree(days.day)

    def above(version: UnitVersion) -> str:
        node = parents.nodes.get(parents.parent_of(version.unit_id) or version.unit_id)
        return node.printed if node and node.unit_id != version.unit_id else ""

    return Listing(
        name="directory.units",
        title=_("Danh bạ cơ quan"),
        columns=(
            Column(
                "name",
                _("Cơ quan, đơn vị"),
                lambda version: Lines(version.name, version.symbol),
                order=("order_key",),
                plain=lambda version: version.name,
                main=True,
            ),
            Column("kind", _("Loại"), lambda version: version.kind.local_name),
            Column("above", _("Trực thuộc"), above),
        ),
        order=("position", "order_key"),
        filters=(
            _on_day(),
            Filter("group", _("Nhóm"), _groups, lambda rows, code: _in_group(rows, code, days.day)),
            Filter("kind", _("Loại"), _kinds, lambda rows, code: rows.filter(kind=code)),
        ),
        search=matching,
        search_hint=_("Tên hoặc ký hiệu, không cần dấu"),
        address=lambda version: days.link("unit", version.unit_id),
        empty=_("Ngày này chưa có cơ quan nào trong danh bạ."),
    )


def places_of_day(days: Days) -> Listing[PlaceVersion]:
    return Listing(
        name="directory.places",
        title=_("Địa bàn hành chính"),
        columns=(
            Column("name", _("Địa bàn"), lambda version: version.name, order=("order_key",), main=True),
            Column("kind", _("Loại"), lambda version: version.kind.local_name),
            Column("code", _("Mã thống kê"), lambda version: version.gso_code, look="narrow"),
            Column("area", _("Diện tích (km²)"), lambda version: version.area_km2, look="end"),
        ),
        order=("order_key",),
        filters=(
            _on_day(),
            Filter("kind", _("Loại"), _place_kinds, lambda rows, code: rows.filter(kind=code)),
        ),
        search=matching,
        search_hint=_("Tên hoặc mã, không cần dấu"),
        address=lambda version: days.link("place", version.place_id),
        empty=_("Ngày này chưa có địa bàn nào trong danh mục."),
    )


def people_of_day(days: Days) -> Listing[Person]:
    return Listing(
        name="directory.people",
        title=_("Cán bộ, công chức"),
        columns=(
            Column("name", _("Họ và tên"), lambda person: person.full_name, order=("name_key",), main=True),
            Column("posts", _("Chức vụ"), lambda person: "; ".join(getattr(person, "held", []))),
        ),
        order=("name_key",),
        search=matching,
        search_hint=_("Họ tên, không cần dấu"),
        address=lambda person: days.link("person", person.pk),
        prepare=lambda people, _reader: _with_posts(people, days.day),
        empty=_("Danh bạ chưa có cán bộ nào."),
    )


def people_to_appoint(days: Days, post_id: UUID) -> Listing[Person]:
    """Return the list in which whom to appoint is found."""
    return replace(
        people_of_day(days),
        name="directory.appoint",
        title=_("Chọn người"),
        address=lambda person: days.link("appoint", post_id, person=person.pk),
    )


def posts_to_fill(days: Days, person_id: UUID) -> Listing[PostVersion]:
    """Return the list in which the post for a person is found, by its title or its unit."""

    def found(rows: QuerySet[PostVersion], typed: str) -> QuerySet[PostVersion]:
        units = versions_on(days.day, typed).order_by().values("unit")
        rows = rows.alias(folded_title=folded("title"))
        return rows.filter(Q(post__unit__in=units) | Q(folded_title__contains=fold(typed.strip())))

    return Listing(
        name="directory.fill",
        title=_("Chọn chức vụ"),
        columns=(
            Column("title", _("Chức vụ"), lambda version: version.title, main=True),
            Column("unit", _("Cơ quan, đơn vị"), lambda version: getattr(version, "called", "")),
            Column("held", _("Người giữ"), lambda version: getattr(version, "held_by", "")),
        ),
        order=("post__code",),
        filters=(
            Filter(
                "held", _("Người giữ"), VACANT, lambda rows, _value: rows.exclude(post__in=filled(days.day))
            ),
        ),
        search=found,
        search_hint=_("Tên cơ quan, đơn vị hoặc chức vụ"),
        address=lambda version: days.link("appoint", version.post_id, person=person_id),
        prepare=lambda versions, _reader: _with_units(versions, days.day),
        empty=_("Ngày này chưa có chức vụ nào."),
        empty_hint=_("Lập chức vụ ở trang của đơn vị."),
    )


def _with_units(versions: Sequence[PostVersion], day: date) -> None:
    called = names({version.post.unit_id for version in versions}, day)
    held = holders([version.post_id for version in versions], day)
    for version in versions:
        people = [row.person.full_name for row in held.get(version.post_id, ())]
        version.called = called.get(version.post.unit_id, "")  # type: ignore[attr-defined] # for its cell
        version.held_by = "; ".join(people)  # type: ignore[attr-defined] # for its cell


def _on_day() -> DayFilter[Any]:
    """The day narrows the rows before they are listed; here it only keeps its place in the form."""
    return DayFilter("on", _("Vào ngày"), lambda rows, _day: rows)


def _in_group(rows: QuerySet[UnitVersion], code: str, day: date) -> QuerySet[UnitVersion]:
    return rows.filter(unit__in=members(code, day))


def _groups(_reader: Reader) -> Choices:
    return by_name(UnitGroup.objects.all())


def _kinds(_reader: Reader) -> Choices:
    return by_name(UnitKind.objects.all())


def _place_kinds(_reader: Reader) -> Choices:
    return by_name(PlaceKind.objects.all())


def _with_posts(people: Sequence[Person], day: date) -> None:
    held = appointments_on([person.pk for person in people], day)
    for person in people:
        person.held = held.get(person.pk, [])  # type: ignore[attr-defined] # for its cell
