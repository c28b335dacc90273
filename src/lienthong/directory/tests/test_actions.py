"""Units are founded, renamed, moved, merged, split and closed, each by an act of its day."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from lienthong.directory import actions, selectors
from lienthong.directory.models import (
    Person,
    Post,
    Unit,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.participants import Reorganisation, reorganisations
from lienthong.directory.tests import cast
from lienthong.directory.tests.refusing import LATER, ON, refused
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, NotAllowed, Stale, WrongState

pytestmark = pytest.mark.django_db


def test_a_unit_is_founded_under_another(committee: Unit) -> None:
    cast.a_kind("department")
    unit = actions.found_unit(
        "SDL",
        name=" Sở Du lịch ",
        kind="department",
        on=ON,
        under=committee,
        codes={"QD20": "h11.21"},
        basis="QĐ 12/QĐ-UBND",
        by=cast.EDITOR,
        at=cast.AT,
    )

    version = selectors.unit_on(unit, ON)
    assert version is not None
    assert (version.name, version.source) == ("Sở Du lịch", "QĐ 12/QĐ-UBND")
    assert selectors.unit_on(unit, ON - timedelta(days=1)) is None
    assert selectors.tree(ON).ancestors(unit.id) == (committee.id,)
    assert selectors.unit_by_code("000.00.21.H11", ON) == unit
    act = Act.objects.get()
    assert (act.verb, act.subject_id, act.detail["on"]) == ("directory.found_unit", unit.id, "2012-06-01")


def test_who_does_not_keep_the_directory_changes_nothing(committee: Unit) -> None:
    with refused(NotAllowed, "chưa được giao quyền cập nhật danh bạ"):
        actions.found_unit("X", name="X", kind="department", on=ON, by=cast.STRANGER, at=cast.AT)


def test_an_unknown_kind_is_refused(committee: Unit) -> None:
    with refused(Invalid, "Không có loại cơ quan “ministry” vào ngày 01/06/2012"):
        actions.found_unit("X", name="X", kind="ministry", on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_kind_that_is_no_longer_in_use_is_refused(committee: Unit) -> None:
    kind = cast.a_kind("district_committee")
    kind.during = cast.during(until=date(2012, 1, 1))
    kind.save()

    with refused(Invalid, "Không có loại cơ quan"):
        actions.found_unit("X", name="X", kind="district_committee", on=ON, by=cast.EDITOR, at=cast.AT)


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        pytest.param({"name": "  "}, "Hãy nhập tên", id="no name"),
        pytest.param({"code": "UBND"}, "đã được dùng", id="code taken"),
        pytest.param({"codes": {"QD20": "H11/21"}}, "không đúng cấu trúc", id="no identifier"),
    ],
)
def test_a_unit_that_is_entered_badly(committee: Unit, entered: dict[str, object], words: str) -> None:
    cast.a_kind("department")
    form = {"code": "X", "name": "Sở X", "kind": "department", "on": ON} | entered

    with refused(Invalid, words):
        actions.found_unit(form.pop("code"), **form, by=cast.EDITOR, at=cast.AT)


def test_a_renamed_unit_keeps_the_name_of_then(department: Unit) -> None:
    actions.rename_unit(
        department, name="Sở Bưu chính, Viễn thông", on=ON, symbol="SBCVT", by=cast.EDITOR, at=cast.AT
    )

    assert selectors.names([department.id], ON) == {department.id: "Sở Bưu chính, Viễn thông"}
    assert selectors.names([department.id], cast.DAY) == {department.id: "Sở Thông tin và Truyền thông"}
    assert UnitSuccession.objects.get().kind == "RENAMING"
    assert selectors.successors_of(department.id, ON) == {department.id: 1}


def test_a_name_that_is_the_same_is_refused(department: Unit) -> None:
    with refused(Invalid, "trùng với tên đang dùng"):
        actions.rename_unit(
            department, name="Sở Thông tin và Truyền thông", on=ON, by=cast.EDITOR, at=cast.AT
        )


def test_a_unit_that_did_not_exist_on_the_day_is_not_renamed(department: Unit) -> None:
    with refused(Invalid, "Ngày 31/12/2010 không có cơ quan STTTT"):
        actions.rename_unit(department, name="Sở", on=date(2010, 12, 31), by=cast.EDITOR, at=cast.AT)


def test_a_division_moves_from_a_day(department: Unit, division: Unit, neighbour: Unit) -> None:
    actions.move_unit(division, under=neighbour, on=ON, by=cast.EDITOR, at=cast.AT)

    assert selectors.agency_of(division.id, ON) == neighbour.id
    assert selectors.agency_of(division.id, cast.DAY) == department.id


def test_a_cycle_is_refused(committee: Unit, department: Unit, division: Unit) -> None:
    with refused(Invalid, "trực thuộc chính nó hoặc đơn vị cấp dưới"):
        actions.move_unit(department, under=division, on=ON, by=cast.EDITOR, at=cast.AT)
    with refused(Invalid, "trực thuộc chính nó"):
        actions.move_unit(department, under=department, on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_cycle_that_begins_on_a_later_day_is_refused(
    committee: Unit, department: Unit, neighbour: Unit
) -> None:
    actions.move_unit(department, under=neighbour, on=LATER, by=cast.EDITOR, at=cast.AT)

    with refused(Invalid, r"cấp dưới của nó \(ngày 01/03/2025\)"):
        actions.move_unit(neighbour, under=department, on=ON, by=cast.EDITOR, at=cast.AT)


def test_merged_units_end_and_their_parts_move(
    committee: Unit, department: Unit, division: Unit, neighbour: Unit, head: Post, person: Person
) -> None:
    new = cast.a_unit("SKHCN-2025", under=committee, since=LATER)
    group = cast.a_group("so_ban_nganh", [department, neighbour])
    cast.a_mandate("cntt", department)
    cast.appointed(person, head)

    actions.merge_units([department, neighbour], into=new, on=LATER, by=cast.EDITOR, at=cast.AT)

    assert selectors.existing([department.id, neighbour.id, new.id], LATER) == {new.id}
    assert selectors.successors_of(department.id, LATER) == {new.id: 1}
    assert selectors.agency_of(division.id, LATER) == new.id
    assert selectors.holder_of_mandate("cntt", LATER) == new
    assert selectors.holder_of_mandate("cntt", ON) == department
    assert selectors.members(group.code, LATER) == []
    assert selectors.members(group.code, ON) == [neighbour, department]
    assert selectors.holders([head.id], LATER) == {}
    assert Act.objects.get().detail["merged"] == ["STTTT", "SKHCN"]


def test_a_unit_is_not_merged_into_itself(department: Unit, neighbour: Unit) -> None:
    with refused(Invalid, "sáp nhập một cơ quan vào chính nó"):
        actions.merge_units([department, neighbour], into=department, on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_closed_unit_is_not_merged(department: Unit, neighbour: Unit) -> None:
    actions.close_unit(neighbour, on=date(2012, 4, 1), by=cast.EDITOR, at=cast.AT)

    with refused(Invalid, "không có cơ quan SKHCN"):
        actions.merge_units([neighbour], into=department, on=ON, by=cast.EDITOR, at=cast.AT)
    with refused(Invalid, "không có cơ quan SKHCN"):
        actions.merge_units([department], into=neighbour, on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_department_is_not_merged_into_its_division(department: Unit, division: Unit) -> None:
    with refused(Invalid, "đang trực thuộc cơ quan bị sáp nhập"):
        actions.merge_units([department], into=division, on=ON, by=cast.EDITOR, at=cast.AT)


def test_a_unit_is_split_by_shares(committee: Unit, department: Unit) -> None:
    one, other = cast.a_unit("A", under=committee, since=LATER), cast.a_unit("B", since=LATER)
    parts = {one: Decimal("0.6"), other: Decimal("0.4")}

    actions.split_unit(department, parts=parts, on=LATER, by=cast.EDITOR, at=cast.AT)

    assert selectors.successors_of(department.id, LATER) == {one.id: Fraction(3, 5), other.id: Fraction(2, 5)}
    assert selectors.unit_on(department, LATER) is None


def test_a_unit_that_keeps_a_part_lives_on(department: Unit) -> None:
    part = cast.a_unit("A", since=LATER)
    parts = {department: Decimal("0.75"), part: Decimal("0.25")}

    actions.split_unit(department, parts=parts, on=LATER, by=cast.EDITOR, at=cast.AT)

    assert selectors.unit_on(department, LATER) is not None
    assert selectors.successors_of(department.id, LATER)[department.id] == Fraction(3, 4)


def test_what_passed_on_in_part_does_not_pass_on_again_that_day(department: Unit, neighbour: Unit) -> None:
    parts = {department: Decimal("0.75"), cast.a_unit("A", since=LATER): Decimal("0.25")}
    actions.split_unit(department, parts=parts, on=LATER, by=cast.EDITOR, at=cast.AT)

    with refused(WrongState, "hãy gộp vào một bước"):
        actions.merge_units([department], into=neighbour, on=LATER, by=cast.EDITOR, at=cast.AT)
    with refused(WrongState, "hãy gộp vào một bước"):
        actions.split_unit(department, parts=parts, on=LATER, by=cast.EDITOR, at=cast.AT)


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (("0.6", "0.39"), "Tổng các tỷ lệ chia phải bằng 1"),
        (("0.6", "0.41"), "Tổng các tỷ lệ chia phải bằng 1"),
        (("0.6", "-0.4"), "lớn hơn 0"),
        (("0.00000000005", "0.99999999995"), "tối đa 10 chữ số thập phân"),
    ],
)
def test_shares_that_do_not_add_up_are_refused(department: Unit, shares: tuple[str, str], words: str) -> None:
    parts = dict(zip((cast.a_unit("A"), cast.a_unit("B")), map(Decimal, shares), strict=True))

    with refused(Invalid, words):
        actions.split_unit(department, parts=parts, on=LATER, by=cast.EDITOR, at=cast.AT)


def test_a_unit_with_divisions_or_mandates_is_not_closed(department: Unit, division: Unit) -> None:
    with refused(WrongState, "Còn 1 đơn vị trực thuộc"):
        actions.close_unit(department, on=ON, by=cast.EDITOR, at=cast.AT)
    cast.a_mandate("cntt", division)
    with refused(WrongState, "Còn 1 chức năng, nhiệm vụ"):
        actions.close_unit(division, on=ON, by=cast.EDITOR, at=cast.AT)


def test_areas_above_take_part_in_a_reorganisation(
    department: Unit, neighbour: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refuses:
        def preview(self, changes: Sequence[object]) -> list[tuple[object, str]]:
            return [(change, f"{change}") for change in changes]

        def carry_out(self, changes: Sequence[object], **_: object) -> None:
            raise WrongState(f"còn hồ sơ chưa bàn giao: {changes[0]}")

    monkeypatch.setattr(reorganisations, "known", [Refuses()])

    with refused(WrongState, "còn hồ sơ chưa bàn giao"):
        actions.merge_units([department], into=neighbour, on=ON, by=cast.EDITOR, at=cast.AT)


HALF = Fraction(1, 2)
ONE = UUID(int=1)
TWO = UUID(int=2)
THREE = UUID(int=3)


@pytest.mark.parametrize(
    ("heirs", "stays", "successor"),
    [
        pytest.param({TWO: Fraction(1)}, False, TWO, id="one takes everything"),
        pytest.param({TWO: HALF, THREE: HALF}, False, None, id="several do"),
        pytest.param({ONE: HALF, TWO: HALF}, True, None, id="the unit keeps a part"),
        pytest.param({}, False, None, id="nobody follows"),
    ],
)
def test_who_takes_over(heirs: dict[UUID, Fraction], *, stays: bool, successor: UUID | None) -> None:
    change = Reorganisation(ONE, heirs, ON)

    assert (change.stays, change.successor) == (stays, successor)


def test_the_second_of_two_is_told_what_the_first_did(department: Unit) -> None:
    seen = selectors.revision_of(department.pk)
    actions.rename_unit(department, name="Sở Một", on=ON, seen=seen, by=cast.EDITOR, at=cast.AT)

    with refused(Stale, "vừa được người khác cập nhật") as told:
        actions.close_unit(department, on=LATER, seen=seen, by=cast.EDITOR, at=cast.AT)
    assert [act.verb for act in told.value.changes] == ["directory.rename_unit"]


def test_a_unit_is_renamed_once_a_day(department: Unit) -> None:
    """Also where the name of that day was withdrawn: that it was renamed is still written down."""
    actions.rename_unit(department, name="Sở Một", on=ON, by=cast.EDITOR, at=cast.AT)
    named, before = (
        UnitVersion.objects.on(ON).get(unit=department),
        UnitVersion.objects.on(cast.DAY).get(unit=department),
    )
    actions.withdraw_fact(named, reason="Ghi nhầm", by=cast.EDITOR, at=cast.AT)
    whole = {"during": cast.during(), "reason": "Ghi nhầm", "by": cast.EDITOR, "at": cast.AT}
    actions.correct_fact(before, **whole)

    with refused(WrongState, "đã ghi việc chia tách hoặc đổi tên"):
        actions.rename_unit(department, name="Sở Khác", on=ON, by=cast.EDITOR, at=cast.AT)
