"""Units merge, split and close: open work passes to the one successor; where only people know, it is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.casework.assigning import assign, involve
from lienthong.casework.inheriting import ENDED, PASSED
from lienthong.casework.legs import Part, open_legs, settle_leg
from lienthong.casework.models import Assignment, Case, Involvement, Leg, Role
from lienthong.casework.passing import WorkOfUnits
from lienthong.casework.selectors import boxes
from lienthong.casework.stakes import stakes_of
from lienthong.casework.taking_over import TAKEN_OVER, taken_over
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory import actions
from lienthong.directory.models import Unit
from lienthong.directory.participants import Reorganisation
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import WrongState
from lienthong.kernel.ui.lists import Reader

ON = date(2012, 3, 1)
LATER = MONDAY + timedelta(days=2)


@pytest.fixture
def third(units: list[Unit]) -> Unit:
    return cast.a_unit("THREE")


@pytest.fixture
def worked(a_case: Callable[..., Case], units: list[Unit]) -> Callable[..., Case]:
    """A case that the first unit leads, assigned to a person there who has begun."""

    def make(**differs: object) -> Case:
        person = cast.a_person()
        case = a_case(**differs)
        involve(case, [units[0].pk], Role.LEAD, at=MONDAY)
        assign(case, unit_id=units[0].pk, person_id=person.pk, instruction="Gấp", act_id=new_key(), at=MONDAY)
        case.begun_at = MONDAY
        case.save()
        return case

    return make


def merge(one: Unit, into: Unit, on: date = ON) -> None:
    actions.merge_units([one], into=into, on=on, by=cast.EDITOR, at=LATER)


def head_of(unit: Unit) -> Actor:
    return Actor(kind=ActorKind.OFFICIAL, name="B", unit_id=unit.pk)


def test_open_work_passes_to_the_successor_and_is_new_there(worked, units):
    case = worked()

    merge(*units)

    case.refresh_from_db()
    assert (case.holder, case.turn_unit, case.turn_person, case.begun_at) == (units[1], units[1], None, None)
    assert case.revision == 2
    given = case.assignments.get(until__isnull=True)
    assert (given.unit, given.person, given.instruction) == (units[1], None, "Gấp")
    roles = case.involvements.values_list("unit__code", "role", "since", "until")
    assert set(roles) == {("ONE", "lead", MONDAY, LATER), ("TWO", "lead", LATER, None)}
    assert list(boxes(head_of(units[1]), LATER).mine) == [case]


def test_the_act_says_from_whom_to_whom_and_as_what(worked, units):
    case = worked()

    merge(*units)

    act = Act.objects.get(verb=PASSED)
    assert (act.case_id, act.subject_id, act.subject_kind) == (case.pk, case.pk, "casework.case")
    assert act.detail == {
        "on": "2012-03-01",
        "holder": str(units[1].pk),
        "passed": [
            {
                "from": str(units[0].pk),
                "to": str(units[1].pk),
                "from_name": "ONE",
                "to_name": "TWO",
                "parts": ["holder", "turn", "assignment", "lead"],
            }
        ],
    }
    assert case.assignments.get(until__isnull=True).act_id == act.id
    assert verbs.read(PASSED) == "Bàn giao cho cơ quan kế thừa"


def test_several_units_of_a_case_pass_on_by_one_act(worked, units, third):
    case = worked()
    involve(case, [third.pk], Role.MONITORING, at=MONDAY)

    actions.merge_units([third, units[0]], into=units[1], on=ON, by=cast.EDITOR, at=LATER)

    act = Act.objects.get(case_id=case.pk)
    parts = {one["from_name"]: one["parts"] for one in act.detail["passed"]}
    assert parts == {"ONE": ["holder", "turn", "assignment", "lead"], "Cơ quan THREE": ["monitoring"]}
    assert act.detail["holder"] == str(units[1].pk)
    case.refresh_from_db()
    assert (case.holder, case.revision) == (units[1], 2)


def test_what_is_closed_keeps_its_holder(worked, units):
    case = worked()
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=MONDAY, turn_unit=None, turn_person=None)

    merge(*units)

    case.refresh_from_db()
    assert (case.holder, case.revision) == (units[0], 1)
    assert case.involvements.get().until is None
    assert not Act.objects.filter(case_id=case.pk).exists()


def test_work_of_others_keeps_its_holder_and_its_person(worked, units, third):
    case = worked()
    involve(case, [third.pk], Role.MONITORING, at=MONDAY)

    merge(third, units[1])

    before = case.turn_person_id
    case.refresh_from_db()
    assert (case.holder, case.turn_unit, case.turn_person_id, case.begun_at) == (
        units[0], units[0], before, MONDAY,
    )  # fmt: skip
    assert case.involvements.get(until__isnull=True, role="monitoring").unit == units[1]
    assert Act.objects.get(verb=PASSED).detail["holder"] == str(units[0].pk)


def test_who_had_the_role_already_keeps_it_and_who_leads_does_not_also_support(worked, units):
    case = worked()
    involve(case, [unit.pk for unit in units], Role.FOR_INFORMATION, at=MONDAY)
    involve(case, [units[1].pk], Role.SUPPORTING, at=MONDAY)

    merge(*units)

    now = case.involvements.filter(until__isnull=True)
    assert sorted(now.values_list("unit__code", "role")) == [("TWO", "for_information"), ("TWO", "lead")]


def test_unsettled_legs_pass_on_and_one_of_the_same_title_says_whose_it_was(a_case, units):
    one, two = (unit.pk for unit in units)
    parts = [Part(one, "Cấp mã", 1), Part(one, "Góp ý", 2), Part(two, "Góp ý", 2), Part(one, "Trả", 3)]
    case = a_case(holder=units[1], turn_unit=units[1])
    legs = open_legs(case, parts, at=MONDAY)
    settle_leg(legs[0], at=MONDAY)

    merge(*units)

    assert set(Leg.objects.values_list("title", "unit__code", "state")) == {
        ("Cấp mã", "ONE", "settled"),
        ("Góp ý (ONE)", "TWO", "running"),
        ("Góp ý", "TWO", "running"),
        ("Trả", "TWO", "waiting"),
    }


def test_a_split_in_which_one_other_takes_everything_is_a_succession(worked, units):
    case = worked()

    actions.split_unit(units[0], parts={units[1]: Decimal(1)}, on=ON, by=cast.EDITOR, at=LATER)

    case.refresh_from_db()
    assert case.holder == units[1]


def test_work_stays_with_a_unit_that_keeps_a_part(worked, units):
    case = worked()
    parts = {units[0]: Decimal("0.5"), units[1]: Decimal("0.5")}

    actions.split_unit(units[0], parts=parts, on=ON, by=cast.EDITOR, at=LATER)

    case.refresh_from_db()
    assert (case.holder, case.revision) == (units[0], 1)
    assert not Act.objects.filter(case_id=case.pk).exists()


def split_it(unit: Unit, *heirs: Unit) -> None:
    parts = dict.fromkeys(heirs, Decimal(1) / len(heirs))
    actions.split_unit(unit, parts=parts, on=ON, by=cast.EDITOR, at=LATER)


def close_it(unit: Unit, *_others: Unit) -> None:
    actions.close_unit(unit, on=ON, by=cast.EDITOR, at=LATER)


@pytest.mark.parametrize("change", [split_it, close_it])
@pytest.mark.parametrize("role", ["lead", "assigner", "monitoring", "handling"])
def test_where_only_people_know_who_takes_it_the_change_is_refused(a_case, units, third, change, role):
    case = a_case(holder=units[1], turn_unit=units[1])
    involve(case, [units[0].pk], Role(role), at=MONDAY)

    with pytest.raises(WrongState, match="Còn 1 công việc đang mở; hãy bàn giao trước"):
        change(units[0], units[1], third)

    case.refresh_from_db()
    assert case.revision == 1
    assert case.involvements.get().until is None
    assert not Act.objects.filter(verb__startswith="directory.").exists()
    assert not Act.objects.filter(verb__startswith="casework.").exists()


@pytest.mark.parametrize("change", [split_it, close_it])
def test_support_and_sight_are_nobodys_to_hand_over_and_end_with_the_unit(a_case, units, third, change):
    case = a_case(holder=units[1], turn_unit=units[1])
    involve(case, [units[0].pk], Role.SUPPORTING, at=MONDAY)
    involve(case, [units[0].pk], Role.FOR_INFORMATION, at=MONDAY)

    change(units[0], units[1], third)

    assert not case.involvements.filter(until__isnull=True).exists()
    (ended,) = Act.objects.get(verb=ENDED).detail["ended"]
    assert (ended["from_name"], ended["parts"]) == ("ONE", ["for_information", "supporting"])
    assert "to" not in ended
    case.refresh_from_db()
    assert case.revision == 2


def test_it_moves_when_it_is_recorded_also_for_a_day_to_come(worked, units):
    case = worked()

    merge(*units, on=date(2012, 7, 1))

    case.refresh_from_db()
    assert case.holder == units[1]


HALF = Fraction(1, 2)
PREVIEWS = [
    pytest.param({"TWO": 1}, ["2 công việc đang mở chuyển cho TWO ngay khi ghi nhận."], id="one heir"),
    pytest.param(
        {"TWO": HALF, "THREE": HALF}, ["Còn 1 công việc đang mở; hãy bàn giao trước."], id="several"
    ),
    pytest.param({}, ["Còn 1 công việc đang mở; hãy bàn giao trước."], id="nobody"),
    pytest.param({"ONE": HALF, "TWO": HALF}, ["2 công việc đang mở giữ nguyên."], id="stays"),
]


@pytest.mark.parametrize(("heirs", "said"), PREVIEWS)
def test_a_preview_says_what_would_happen_and_changes_nothing(worked, a_case, units, third, heirs, said):
    worked()
    involve(a_case(holder=third, turn_unit=third), [units[0].pk], Role.SUPPORTING, at=MONDAY)
    codes = {unit.code: unit.pk for unit in (*units, third)}
    change = Reorganisation(units[0].pk, {codes[code]: Fraction(share) for code, share in heirs.items()}, ON)

    assert [line for _change, line in WorkOfUnits().preview([change])] == said
    assert WorkOfUnits().preview([Reorganisation(new_key(), change.heirs, ON)]) == []
    assert not Act.objects.filter(verb__startswith="casework.").exists()


def test_nothing_of_the_old_unit_stays_in_open_work_and_nothing_is_lost(a_case, units, third):
    dice = Random(11)  # noqa: S311 - an invented world
    every = [*units, third]
    for _turn in range(40):
        case = a_case(holder=dice.choice(every), turn_unit=dice.choice([*every, None]))
        for role in dice.sample(list(Role), 3):
            involve(case, [unit.pk for unit in dice.sample(every, 2)], role, at=MONDAY)
        if dice.random() < 0.5:
            at_work = dice.choice(every).pk
            assign(case, unit_id=at_work, person_id=None, instruction="", act_id=new_key(), at=MONDAY)
    before = stakes_of([units[0].pk])

    merge(*units)

    assert stakes_of([units[0].pk]) == []
    after = {stake.case_id: set(stake.parts) for stake in stakes_of([units[1].pk])}
    for stake in before:
        lost = set(stake.parts) - after[stake.case_id]
        assert lost <= {"supporting"}
        assert not lost or "holder" in after[stake.case_id]
    assert Act.objects.filter(verb=PASSED).count() == len(before)
    assert Assignment.objects.filter(until__isnull=True, unit=units[0]).count() == 0
    assert Involvement.objects.filter(until__isnull=True, unit=units[0]).count() == 0


def test_thirty_cost_as_many_statements_as_three(worked, units, third):
    counts = []
    for number, unit in ((3, units[0]), (30, cast.a_unit("FOUR"))):
        for _turn in range(number):
            case = worked(holder=unit, turn_unit=unit)
            case.involvements.all().delete()
            involve(case, [unit.pk], Role.LEAD, at=MONDAY)
            case.assignments.update(unit=unit)
            Case.objects.filter(pk=case.pk).update(turn_unit=unit)
        with CaptureQueriesContext(connection) as asked:
            merge(unit, third)
        counts.append(len(asked))
        assert Case.objects.filter(holder=third).count() == sum((3, 30)[: len(counts)])
    assert counts[0] == counts[1]


def test_what_was_passed_on_is_found_by_the_old_unit(
    worked: Callable[..., Case], a_case: Callable[..., Case], units: list[Unit]
) -> None:
    """Whoever sees the successor's work sees it; a case that stayed is not in it."""
    passed, other = worked(), a_case(holder=units[1], turn_unit=units[1])
    involve(other, [units[1].pk], Role.LEAD, at=MONDAY)
    merge(units[0], units[1])

    assert [case.pk for case in taken_over(units[0].pk)] == [passed.pk]
    assert not taken_over(units[1].pk).exists()
    seen = TAKEN_OVER.source
    assert seen is not None
    scope = {"unit": str(units[0].pk)}
    assert seen(Reader(head_of(units[1]), LATER, scope)).count() == 1
    assert seen(Reader(head_of(units[0]), LATER, scope)).count() == 1, "who took part before still sees it"
    stranger = cast.a_unit("STRANGER")
    assert seen(Reader(head_of(stranger), LATER, scope)).count() == 0
