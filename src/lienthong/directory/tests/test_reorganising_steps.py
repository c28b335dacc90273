"""What steps write down besides: sources and assumptions, places in lists, who stands for a body; nobody's own post."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from lienthong.directory import selectors
from lienthong.directory.actions import close_unit
from lienthong.directory.models import (
    Appointment,
    CodeScheme,
    PlanState,
    ReorganisationPlan,
    Unit,
    UnitCode,
    UnitSuccession,
    UnitVersion,
)
from lienthong.directory.profiles import profiles
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out, rehearse
from lienthong.directory.reorganising.due import HINDERED, carry_out_due
from lienthong.directory.revision import NEVER, one_change, revision
from lienthong.directory.selectors.heirs import distribution
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState

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
    CodeScheme.objects.create(code="QD20", name="QĐ 20")
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
    body = cast.a_unit("BCD", "Ban Chỉ đạo", kind="coordinating_body", under=committee)
    carried_out(("standing", {"body": "BCD", "agency": "SKHCN", "assumed": "standing_agency"}))

    assert selectors.standing_agency(body.pk, ON) == neighbour


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (("move", {"unit": "STTTT", "under": "UBND", "tree": "abc"}), "cây tổ chức mang mã “abc”"),
        (("code", {"unit": "STTTT", "scheme": "abc", "code": "H11.32"}), "bộ mã định danh mang mã “abc”"),
        (NEW, "bộ mã định danh mang mã “QD20”"),
        (("post", {"code": "M1", "unit": "STTTT", "title": "Phó", "profile": "abc"}), "loại chức vụ mang mã"),
        (
            ("post", {"code": "M1", "unit": "STTTT", "title": "Phó", "profile": "staff", "fields": ["abc"]}),
            "lĩnh vực phụ trách mang mã “abc”",
        ),
        (("standing", {"body": "STTTT", "agency": "SKHCN"}), "có con dấu riêng"),
    ],
)
def test_a_word_that_the_directory_does_not_know_stops_the_step(
    department: Unit, neighbour: Unit, monkeypatch: pytest.MonkeyPatch, step: drafting.Written, reason: str
) -> None:
    monkeypatch.setitem(profiles.known, "staff", "Chuyên viên")
    trouble = rehearse(a_draft(step), by=cast.EDITOR, at=THAT_DAY).trouble

    assert trouble is not None
    assert reason in trouble.reason


@pytest.mark.parametrize("rest", ["STTTT", "XA"])
def test_the_rest_of_the_work_goes_to_an_heir_or_above_them(
    department: Unit, neighbour: Unit, committee: Unit, rest: str
) -> None:
    """Neither to the unit that ends nor to a stranger, who would hold work that is nobody's."""
    cast.a_unit("XA", "Ủy ban nhân dân xã", under=committee)
    cast.a_unit("SNV", "Sở Nội vụ", under=committee)
    split = {"unit": "STTTT", "parts": {"SKHCN": "0.5", "SNV": "0.5"}}

    refused = rehearse(a_draft(("split", split | {"rest": rest})), by=cast.EDITOR, at=THAT_DAY)
    taken = [
        rehearse(a_draft(("split", split | {"rest": one})), by=cast.EDITOR, at=THAT_DAY)
        for one in ("SNV", "UBND")
    ]

    assert refused.trouble is not None
    assert "chỉ về được" in refused.trouble.reason
    assert all(one.goes for one in taken)


def test_what_no_two_heirs_share_a_parent_for_waits_above_both(
    department: Unit, neighbour: Unit, committee: Unit
) -> None:
    ours, theirs = (
        cast.a_unit(f"{unit.code}.VP", "Văn phòng", under=unit) for unit in (department, neighbour)
    )
    half = Decimal("0.5")

    rule = distribution({ours.pk: half, theirs.pk: half}, ON, chosen=None, by_place=True)

    assert (rule.rest, rule.chosen) == (committee.pk, False)


@pytest.mark.parametrize(
    ("title", "on", "field"),
    [
        ("A" * 301, ON, "title"),
        ("A\0", ON, "title"),
        ("A\ud800", ON, "title"),
        ("Sắp xếp", date(1, 1, 1), "on"),
        ("Sắp xếp", date.max, "on"),
    ],
)
def test_what_no_form_would_send_is_not_drafted(title: str, on: date, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drafting.draft(title, on=on, basis=BASIS, by=cast.EDITOR, at=BEFORE)

    assert refusal.value.field == field


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
