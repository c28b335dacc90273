"""The directory of the demo province from its files: catalogues, places, units, people; in bulk.

Units and all that is theirs as they were before the reorganisations of 2025, which are drafts (`reforms`). Places
and their successions are written down to the present: they are the geography that figures are drawn in, and belong
to no decision of this province's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.catalogue.shipped import write_catalogues
from lienthong.directory.models import (
    ADMINISTRATIVE,
    Appointment,
    BodySeat,
    CoordinatingBody,
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
    Source,
    Unit,
    UnitCode,
    UnitGroup,
    UnitPlacement,
    UnitTree,
    UnitVersion,
)
from lienthong.directory.policies import may_edit
from lienthong.directory.revision import bump, hold_directory
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.web.demo.loaded import is_loaded, record_files
from lienthong.web.demo.reading import Row, decimal, during, rows, words
from lienthong.web.demo.reforms import SCHEMES, TREE_OF_UNITS, before

FILES = (
    "sources",
    "unit_kinds",
    "place_kinds",
    "trees",
    "fields",
    "code_schemes",
    "point_kinds",
    "places",
    "place_successions",
    "populations",
    "units",
    "placements",
    "groups",
    "group_members",
    "mandates",
    "people",
    "posts",
    "appointments",
    "bodies",
)


@action
def load_directory(*, by: Actor, at: datetime) -> None:
    """Write down the whole directory, known since `at`, one act for each file; twice does nothing."""
    may_edit(by).or_raise()
    hold_directory()
    if is_loaded("directory.load", FILES, into=Unit):
        return
    loading = Loading(at)
    loading.catalogues()
    loading.places()
    loading.units()
    loading.groups()
    loading.people()
    loading.bodies()
    bump()
    record_files("directory.load", FILES, by=by, at=at)


@dataclass
class Loading:
    """Keys of what was written, by the codes of the files."""

    at: datetime
    place: dict[str, UUID] = field(default_factory=dict)
    unit: dict[str, UUID] = field(default_factory=dict)
    post: dict[str, UUID] = field(default_factory=dict)
    person: dict[str, UUID] = field(default_factory=dict)

    def catalogues(self) -> None:
        _write(Source(**row) for row in rows("sources"))
        _write(PlaceKind(**row) for row in rows("place_kinds"))
        _write(UnitTree(**_named(row)) for row in [_tree(row) for row in rows("trees")])
        write_catalogues()

    def places(self) -> None:
        listed = rows("places")
        self.place = _keyed(Place(code=row["code"]) for row in listed)
        _write(
            PlaceVersion(
                place_id=self.place[row["code"]],
                parent_id=self.place.get(row["parent"]),
                kind_id=row["kind"],
                area_km2=decimal(row["area_km2"]),
                lat=decimal(row["lat"]),
                lon=decimal(row["lon"]),
                **_some(row, "name", "short_name", "gso_code", "note"),
                **self._said(row),
            )
            for row in listed
        )
        _write(PlaceSuccession(**self._passed(row)) for row in rows("place_successions"))
        _write(
            Population(
                place_id=self.place[row["place"]],
                on=date.fromisoformat(row["on"]),
                people=int(row["people"]),
                urban=int(row["urban"]),
                rural=int(row["rural"]),
                source=row["source"],
                known_from=self.at,
            )
            for row in rows("populations")
        )

    def units(self) -> None:
        listed = before("units")
        self.unit = _keyed(Unit(code=row["code"]) for row in listed)
        _write(
            UnitVersion(
                unit_id=self.unit[row["code"]],
                kind_id=row["kind"],
                place_id=self.place.get(row["place"]),
                position=position,
                **_some(row, "name", "short_name", "symbol", "note"),
                **self._said(row),
            )
            for position, row in enumerate(listed)
        )
        below = [row | {"tree": TREE_OF_UNITS, "unit": row["code"]} for row in listed if row["parent"]]
        _write(self._placement(row) for row in [*below, *before("placements")])
        valid = {row["code"]: during(row) for row in rows("code_schemes")}
        _write(
            self._code(row, column, valid[scheme])
            for row in listed
            for column, scheme in SCHEMES.items()
            if row[column] and _both(valid[scheme], during(row))
        )
        _write(
            Mandate(
                unit_id=self.unit[row["unit"]],
                fields=words(row["fields"]),
                **_some(row, "code", "title", "title_en"),
                **self._said(row),
            )
            for row in before("mandates")
        )

    def groups(self) -> None:
        listed = [row for row in before("groups") if row["of"] == "unit"]
        keys = _keyed(UnitGroup(**_named(row), during=during(row)) for row in listed)
        _write(
            GroupMember(group_id=keys[row["group"]], unit_id=self.unit[row["unit"]], **self._said(row))
            for row in before("group_members")
        )

    def people(self) -> None:
        """Enter people with addresses that lead nowhere (RFC 2606) and numbers that nobody has."""
        self.person = _keyed(
            Person(
                code=row["code"],
                full_name=row["full_name"],
                email=f"{row['code'].lower()}@binh-thuan.example",
                phone=f"0000 {row['code'].removeprefix('P'):0>6}",
            )
            for row in rows("people")
        )
        listed = [row for row in rows("posts") if row["unit"] in self.unit]
        self.post = _keyed(
            Post(code=row["code"], unit_id=self.unit[row["unit"]], **_shape(row)) for row in listed
        )
        spans = self._spans_of_units()
        _write(
            PostVersion(
                post_id=self.post[row["code"]], during=spans[row["unit"]], known_from=self.at, **_shape(row)
            )
            for row in listed
        )
        _write(
            Appointment(
                person_id=self.person[row["person"]],
                post_id=self.post[row["post"]],
                kind=row["kind"],
                **self._said(row),
            )
            for row in before("appointments")
        )

    def bodies(self) -> None:
        listed = before("bodies")
        standing = {row["body"]: row for row in listed}
        _write(
            CoordinatingBody(
                unit_id=self.unit[code],
                standing_agency_id=self.unit[row["standing_agency"]],
                **self._said(row),
            )
            for code, row in standing.items()
        )
        _write(
            BodySeat(
                body_id=self.unit[row["body"]],
                post_id=self.post[row["post"]],
                role=row["role"],
                rank=int(row["rank"]),
                **self._said(row),
            )
            for row in listed
        )

    def _said(self, row: Row) -> dict[str, Any]:
        """Return when it was so, since when we know, and by which source."""
        said = {"during": during(row), "known_from": self.at}
        return said | {name: row[name] for name in ("source", "assumed") if name in row}

    def _passed(self, row: Row) -> dict[str, Any]:
        return {
            "predecessor_id": self.place[row["predecessor"]],
            "successor_id": self.place[row["successor"]],
            "kind": row["kind"],
            "share": Decimal(row["share"]),
            "on": date.fromisoformat(row["on"]),
            "known_from": self.at,
            **_some(row, "source", "assumed"),
        }

    def _placement(self, row: Row) -> UnitPlacement:
        tree = ADMINISTRATIVE if row["tree"] == TREE_OF_UNITS else row["tree"]
        return UnitPlacement(
            tree=tree, unit_id=self.unit[row["unit"]], parent_id=self.unit[row["parent"]], **self._said(row)
        )

    def _code(self, row: Row, column: str, valid: DateRange) -> UnitCode:
        """Return the identifier, for as long as both its scheme and its unit are there."""
        said = self._said(row) | {"during": _both(valid, during(row))}
        return UnitCode(
            unit_id=self.unit[row["code"]], scheme=SCHEMES[column], code=row[column].upper(), **said
        )

    def _spans_of_units(self) -> dict[str, DateRange]:
        return {row["code"]: during(row) for row in before("units")}


def _write(things: Iterable[models.Model]) -> None:
    listed = list(things)
    if listed:
        type(listed[0]).objects.bulk_create(listed, batch_size=1000)  # type: ignore[attr-defined] # as above


def _both(one: DateRange, other: DateRange) -> DateRange | None:
    """Return the days of both; None when there is none."""
    lower = max(one.lower, other.lower)
    upper = min((day for day in (one.upper, other.upper) if day is not None), default=None)
    return DateRange(lower, upper) if upper is None or lower < upper else None


def _keyed(things: Iterable[Any]) -> dict[str, UUID]:
    listed = list(things)
    _write(listed)
    return {thing.code: thing.pk for thing in listed}


def _some(row: Row, *names: str) -> dict[str, str]:
    return {name: row[name] for name in names}


def _named(row: Row) -> dict[str, str]:
    return _some(row, "code", "name", "name_en")


def _tree(row: Row) -> Row:
    return row | {"code": ADMINISTRATIVE if row["code"] == TREE_OF_UNITS else row["code"]}


def _shape(row: Row) -> dict[str, Any]:
    return {**_some(row, "title", "profile"), "fields": words(row["fields"]), "rank": int(row["rank"])}
