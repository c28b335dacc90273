"""The reorganisations of 2025 carried out as drafts come to what the files say of each day."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lienthong.directory.models import (
    ADMINISTRATIVE,
    Appointment,
    GroupMember,
    Mandate,
    PlanState,
    PostVersion,
    UnitCode,
    UnitPlacement,
    UnitVersion,
)
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.web.demo.load_directory import load_directory
from lienthong.web.demo.reading import Row, rows
from lienthong.web.demo.reforms import SCHEMES, TREE_OF_UNITS, draft_reforms

pytestmark = pytest.mark.django_db
AT = datetime(2011, 1, 1, tzinfo=UTC)
MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
DAYS = (date(2012, 1, 4), MARCH - timedelta(days=1), MARCH, JULY - timedelta(days=1), JULY)
Facts = set[tuple[Any, ...]]


def living(name: str, day: date) -> list[Row]:
    return [row for row in rows(name) if row["from"] <= str(day) and (not row["to"] or str(day) < row["to"])]


def found(model: Any, day: date, *columns: str) -> Facts:
    return set(model.objects.on(day).values_list(*columns))


def said(listed: Iterable[Row], *columns: str) -> Facts:
    return {tuple(row[column] for column in columns) for row in listed}


def units_said(day: date) -> Facts:
    columns = ("code", "name", "short_name", "symbol", "kind", "place", "note", "source")
    return {(*one, None if one[5] == "" else one[5]) for one in said(living("units", day), *columns)}


def units_found(day: date) -> Facts:
    columns = ("unit__code", "name", "short_name", "symbol", "kind", "place__code", "note", "source")
    return {(*one[:5], one[5] or "", *one[6:], one[5]) for one in found(UnitVersion, day, *columns)}


def placed_said(day: date) -> Facts:
    own = [
        row | {"tree": TREE_OF_UNITS, "unit": row["code"]} for row in living("units", day) if row["parent"]
    ]
    return {
        (ADMINISTRATIVE if tree == TREE_OF_UNITS else tree, unit, parent)
        for tree, unit, parent in said([*own, *living("placements", day)], "tree", "unit", "parent")
    }


def codes_said(day: date) -> Facts:
    valid = {row["code"] for row in living("code_schemes", day)}
    return {
        (row["code"], scheme, row[column])
        for row in living("units", day)
        for column, scheme in SCHEMES.items()
        if row[column] and scheme in valid
    }


def posts_said(day: date) -> Facts:
    there = {row["code"] for row in living("units", day)}
    return {
        (row["code"], row["title"], row["profile"], row["fields"], int(row["rank"]))
        for row in rows("posts")
        if row["unit"] in there
    }


def posts_found(day: date) -> Facts:
    listed = PostVersion.objects.on(day).values_list("post__code", "title", "profile", "fields", "rank")
    return {(*one[:3], ";".join(one[3]), one[4]) for one in listed}


TABLES: dict[str, tuple[Callable[[date], Facts], Callable[[date], Facts]]] = {
    "units": (units_said, units_found),
    "placements": (placed_said, lambda day: found(UnitPlacement, day, "tree", "unit__code", "parent__code")),
    "codes": (codes_said, lambda day: found(UnitCode, day, "unit__code", "scheme", "code")),
    "mandates": (
        lambda day: said(living("mandates", day), "code", "title", "title_en", "unit", "source"),
        lambda day: found(Mandate, day, "code", "title", "title_en", "unit__code", "source"),
    ),
    "groups": (
        lambda day: said(living("group_members", day), "group", "unit"),
        lambda day: found(GroupMember, day, "group__code", "unit__code"),
    ),
    "posts": (posts_said, posts_found),
    "appointments": (
        lambda day: said(living("appointments", day), "person", "post", "kind"),
        lambda day: found(Appointment, day, "person__code", "post__code", "kind"),
    ),
}


@pytest.fixture
def province() -> None:
    load_directory(by=SYSTEM, at=AT)
    draft_reforms(by=SYSTEM, at=AT)


def carry_out_both() -> None:
    for day in (MARCH, JULY):
        (plan,) = carry_out_due(by=SYSTEM, at=datetime(day.year, day.month, 1, 8, tzinfo=HANOI))
        assert (plan.on, plan.state) == (day, PlanState.CARRIED_OUT)


@pytest.mark.usefixtures("province")
def test_every_day_reads_as_the_files_say() -> None:
    carry_out_both()

    for day in DAYS:
        for name, (expected, actual) in TABLES.items():
            assert actual(day) == expected(day), (name, day)
