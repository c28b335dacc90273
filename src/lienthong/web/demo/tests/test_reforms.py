"""The reorganisations of 2025 carried out as drafts come to what the files say of each day."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lienthong.directory import selectors
from lienthong.directory.models import (
    ADMINISTRATIVE,
    Appointment,
    CoordinatingBody,
    GroupMember,
    Mandate,
    PlanState,
    PostVersion,
    Unit,
    UnitCode,
    UnitPlacement,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import HANOI
from lienthong.web.demo.load_directory import load_directory
from lienthong.web.demo.reading import Row, rows
from lienthong.web.demo.reforms import SCHEMES, TREE_OF_UNITS, draft_reforms

pytestmark = [pytest.mark.django_db, pytest.mark.long(minutes=1)]
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
    """One world for all questions: carrying both out is the long part."""
    for day in DAYS:
        reads_as_the_files_say(day, min(day, DAYS[1]))  # nothing of 2025 is known yet
    carry_out_both()
    for day in DAYS:
        reads_as_the_files_say(day, day)
    successions_are_those_of_the_files()
    what_is_assumed_stays_marked()
    the_board_goes_on_with_whoever_stands_for_it()
    everybody_passes_on_whole()
    no_district_is_left()


def reads_as_the_files_say(day: date, of: date) -> None:
    for name, (expected, actual) in TABLES.items():
        assert actual(day) == expected(of), (name, day)


def successions_are_those_of_the_files() -> None:
    """All of them, and besides those of divisions; where a unit takes the place of another, it is a merger here."""
    columns = ("predecessor__code", "successor__code", "on", "share")
    written = set(UnitSuccession.objects.believed().values_list(*columns))
    listed = {
        (row["predecessor"], row["successor"], date.fromisoformat(row["on"]), Decimal(row["share"]))
        for row in rows("successions")
    }
    assert listed <= written
    inside = {row["code"] for row in rows("units")} - {row["predecessor"] for row in rows("successions")}
    more = written - listed
    assert {before for before, *_rest in more} <= inside
    assert ("STTTT.BCVT", "SKHCN-2025.BCVT", MARCH, 1) in more  # where its people go
    assert ("STTTT.CNTT", "SKHCN-2025.CDS", MARCH, 1) in more
    assert ("SGDDT.KHTC", "LD.SGDDT", JULY, 1) in more  # there is none like it
    assert ("H.PHANTHIET.VHTT", "H.PHANTHIET", JULY, 1) in more


def what_is_assumed_stays_marked() -> None:
    marked = {row["code"]: (row["source"], row["assumed"]) for row in rows("units") if row["from"] >= "2025"}
    facts = UnitVersion.objects.filter(unit__code__in=marked).values_list("unit__code", "source", "assumed")
    assert {code: (source, assumed) for code, source, assumed in facts} == marked
    split = UnitSuccession.objects.get(
        predecessor__code="X.BACBINH.HOATHANG", successor__code="LD.X.HOATHANG"
    )
    assert (split.source, split.assumed) == ("resolution2025", "share")
    ended = UnitVersion.objects.on(DAYS[1]).get(unit__code="STTTT")
    assert ended.assumed == "from;code_qcvn102;code_qd20"  # that it ended is now told by an act


def the_board_goes_on_with_whoever_stands_for_it() -> None:
    """The files end its seats with its standing agency; here those of others stay until the board itself ends."""
    body = Unit.objects.get(code="BCDCNTT")
    assert selectors.standing_agency(body.pk, MARCH) == Unit.objects.get(code="SKHCN-2025")
    seats = {seat.post.code for seat in selectors.seats_of(body.pk, MARCH)}
    assert seats == {"UBND/PCT-VX", "VPUB/CVP", "SGDDT/GD", "SCT/GD", "CAT/TT", "VPTU/CVP"}
    assert not CoordinatingBody.objects.on(JULY).exists()


def everybody_passes_on_whole() -> None:
    for predecessor in UnitSuccession.objects.values_list("predecessor", flat=True).distinct():
        assert sum(selectors.successors_of(predecessor, JULY).values()) == 1
    department, heir = Unit.objects.get(code="STTTT"), Unit.objects.get(code="LD.SKHCN")
    assert selectors.successors_of(department.pk, JULY) == {heir.pk: 1}


def no_district_is_left() -> None:
    assert not any(node.tier == "district" for node in selectors.tree(JULY).nodes.values())
    order = [node.code for node in selectors.tree(JULY).nodes.values()]
    listed = [row["code"] for row in rows("units") if row["from"] == str(JULY)]
    assert order == listed, "the order of official lists is that of the file"
