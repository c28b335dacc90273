"""Several units follow one: work goes by its place, by choice, or up to be handed on; none of it is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lienthong.casework.assigning import assign, involve
from lienthong.casework.handing_on import hand_on, heirs, to_hand_on
from lienthong.casework.inheriting import ASKED, PASSED
from lienthong.casework.models import Case, Role
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory import actions, selectors
from lienthong.directory.models import Place, Unit, UnitVersion
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, Stale

ON = date(2012, 3, 1)
LATER = MONDAY + timedelta(days=2)
HALF = Decimal("0.5")


@pytest.fixture
def above(units: list[Unit]) -> Unit:
    return cast.a_unit("ABOVE", kind="province_committee")


@pytest.fixture
def communes(above: Unit) -> dict[str, Unit]:
    """Two heirs below the same committee, each in a place that two old communes became; C is split between them."""
    heirs_, places = {}, {}
    for code in ("NORTH", "SOUTH"):
        places[code] = cast.a_place(code, since=ON)
        heirs_[code] = cast.a_unit(code, under=above, kind="commune_committee", place=places[code])
    for old, new, share in (
        ("A", "NORTH", "1"),
        ("B", "SOUTH", "1"),
        ("C", "NORTH", "0.5"),
        ("C", "SOUTH", "0.5"),
    ):
        before = Place.objects.filter(code=old).first() or cast.a_place(old, until=ON)
        cast.place_succeeded(before, places[new], ON, share)
    return heirs_


@pytest.fixture
def work(a_case: Callable[..., Case], communes: dict[str, Unit]) -> Callable[[str], Case]:
    def make(place: str = "") -> Case:
        return a_case(place=Place.objects.get(code=place) if place else None)

    return make


def split(unit: Unit, heirs_: dict[str, Unit], **rule: object) -> None:
    shares = dict.fromkeys(heirs_.values(), HALF)
    chosen = rule.get("chosen")
    distribution = selectors.distribution(
        {heir.pk: share for heir, share in shares.items()},
        ON,
        chosen=chosen.pk if isinstance(chosen, Unit) else None,
        by_place=bool(rule.get("by_place", True)),
    )
    actions.split_unit(unit, parts=shares, on=ON, distribution=distribution, by=cast.EDITOR, at=LATER)


def holders() -> dict[str, int]:
    codes = list(Case.objects.values_list("holder__code", flat=True))
    return {code: codes.count(code) for code in codes}


def test_work_goes_to_the_heir_of_its_place(units, communes, work):
    places = ["A", "A", "B"]
    for place in places:
        work(place)

    split(units[0], communes)

    assert holders() == {"NORTH": 2, "SOUTH": 1}
    assert Act.objects.filter(verb=PASSED).count() == 3


def test_what_no_place_decides_goes_to_the_chosen_heir(units, communes, work):
    work(), work("C"), work("B")

    split(units[0], communes, chosen=communes["NORTH"])

    assert holders() == {"NORTH": 2, "SOUTH": 1}
    assert not Case.objects.filter(heirs_of__isnull=False).exists()


def test_without_a_choice_it_goes_up_to_be_handed_on(units, above, communes, work):
    case, there = work(), work("A")

    split(units[0], communes)

    case.refresh_from_db()
    assert (case.holder, case.turn_unit, case.heirs_of) == (above, above, units[0])
    passed = {
        one: Act.objects.get(verb=PASSED, case_id=one).detail["passed"][0] for one in (case.pk, there.pk)
    }
    assert passed[case.pk]["to_distribute"] is True
    assert "to_distribute" not in passed[there.pk]


def test_a_unit_that_keeps_a_part_keeps_what_lies_nowhere_else(units, communes, work):
    lies, nowhere = work("B"), work()
    UnitVersion.objects.filter(unit=units[0]).update(place=None)

    split(units[0], {"ONE": units[0], "SOUTH": communes["SOUTH"]})

    lies.refresh_from_db(), nowhere.refresh_from_db()
    assert (lies.holder, nowhere.holder) == (communes["SOUTH"], units[0])


def test_support_goes_on_where_the_work_lies(units, communes, a_case):
    case = a_case(holder=units[1], turn_unit=units[1], place=Place.objects.get(code="A"))
    involve(case, [units[0].pk], Role.SUPPORTING, at=MONDAY)

    split(units[0], communes)

    assert list(case.involvements.filter(until__isnull=True).values_list("unit__code", "role")) == [
        ("NORTH", "supporting")
    ]


@pytest.fixture
def distributor(above: Unit) -> Actor:
    return Actor(
        kind=ActorKind.OFFICIAL, name="B", unit_id=above.pk, capabilities=frozenset({"tasks_hand_over"})
    )


def test_what_it_gave_to_others_goes_with_the_rest_whatever_the_place(units, above, communes, a_case):
    """A district that ends: who does the job in its place does not become who gave and follows it."""
    given = a_case(holder=communes["NORTH"], place=Place.objects.get(code="A"))
    own = a_case(place=Place.objects.get(code="A"))
    for case, role in ((given, Role.ASSIGNER), (given, Role.MONITORING), (own, Role.MONITORING)):
        involve(case, [units[0].pk], role, at=MONDAY)

    split(units[0], communes)

    roles = Case.objects.filter(involvements__until__isnull=True).values_list(
        "pk", "involvements__role", "involvements__unit__code"
    )
    assert set(roles) == {
        (given.pk, Role.ASSIGNER, "ABOVE"),
        (given.pk, Role.MONITORING, "ABOVE"),
        (own.pk, Role.MONITORING, "NORTH"),
    }


def test_the_unit_above_hands_it_on(units, above, communes, work, distributor):
    case = work()
    person = cast.a_person()
    assign(case, unit_id=units[0].pk, person_id=person.pk, instruction="Gấp", act_id=new_key(), at=MONDAY)
    case.save()
    split(units[0], communes)

    assert heirs(units[0].pk, LATER) == dict.fromkeys((unit.pk for unit in communes.values()), HALF)
    assert list(to_hand_on(distributor, LATER)) == [case]
    assert hand_on([case.pk], to=communes["SOUTH"].pk, by=distributor, at=LATER) == 1

    case.refresh_from_db()
    assert (case.holder, case.turn_unit, case.heirs_of) == (communes["SOUTH"], communes["SOUTH"], None)
    assert case.assignments.get(until__isnull=True).unit == communes["SOUTH"]
    assert not to_hand_on(distributor, LATER).exists()


def of_agency(unit: Unit) -> Actor:
    powers = frozenset({"tasks_hand_over"})
    return Actor(kind=ActorKind.OFFICIAL, name="E", unit_id=unit.pk, capabilities=powers)


def test_who_follows_the_distributor_is_asked_finds_it_and_hands_it_on(units, above, communes, work):
    """What the distributor itself had in the case stays with its successor."""
    case, next_above = work(), cast.a_unit("NEXT", kind="province_committee")
    involve(case, [units[0].pk], Role.LEAD, at=MONDAY)
    involve(case, [above.pk], Role.MONITORING, at=MONDAY)
    split(units[0], communes)

    actions.merge_units([above], into=next_above, on=ON, by=cast.EDITOR, at=LATER)

    case.refresh_from_db()
    assert (case.holder, case.heirs_of) == (next_above, units[0])
    asked = Act.objects.filter(verb=ASKED, subject_id=units[0].pk).order_by("recorded_at", "id")
    assert [act.detail["to"] for act in asked] == [str(above.pk), str(next_above.pk)]
    assert list(to_hand_on(of_agency(next_above), LATER)) == [case]
    hand_on([case.pk], to=communes["SOUTH"].pk, by=of_agency(next_above), at=LATER)
    case.refresh_from_db()
    assert (case.holder, case.turn_unit, case.heirs_of) == (communes["SOUTH"], communes["SOUTH"], None)
    assert roles(case) == {("SOUTH", "lead"), ("NEXT", "monitoring")}


def roles(case: Case) -> set[tuple[str, str]]:
    return set(case.involvements.filter(until__isnull=True).values_list("unit__code", "role"))


def test_it_keeps_its_mark_where_the_distributor_is_split_too(units, above, communes, work):
    case = work()
    split(units[0], communes)
    parts = [cast.a_unit(code, kind="province_committee") for code in ("ONE_ABOVE", "OTHER_ABOVE")]
    for unit in communes.values():
        actions.move_unit(unit, under=parts[0], on=ON, by=cast.EDITOR, at=LATER)

    split(above, {unit.code: unit for unit in parts}, chosen=parts[1])

    case.refresh_from_db()
    assert (case.holder, case.heirs_of) == (parts[1], units[0])
    hand_on([case.pk], to=communes["SOUTH"].pk, by=of_agency(parts[1]), at=LATER)


def test_an_heir_that_came_to_distribute_may_take_it_itself(units, above, communes, work, distributor):
    case = work()
    involve(case, [units[0].pk], Role.LEAD, at=MONDAY)
    assign(case, unit_id=units[0].pk, person_id=None, instruction="Gấp", act_id=new_key(), at=MONDAY)
    case.save()
    split(units[0], communes)
    actions.merge_units([communes["NORTH"]], into=above, on=ON + timedelta(days=1), by=cast.EDITOR, at=LATER)

    hand_on([case.pk], to=above.pk, by=distributor, at=LATER)

    case.refresh_from_db()
    assert (case.holder, case.heirs_of) == (above, None)
    assert roles(case) == {("ABOVE", "lead")}
    assert case.assignments.get(until__isnull=True).unit == above


def test_only_to_heirs_only_once_and_only_by_those_who_hand_over(units, above, communes, work, distributor):
    case = work()
    split(units[0], communes)

    with pytest.raises(Invalid, match="không kế thừa"):
        hand_on([case.pk], to=units[1].pk, by=distributor, at=LATER)
    reader = Actor(kind=ActorKind.OFFICIAL, name="C", unit_id=above.pk)
    with pytest.raises(NotAllowed):
        hand_on([case.pk], to=communes["SOUTH"].pk, by=reader, at=LATER)
    stranger = Actor(
        kind=ActorKind.OFFICIAL, name="D", unit_id=units[1].pk, capabilities=distributor.capabilities
    )
    with pytest.raises(Missing):
        hand_on([case.pk], to=communes["SOUTH"].pk, by=stranger, at=LATER)


def test_who_is_slower_is_told_and_moves_nothing(units, above, communes, work, distributor):
    case, other = work(), work()
    for one in (case, other):
        involve(one, [units[0].pk], Role.LEAD, at=MONDAY)
        involve(one, [above.pk], Role.FOR_INFORMATION, at=MONDAY)
    split(units[0], communes)
    hand_on([case.pk], to=communes["SOUTH"].pk, by=distributor, at=LATER)

    with pytest.raises(Stale, match="1 công việc đã chọn không còn chờ phân bổ") as refused:
        hand_on([case.pk, other.pk], to=communes["NORTH"].pk, by=distributor, at=LATER)

    assert refused.value.changes[0].case_id == case.pk
    assert list(to_hand_on(distributor, LATER)) == [other]


def test_who_gave_the_work_goes_on_giving_it(units, above, communes, a_case, distributor):
    """The unit above gave it and has to confirm it: it hands on what the unit that was split had, no more."""
    case = a_case(turn_unit=above)
    involve(case, [units[0].pk], Role.LEAD, at=MONDAY)
    involve(case, [above.pk], Role.ASSIGNER, at=MONDAY)
    split(units[0], communes)

    hand_on([case.pk], to=communes["SOUTH"].pk, by=distributor, at=LATER)

    case.refresh_from_db()
    assert (case.holder, case.turn_unit) == (communes["SOUTH"], above)
    assert set(case.involvements.filter(until__isnull=True).values_list("unit__code", "role")) == {
        ("ABOVE", "assigner"),
        ("SOUTH", "lead"),
    }


def test_who_distributes_is_told_once_for_all_of_it(units, above, communes, work):
    work(), work(), work("A")

    split(units[0], communes)

    act = Act.objects.get(verb=ASKED)
    assert (act.subject_id, act.detail["count"], act.detail["to"]) == (units[0].pk, 2, str(above.pk))
    assert act.case_id is None


def test_work_that_says_no_place_lies_where_its_holder_lies(units, communes, a_case):
    """The unit that is split helps a unit in the place A: there the heir of that place goes on helping."""
    led = cast.a_unit("THERE", place=Place.objects.get(code="A"))
    case = a_case(holder=led, turn_unit=led)
    involve(case, [units[0].pk], Role.SUPPORTING, at=MONDAY)

    split(units[0], communes)

    assert list(case.involvements.filter(until__isnull=True).values_list("unit__code", "role")) == [
        ("NORTH", "supporting")
    ]


def test_a_place_in_which_several_heirs_sit_decides_nothing(units, above, communes, work, a_case):
    """Departments of a province all lie in it: that work lies there tells nobody who takes it."""
    north, old = Place.objects.get(code="NORTH"), cast.a_unit("OLD", place=Place.objects.get(code="A"))
    heirs_ = {code: cast.a_unit(code, under=above, place=north) for code in ("FIRST", "SECOND")}
    a_case(holder=old, turn_unit=old), a_case(holder=old, turn_unit=old, place=north)

    split(old, heirs_)

    assert holders() == {"ABOVE": 2}
