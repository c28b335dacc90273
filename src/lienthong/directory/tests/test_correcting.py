"""A fact that was believed is corrected or withdrawn; nothing is overwritten."""

import pytest

from lienthong.directory import actions, selectors
from lienthong.directory.models import (
    Mandate,
    Person,
    Post,
    Unit,
    UnitVersion,
)
from lienthong.directory.tests import cast
from lienthong.directory.tests.refusing import LATER, ON, refused
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, Stale, WrongState

pytestmark = pytest.mark.django_db


def test_a_correction_overwrites_nothing(department: Unit) -> None:
    version = UnitVersion.objects.get(unit=department)

    actions.correct_fact(version, name="Sở TT&TT", reason="Ghi sai tên", by=cast.EDITOR, at=cast.AT)

    assert [row.name for row in selectors.history_of(department.id)] == [
        "Sở TT&TT",
        "Sở Thông tin và Truyền thông",
    ]
    as_known = selectors.unit_on(department, cast.DAY, known_at=cast.KNOWN)
    assert as_known is not None
    assert as_known.name == "Sở Thông tin và Truyền thông"
    assert Act.objects.get().detail["before"] == {"name": "Sở Thông tin và Truyền thông"}


def test_a_correction_of_what_was_corrected_meanwhile_is_stale(department: Unit) -> None:
    version = UnitVersion.objects.get(unit=department)
    actions.correct_fact(version, name="Một", reason="r", by=cast.EDITOR, at=cast.AT)

    with refused(Stale, "vừa được người khác sửa"):
        actions.correct_fact(version, name="Hai", reason="r", by=cast.EDITOR, at=cast.AT)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Không có thông tin nào"),
        ({"name": "Sở Thông tin và Truyền thông"}, "Không có thông tin nào"),
        ({"unit_id": None}, "Không thể đính chính"),
        ({"during": cast.during(ON, cast.DAY)}, "Ngày kết thúc phải sau"),
        ({"kind_id": "ministry"}, "Không có loại cơ quan"),
    ],
)
def test_a_correction_that_cannot_be(department: Unit, changes: dict[str, object], words: str) -> None:
    version = UnitVersion.objects.get(unit=department)

    with refused(Invalid, words):
        actions.correct_fact(version, reason="Ghi sai", by=cast.EDITOR, at=cast.AT, **changes)


def test_a_correction_does_not_make_an_overlap(department: Unit, head: Post, person: Person) -> None:
    actions.rename_unit(department, name="Tên sau", on=ON, by=cast.EDITOR, at=cast.AT)
    first = UnitVersion.objects.on(cast.DAY).get(unit=department)

    with refused(WrongState, "chồng lên"):
        actions.correct_fact(
            first, during=cast.during(cast.BEGIN, LATER), reason="r", by=cast.EDITOR, at=cast.AT
        )


def test_a_fact_that_never_was_is_withdrawn(department: Unit) -> None:
    mandate = cast.a_mandate("cntt", department)

    actions.withdraw_fact(mandate, reason="Nhập nhầm", by=cast.EDITOR, at=cast.AT)

    assert selectors.holder_of_mandate("cntt", cast.DAY) is None
    assert Mandate.objects.count() == 1
