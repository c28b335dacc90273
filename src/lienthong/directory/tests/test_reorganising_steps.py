"""What steps write down besides: sources and assumptions, places in lists, who stands for a body; nobody's own post."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from lienthong.directory import selectors
from lienthong.directory.actions import close_unit
from lienthong.directory.models import (
    Appointment,
    PlanState,
    ReorganisationPlan,
    Unit,
    UnitCode,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out, rehearse
from lienthong.directory.reorganising.due import HINDERED, carry_out_due
from lienthong.directory.revision import NEVER, one_change, revision
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import NotAllowed, WrongState

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 1)
THAT_DAY = datetime(2025, 3, 1, 8, tzinfo=HANOI)
BEFORE = THAT_DAY - timedelta(days=30)
BASIS = "Nghị quyết 01/NQ-HĐND (giả định)"
NEW: drafting.Written = (
    "open",
    {
        "code": "MOI",
        "name": "Sở mới",
        "kind": "department",
        "under": "UBND",
        "position": 7,
        "note": "Tên chưa đối chiếu",
        "codes": {"QD20": "H11.32"},
        "basis": "law",
        "assumed": "name;from",
    },
)


def a_draft(*steps: drafting.Written) -> ReorganisationPlan:
    shape = {"on": ON, "basis": BASIS, "by": cast.EDITOR, "at": BEFORE}
    return drafting.draft("Sắp xếp các sở", steps=steps, **shape)


def carried_out(*steps: drafting.Written) -> ReorganisationPlan:
    return carry_out(a_draft(*steps).pk, by=cast.EDITOR, at=THAT_DAY)


def test_a_step_may_rest_on_a_source_of_its_own_and_say_what_that_leaves_open(department: Unit) -> None:
    carried_out(NEW, ("merge", {"units": ["STTTT"], "into": "MOI", "assumed": "successor"}))

    unit = UnitVersion.objects.on(ON).get(unit__code="MOI")
    assert (unit.source, unit.assumed, unit.position, unit.note) == (
        "law",
        "name;from",
        7,
        "Tên chưa đối chiếu",
    )
    code = UnitCode.objects.on(ON).get(unit__code="MOI")
    assert (code.source, code.assumed) == ("law", "name;from")
    passed = UnitSuccession.objects.get()
    assert (passed.source, passed.assumed) == (BASIS, "successor")


def test_a_body_gets_another_standing_agency(department: Unit, neighbour: Unit, committee: Unit) -> None:
    body = cast.a_unit("BCD", "Ban Chỉ đạo", under=committee)
    carried_out(("standing", {"body": "BCD", "agency": "SKHCN", "assumed": "standing_agency"}))

    assert selectors.standing_agency(body.pk, ON) == neighbour


def test_nobody_writes_down_their_own_appointment(department: Unit, head: Unit) -> None:
    person = cast.a_person(code="P0001")
    own = replace(cast.EDITOR, person_id=person.pk)
    step: drafting.Written = ("appoint", {"person": "P0001", "post": "STTTT/GD"})

    with pytest.raises(NotAllowed):
        drafting.draft("x", on=ON, basis="y", steps=[step], by=own, at=BEFORE)
    plan = a_draft(NEW)
    with pytest.raises(NotAllowed):
        drafting.add_steps(plan.pk, [step], by=own, at=BEFORE)
    assert Act.objects.count() == 1


def test_who_is_appointed_by_a_plan_of_others_sees_what_it_does_and_leaves_it_to_them(
    department: Unit, head: Unit
) -> None:
    person = cast.a_person(code="P0001")
    own = replace(cast.EDITOR, person_id=person.pk)
    plan = a_draft(("appoint", {"person": "P0001", "post": "STTTT/GD"}))

    assert rehearse(plan, by=own, at=BEFORE).goes
    with pytest.raises(WrongState, match=r"Bước 1 \(Bổ nhiệm\)"):
        carry_out(plan.pk, by=own, at=THAT_DAY)
    assert not Appointment.objects.exists()


def test_a_plan_that_fails_is_noted_and_the_next_goes_on(
    department: Unit, neighbour: Unit, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever fails: here a step that says nothing, which nobody could write."""
    broken, sound = a_draft(NEW), a_draft(MERGE)
    broken.steps.update(content={})
    for plan in (broken, sound):
        drafting.schedule(plan.pk, by=cast.EDITOR, at=BEFORE)

    assert carry_out_due(by=cast.EDITOR, at=THAT_DAY) == [sound]
    broken.refresh_from_db()
    assert broken.state == PlanState.SCHEDULED
    assert broken.hindrance.startswith("Có lỗi khi thực hiện; chưa có gì thay đổi.")
    assert "KeyError" not in broken.hindrance
    assert str(broken.pk) in caplog.text
    assert not Unit.objects.filter(code="MOI").exists()
    assert Act.objects.filter(verb=HINDERED, subject_id=broken.pk).count() == 1


