"""A kind of unit that units have had keeps what it says of them; only its words and days change."""

from datetime import date
from typing import Any

import pytest

from lienthong.directory.catalogue import units
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.models import Unit, UnitKind, UnitVersion
from lienthong.directory.selectors import tree
from lienthong.directory.tests import cast
from lienthong.directory.tests.catalogue import a_book, planned, written, wrong
from lienthong.directory.tests.office import Desk, recorded
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid

pytestmark = pytest.mark.django_db
ADDRESS = "/danh-ba/danh-muc/unit-kinds/muc/sua/?code=department"


@pytest.fixture
def kind(department: Unit) -> UnitKind:
    return UnitKind.objects.get(code="department")


def of(kind: UnitKind, **differs: Any) -> dict[str, Any]:
    said = {name: getattr(kind, name) for name in ("code", "name", "tier", "has_seal", "under_committee")}
    return said | differs


@pytest.mark.parametrize(
    "differs",
    [
        {"tier": "commune"},
        {"has_seal": False},
        {"under_committee": False},
        {"tier": "commune", "has_seal": False},
    ],
    ids="+".join,
)
def test_what_a_kind_says_of_its_units_does_not_change(kind: UnitKind, differs: dict[str, Any]) -> None:
    assert differs.items() - of(kind).items()
    found = wrong(planned(units.UNIT_KINDS, of(kind, name="Tên khác", **differs)))

    assert sorted((row, column) for row, column, _words in found) == [(0, name) for name in sorted(differs)]
    assert all("Hãy thêm loại mới" in words for _row, _column, words in found)


def test_its_words_and_days_do(kind: UnitKind) -> None:
    written(units.UNIT_KINDS, of(kind, name="Sở và tương đương", name_en="Department", since="2010-01-01"))

    kind.refresh_from_db()
    assert (kind.name, kind.name_en, kind.during.lower) == (
        "Sở và tương đương",
        "Department",
        date(2010, 1, 1),
    )


def test_a_kind_that_no_unit_has_yet_may_still_be_put_right(kind: UnitKind) -> None:
    row = of(kind, code="centre", name="Trung tâm")
    written(units.UNIT_KINDS, row)
    written(units.UNIT_KINDS, row | {"has_seal": not kind.has_seal})

    assert UnitKind.objects.get(code="centre").has_seal is not kind.has_seal


def test_a_kind_that_a_unit_had_as_we_once_knew_it_does_not_change(department: Unit, kind: UnitKind) -> None:
    """The tree as it was known then still reads it."""
    version = UnitVersion.objects.get(unit=department)
    other = UnitKind.objects.create(code="other", name="Khác", tier="x", has_seal=True, under_committee=True)
    version.correct(at=cast.AT, kind_id=other.pk)
    before = tree(cast.DAY, known_at=cast.KNOWN).nodes[department.pk]

    assert [
        column for _row, column, _words in wrong(planned(units.UNIT_KINDS, of(kind, has_seal=False)))
    ] == ["has_seal"]
    assert tree(cast.DAY, known_at=cast.KNOWN).nodes[department.pk] == before


def test_by_a_page_it_is_said_beside_its_question(desk: Desk, kind: UnitKind) -> None:
    answer = desk.fill(ADDRESS, name="Sở", tier=kind.tier, has_seal="no", under_committee="yes")

    assert answer.status == 422
    assert "Hãy thêm loại mới" in answer.beside("has_seal")
    assert recorded() == []
    assert UnitKind.objects.get(code="department").has_seal


def test_by_a_file_it_is_said_by_cell_before_anything_is_written(kind: UnitKind) -> None:
    names = [column.name for column in units.UNIT_KINDS.columns]
    said = of(kind, name_en="", tier="commune", has_seal="có", under_committee="có")
    lines = a_book(units.UNIT_KINDS, [said[name] for name in names])

    plan = plan_of(units.UNIT_KINDS, lines, by=cast.EDITOR, day=local_day(cast.AT))

    place = "ABCDEFG"[names.index("tier")]
    assert [one.where for one in plan.problems] == [f"{units.UNIT_KINDS.sheet.words}!{place}2"]
    assert "Hãy thêm loại mới" in plan.problems[0].words
    with pytest.raises(Invalid):
        import_entries(lines, units.UNIT_KINDS, mark=plan.mark, by=cast.EDITOR, at=cast.AT)
    kind.refresh_from_db()
    assert kind.tier != "commune"
