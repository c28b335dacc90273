"""A reorganisation as a draft: composed, rehearsed, scheduled, carried out whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from lienthong.directory import selectors
from lienthong.directory.models import PlanState, Post, ReorganisationPlan, Unit, UnitVersion
from lienthong.directory.participants import Hindrance, reorganisations
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out, rehearse
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.directory.reorganising.minutes import minutes_of
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Invalid, NotAllowed, Refused, Stale, WrongState

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 1)
THAT_DAY = datetime(2025, 3, 1, 8, tzinfo=HANOI)
BEFORE = THAT_DAY - timedelta(days=30)
BASIS = "Nghị quyết 01/NQ-HĐND (giả định)"
BOTH: list[drafting.Written] = [
    ("open", {"code": "MOI", "name": "Sở KH&CN mới", "kind": "department", "under": "UBND", "symbol": "SKHCN"}),
    ("post", {"code": "MOI/GD", "unit": "MOI", "title": "Giám đốc", "profile": "head"}),
    ("appoint", {"person": "P0001", "post": "MOI/GD"}),
    ("mandate", {"mandate": "bao_chi", "to": "SVHTTDL"}),
    ("merge", {"units": ["STTTT", "SKHCN"], "into": "MOI"}),
]  # fmt: skip


@contextmanager
def refused(kind: type[Refused], words: str) -> Iterator[None]:
    with pytest.raises(kind, match=words) as caught:
        yield
    assert str(caught.value.reason)


@pytest.fixture
def culture(committee: Unit) -> Unit:
    return cast.a_unit("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", under=committee)


@pytest.fixture
def world(department: Unit, neighbour: Unit, culture: Unit, head: Post) -> None:
    cast.a_mandate("bao_chi", department, "Quản lý nhà nước về báo chí")
    cast.a_mandate("cntt", department)
    cast.a_code(department, "QCVN102", "000.00.14.H11")
    cast.appointed(cast.a_person("Nguyễn Giám Đốc", code="P0001"), head)


def a_draft(steps: list[drafting.Written] = BOTH, on: date = ON, **shape: Any) -> ReorganisationPlan:
    plan: ReorganisationPlan = drafting.draft(
        "Sắp xếp các sở", on=on, basis=BASIS, steps=steps, by=cast.EDITOR, at=BEFORE, **shape
    )
    return plan


def nothing_happened() -> bool:
    return not UnitVersion.objects.filter(known_from__gte=BEFORE).exists()


@pytest.mark.usefixtures("world")
def test_a_draft_changes_nothing_and_says_what_it_would() -> None:
    plan = a_draft()

    ahead = rehearse(plan, by=cast.EDITOR, at=BEFORE)

    assert ahead.goes
    assert ahead.outlook is not None
    tables = {table.key: [list(row) for row in table.cells] for table in ahead.outlook.tables}
    assert tables["opening"] == [["Sở KH&CN mới", "SKHCN", "Ủy ban nhân dân tỉnh"]]
    assert [row[0] for row in tables["closing"]] == [
        "Sở Khoa học và Công nghệ",
        "Sở Thông tin và Truyền thông",
    ]
    assert ["Quản lý nhà nước về báo chí", "Sở Văn hóa, Thể thao và Du lịch"] in tables["mandates"]
    assert tables["codes"] == [["000.00.14.H11", "QCVN102", "Sở Thông tin và Truyền thông", "dừng"]]
    assert tables["people"] == [["Nguyễn Giám Đốc", "Giám đốc Sở", "Giám đốc"]]
    assert nothing_happened()
    assert Act.objects.count() == 1  # the draft itself


@pytest.mark.usefixtures("world")
def test_it_is_carried_out_whole_on_its_day(department: Unit, neighbour: Unit, culture: Unit) -> None:
    plan = a_draft()

    done = carry_out(plan.pk, by=cast.EDITOR, at=THAT_DAY)

    new = Unit.objects.get(code="MOI")
    assert (done.state, done.act_id) == (
        PlanState.CARRIED_OUT,
        Act.objects.get(verb="directory.carry_out_reorganisation").pk,
    )
    assert selectors.existing([department.pk, neighbour.pk, new.pk], ON) == {new.pk}
    assert selectors.holder_of_mandate("bao_chi", ON) == culture
    assert selectors.holder_of_mandate("cntt", ON) == new
    assert selectors.successors_of(department.pk, ON) == {new.pk: 1}
    assert {act.recorded_at for act in Act.objects.exclude(verb=drafting.DRAFTED)} != set()


@pytest.mark.usefixtures("world")
def test_minutes_say_who_follows_and_what_stops(department: Unit) -> None:
    plan = carry_out(a_draft().pk, by=cast.EDITOR, at=THAT_DAY)

    minutes = {act.subject_id: act.detail for act in minutes_of(plan)}

    assert len(minutes) == 2
    said = minutes[department.pk]
    assert said["heirs"] == [{"code": "MOI", "name": "Sở KH&CN mới", "share": "1.0000000000"}]
    assert (said["symbol"], said["codes"]) == ("STTTT", ["QCVN102 000.00.14.H11"])
    assert said["mandates"] == ["Quản lý nhà nước về báo chí", "Quản lý nhà nước về công nghệ thông tin"]


@pytest.mark.usefixtures("world")
def test_before_its_day_it_waits(department: Unit) -> None:
    plan = a_draft()

    with refused(WrongState, "đến ngày ấy mới thực hiện được"):
        carry_out(plan.pk, by=cast.EDITOR, at=BEFORE)
    drafting.schedule(plan.pk, by=cast.EDITOR, at=BEFORE)
    assert carry_out_due(by=cast.EDITOR, at=BEFORE) == []
    assert [one.pk for one in carry_out_due(by=cast.EDITOR, at=THAT_DAY)] == [plan.pk]
    assert selectors.unit_on(department, ON) is None
    with refused(WrongState, "Đã thực hiện"):
        carry_out(plan.pk, by=cast.EDITOR, at=THAT_DAY)


@pytest.mark.usefixtures("world")
def test_a_step_that_cannot_be_taken_stops_everything(department: Unit) -> None:
    plan = a_draft([*BOTH, ("close", {"unit": "SKHCN"})])

    assert rehearse(plan, by=cast.EDITOR, at=BEFORE).trouble is not None
    with refused(WrongState, r"Bước 6 \(Giải thể\): Ngày 01/03/2025 không có cơ quan SKHCN"):
        carry_out(plan.pk, by=cast.EDITOR, at=THAT_DAY)
    assert nothing_happened()
    assert Act.objects.count() == 1


@pytest.mark.usefixtures("world")
def test_a_plan_that_waits_says_what_hindered_it(department: Unit) -> None:
    plan = a_draft()
    drafting.schedule(plan.pk, by=cast.EDITOR, at=BEFORE)
    other = a_draft([("merge", {"units": ["STTTT"], "into": "SKHCN"})])
    carry_out(other.pk, by=cast.EDITOR, at=THAT_DAY)

    assert carry_out_due(by=cast.EDITOR, at=THAT_DAY) == []
    plan.refresh_from_db()
    assert plan.state == PlanState.SCHEDULED
    assert "STTTT" in plan.hindrance


@pytest.mark.usefixtures("world")
def test_an_area_above_that_fails_in_the_middle_undoes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fails:
        def preview(self, changes: Sequence[Any]) -> list[tuple[Any, str]]:
            return [(change, "3 công việc đang mở chuyển đi.") for change in changes]

        def carry_out(self, changes: Sequence[Any], **_: object) -> None:
            if Unit.objects.get(code="SKHCN").pk in {change.unit_id for change in changes}:
                raise RuntimeError("the machine failed")

    monkeypatch.setattr(reorganisations, "known", [Fails()])
    plan = a_draft()

    assert [one.words for one in rehearse(plan, by=cast.EDITOR, at=BEFORE).must_go().lines] == [
        "3 công việc đang mở chuyển đi."
    ] * 2
    with pytest.raises(RuntimeError):
        carry_out(plan.pk, by=cast.EDITOR, at=THAT_DAY)
    assert nothing_happened()
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


@pytest.mark.usefixtures("world")
def test_what_hinders_the_last_is_found_before_the_first_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """One passes on what the other passed to it, and so waits for it: nothing is handed over only to be undone."""
    chain = [
        ("merge", {"units": ["STTTT"], "into": "SKHCN"}),
        ("merge", {"units": ["SKHCN"], "into": "SVHTTDL"}),
    ]
    last, moved = Unit.objects.get(code="SKHCN").pk, list[UUID]()

    class HindersTheLast:
        def preview(self, changes: Sequence[Any]) -> list[tuple[Any, str]]:
            return [(change, Hindrance("còn phiếu")) for change in changes if change.unit_id == last]

        def carry_out(self, changes: Sequence[Any], **_: object) -> None:
            moved.extend(change.unit_id for change in changes)

    monkeypatch.setattr(reorganisations, "known", [HindersTheLast()])
    with refused(WrongState, "Sở Khoa học và Công nghệ: còn phiếu"):
        carry_out(a_draft(chain).pk, by=cast.EDITOR, at=THAT_DAY)
    assert not moved


@pytest.mark.usefixtures("world")
def test_what_hinders_is_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hinders:
        def preview(self, changes: Sequence[Any]) -> list[tuple[Any, str]]:
            return [(change, Hindrance("còn phiếu chưa kết luận")) for change in changes]

        def carry_out(self, _changes: object, **_: object) -> None:
            raise AssertionError("nobody asked")

    monkeypatch.setattr(reorganisations, "known", [Hinders()])
    plan = a_draft()

    assert not rehearse(plan, by=cast.EDITOR, at=BEFORE).goes
    with refused(
        WrongState, "Sở Thông tin và Truyền thông, Sở Khoa học và Công nghệ: còn phiếu chưa kết luận"
    ):
        carry_out(plan.pk, by=cast.EDITOR, at=THAT_DAY)
    assert nothing_happened()


@pytest.mark.usefixtures("world")
def test_steps_are_added_moved_and_taken_out() -> None:
    plan = a_draft(BOTH[:2])
    drafting.add_steps(plan.pk, BOTH[2:], by=cast.EDITOR, at=BEFORE)
    last = plan.steps.get(ordinal=5)
    drafting.move_step(plan.pk, last.pk, to=1, by=cast.EDITOR, at=BEFORE)
    drafting.remove_step(plan.pk, plan.steps.get(ordinal=2).pk, by=cast.EDITOR, at=BEFORE)

    kinds = list(plan.steps.order_by("ordinal").values_list("ordinal", "kind"))
    assert kinds == [(1, "merge"), (2, "post"), (3, "appoint"), (4, "mandate")]
    plan.refresh_from_db()
    assert plan.revision == Act.objects.filter(subject_id=plan.pk).count() == 4
    with refused(Stale, "vừa được người khác thay đổi"):
        drafting.schedule(plan.pk, by=cast.EDITOR, at=BEFORE, seen=1)


OPENED: dict[str, Any] = {"code": "N", "name": "N", "kind": "department"}


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("fly", {}), "Không có loại bước"),
        (("close", {}), "còn thiếu: unit"),
        (("close", {"unit": "A", "colour": "red"}), "không có mục: colour"),
        (("split", {"unit": "A", "parts": {"B": "0.5", "C": "0.4"}}), "Tổng các tỷ lệ"),
        (("split", {"unit": "A", "parts": {"B": "nửa"}}), "Tỷ lệ viết như"),
        (("split", {"unit": "A", "parts": {"B": ["1"]}}), "Tỷ lệ viết như"),
        (("split", {"unit": "A", "parts": {"B": True}}), "Tỷ lệ viết như"),
        (("split", {"unit": "A", "parts": {"B": "0.00000000001", "C": "0.99999999999"}}), "tối đa 10"),
        (("split", {"unit": "A", "parts": {"B": "1e-999999999", "C": "1"}}), "tối đa 10"),
        (("open", OPENED | {"codes": {"QD20": 5}}), "viết sai: codes"),
        (("open", OPENED | {"codes": {"QD20": None}}), "viết sai: codes"),
        (("open", OPENED | {"codes": ["QD20"]}), "viết sai: codes"),
        (("open", OPENED | {"under": 5}), "viết sai: under"),
        (("open", OPENED | {"position": 10**12}), "viết sai: position"),
        (("open", OPENED | {"position": "đầu"}), "viết sai: position"),
    ],
)
def test_an_unreadable_step_is_refused_when_written(step: drafting.Written, words: str) -> None:
    with refused(Invalid, words):
        a_draft([step])
    assert not ReorganisationPlan.objects.exists()


def test_only_those_who_keep_the_directory_draft() -> None:
    with pytest.raises(NotAllowed):
        drafting.draft("x", on=ON, basis="y", by=cast.READER, at=BEFORE)


def test_an_empty_draft_is_not_scheduled() -> None:
    with refused(WrongState, "chưa có bước nào"):
        drafting.schedule(a_draft([]).pk, by=cast.EDITOR, at=BEFORE)


@pytest.mark.usefixtures("world")
def test_a_renaming_reads_from_the_old_name_to_the_new() -> None:
    plan = a_draft([("rename", {"unit": "STTTT", "name": "Sở Chuyển đổi số"})])

    ahead = rehearse(plan, by=cast.EDITOR, at=BEFORE).must_go()

    (passing,) = [table for table in ahead.tables if table.key == "passing"]
    assert [list(row)[:3] for row in passing.cells] == [
        ["Sở Thông tin và Truyền thông", "Đổi tên", "Sở Chuyển đổi số"]
    ]