RENAME: drafting.Written = ("rename", {"unit": "STTTT", "name": "Sở Truyền thông"})
MERGE: drafting.Written = ("merge", {"units": ["STTTT"], "into": "SKHCN"})


def a_split(*heirs: str) -> drafting.Written:
    return ("split", {"unit": "STTTT", "parts": dict.fromkeys(heirs, "0.5"), "rest": heirs[0]})


@pytest.mark.parametrize(
    ("steps", "heirs"),
    [
        ((RENAME, MERGE), {"SKHCN": 1}),
        ((RENAME, a_split("SKHCN", "VH")), {"SKHCN": Fraction(1, 2), "VH": Fraction(1, 2)}),
        ((RENAME, a_split("SKHCN", "STTTT")), {"SKHCN": Fraction(1, 2), "STTTT": Fraction(1, 2)}),
        ((a_split("SKHCN", "STTTT"), RENAME), {"SKHCN": Fraction(1, 2), "STTTT": Fraction(1, 2)}),
    ],
    ids=["merged", "split", "keeps a part", "keeps a part, then renamed"],
)
def test_a_unit_that_is_renamed_on_its_last_day_passes_on_once(
    department: Unit,
    neighbour: Unit,
    committee: Unit,
    steps: tuple[drafting.Written, ...],
    heirs: dict[str, Fraction],
) -> None:
    cast.a_unit("VH", under=committee)
    carried_out(*steps)

    key = {unit.code: unit.pk for unit in Unit.objects.filter(code__in=heirs)}
    expected = {key[code]: share for code, share in heirs.items()}
    assert selectors.successors_of(department.pk, ON) == expected
    assert selectors.shares_since(cast.DAY, ON) == {department.pk: expected}
    assert selectors.predecessors_of(neighbour.pk, ON) == {department.pk: heirs["SKHCN"]}


def test_a_unit_that_is_only_renamed_passes_nothing_on(department: Unit) -> None:
    carried_out(RENAME)

    assert selectors.successors_of(department.pk, ON) == {department.pk: 1}
    assert selectors.shares_since(cast.DAY, ON) == {}


def test_many_changes_are_one_for_readers(department: Unit) -> None:
    before = revision()
    with one_change():
        assert revision() == NEVER
    assert revision() > before


def test_what_was_hindered_is_tried_again_only_when_asked(department: Unit, division: Unit) -> None:
    plan = a_draft(("close", {"unit": "STTTT"}))
    drafting.schedule(plan.pk, by=cast.EDITOR, at=BEFORE)
    assert carry_out_due(by=cast.EDITOR, at=THAT_DAY) == []  # a division stands below it
    close_unit(division, on=ON, by=cast.EDITOR, at=THAT_DAY)

    assert carry_out_due(by=cast.EDITOR, at=THAT_DAY + timedelta(minutes=10), again=False) == []
    (done,) = carry_out_due(by=cast.EDITOR, at=THAT_DAY + timedelta(hours=1))
    assert done.pk == plan.pk
