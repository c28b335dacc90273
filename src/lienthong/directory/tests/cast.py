"""The fixed cast of the directory: small factories in words of the office, for this area and those above.

Facts are written straight into the tables and the revision is bumped, so that trees are read anew.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import (
    Appointment,
    FieldOfWork,
    GroupMember,
    Mandate,
    Person,
    Place,
    PlaceKind,
    PlaceSuccession,
    PlaceVersion,
    Population,
    Post,
    PostVersion,
    Unit,
    UnitCode,
    UnitGroup,
    UnitKind,
    UnitPlacement,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.revision import bump
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.keys import new_key

BEGIN = date(2011, 1, 1)
DAY = date(2012, 3, 5)
AT = datetime(2012, 3, 5, 2, 0, tzinfo=UTC)  # 9 o'clock in Vietnam
KNOWN = datetime(2011, 1, 1, tzinfo=UTC)

EDITOR = Actor(
    kind=ActorKind.OFFICIAL,
    name="Trần Thị Danh Bạ",
    post="Chuyên viên",
    unit="Văn phòng UBND tỉnh",
    capabilities=frozenset({"directory_edit", "directory_see"}),
)
READER = Actor(kind=ActorKind.OFFICIAL, name="Lê Văn Đọc", capabilities=frozenset({"directory_see"}))
STRANGER = Actor(kind=ActorKind.OFFICIAL, name="Phạm Người Lạ")

KINDS: dict[str, dict[str, Any]] = {
    "province_committee": {"name": "Ủy ban nhân dân tỉnh", "tier": "province"},
    "committee_office": {"name": "Văn phòng Ủy ban nhân dân tỉnh", "tier": "province"},
    "department": {"name": "Sở", "tier": "province"},
    "division": {"name": "Phòng thuộc sở", "tier": "division", "has_seal": False},
    "vertical_agency": {"name": "Cơ quan ngành dọc", "tier": "province", "under_committee": False},
    "coordinating_body": {"name": "Tổ chức phối hợp liên ngành", "tier": "province", "has_seal": False},
    "district_committee": {"name": "Ủy ban nhân dân cấp huyện", "tier": "district"},
    "commune_committee": {"name": "Ủy ban nhân dân xã", "tier": "commune"},
}


def signed_in(by: Actor) -> Actor:
    """Return the same actor, signed in with an account of their own."""
    return replace(by, account_id=new_key())


def during(since: date = BEGIN, until: date | None = None) -> DateRange:
    return DateRange(since, until)


def a_kind(code: str) -> UnitKind:
    shape = {"has_seal": True, "under_committee": True} | KINDS[code]
    return UnitKind.objects.get_or_create(code=code, defaults=shape)[0]


def a_unit(
    code: str,
    name: str = "",
    *,
    kind: str = "department",
    under: Unit | None = None,
    since: date = BEGIN,
    until: date | None = None,
    **shape: Any,
) -> Unit:
    """Return a unit that exists from `since`, under another in the administrative tree if one is named."""
    unit = Unit.objects.create(code=code)
    dates = {"during": during(since, until), "known_from": KNOWN}
    UnitVersion.objects.create(unit=unit, kind=a_kind(kind), name=name or f"Cơ quan {code}", **shape, **dates)
    if under is not None:
        UnitPlacement.objects.create(unit=unit, parent=under, **dates)
    bump()
    return unit


def a_code(unit: Unit, scheme: str, code: str, since: date = BEGIN) -> UnitCode:
    return UnitCode.objects.create(
        unit=unit, scheme=scheme, code=code, during=during(since), known_from=KNOWN
    )


def a_group(code: str, units: Iterable[Unit], name: str = "Các sở, ban, ngành") -> UnitGroup:
    group = UnitGroup.objects.create(code=code, name=name)
    for unit in units:
        GroupMember.objects.create(group=group, unit=unit, during=during(), known_from=KNOWN)
    return group


def a_field(code: str, name: str, name_en: str = "") -> FieldOfWork:
    field = FieldOfWork.objects.create(code=code, name=name, name_en=name_en)
    bump()
    return field


def a_mandate(code: str, unit: Unit, title: str = "Quản lý nhà nước về công nghệ thông tin") -> Mandate:
    return Mandate.objects.create(code=code, title=title, unit=unit, during=during(), known_from=KNOWN)


def a_post(
    unit: Unit, title: str = "Chuyên viên", *, profile: str = "specialist", code: str = "", **shape: Any
) -> Post:
    post = Post.objects.create(
        code=code or f"{unit.code}/{unit.posts.count() + 1}", unit=unit, title=title, profile=profile, **shape
    )
    PostVersion.objects.create(
        post=post, title=title, profile=profile, during=during(), known_from=KNOWN, **shape
    )
    return post


def a_person(full_name: str = "Nguyễn Văn An", code: str = "") -> Person:
    return Person.objects.create(code=code or f"P{Person.objects.count() + 1:04}", full_name=full_name)


def appointed(
    person: Person, post: Post, *, kind: str = "holder", since: date = BEGIN, until: date | None = None
) -> Appointment:
    return Appointment.objects.create(
        person=person, post=post, kind=kind, during=during(since, until), known_from=KNOWN
    )


def succeeded(before: Unit, after: Unit, on: date, share: str = "1", kind: str = "MERGER") -> UnitSuccession:
    return UnitSuccession.objects.create(
        predecessor=before, successor=after, on=on, share=Decimal(share), kind=kind, known_from=KNOWN
    )


def a_place(
    code: str,
    name: str = "",
    *,
    kind: str = "commune",
    within: Place | None = None,
    since: date = BEGIN,
    until: date | None = None,
    area_km2: Decimal | None = None,
) -> Place:
    place = Place.objects.create(code=code)
    PlaceKind.objects.get_or_create(code=kind, defaults={"name": kind, "tier": kind})
    PlaceVersion.objects.create(
        place=place,
        kind_id=kind,
        name=name or f"Xã {code}",
        parent=within,
        area_km2=area_km2,
        during=during(since, until),
        known_from=KNOWN,
    )
    return place


def place_succeeded(before: Place, after: Place, on: date, share: str = "1") -> PlaceSuccession:
    kind = "MERGER" if share == "1" else "SPLIT"
    return PlaceSuccession.objects.create(
        predecessor=before, successor=after, on=on, share=Decimal(share), kind=kind, known_from=KNOWN
    )


def a_count(place: Place, people: int, on: date) -> Population:
    return Population.objects.create(place=place, people=people, on=on, known_from=KNOWN)
