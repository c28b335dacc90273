"""Somebody leaves a post: what was in their hands is the unit's again, and new to it."""

from datetime import date, timedelta

from lienthong.casework.models import Case
from lienthong.casework.returning import RETURNED, WorkOfPeople
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory import actions
from lienthong.directory.models import Appointment
from lienthong.directory.participants import Departure
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import new_key

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)


def leave(appointment: Appointment) -> None:
    actions.end_appointment(appointment, on=ON, by=cast.EDITOR, at=LATER)


def test_the_work_returns_to_the_unit_and_is_new_to_it(in_hands, post_held, units):
    case = in_hands()

    leave(post_held)

    case.refresh_from_db()
    assert (case.turn_unit, case.turn_person, case.begun_at, case.revision) == (units[0], None, None, 2)
    given = case.assignments.get(until__isnull=True)
    assert (given.unit, given.person, given.instruction) == (units[0], None, "Gấp")


def test_the_act_says_who_had_it_without_a_name(in_hands, post_held, person):
    case = in_hands()

    leave(post_held)

    act = Act.objects.get(verb=RETURNED)
    assert (act.case_id, act.detail["person"], act.detail["on"]) == (case.pk, str(person.pk), "2012-03-06")
    assert person.full_name not in str(act.detail)
    assert case.assignments.get(until__isnull=True).act_id == act.id
    assert "thôi giữ chức vụ" in verbs.read(RETURNED)


def test_work_whose_turn_is_elsewhere_returns_too_and_the_turn_stays(in_hands, post_held, units):
    case = in_hands()
    Case.objects.filter(pk=case.pk).update(turn_unit=units[1], turn_person=None)

    leave(post_held)

    case.refresh_from_db()
    assert (case.turn_unit, case.begun_at) == (units[1], MONDAY)
    assert case.assignments.get(until__isnull=True).person is None


def test_another_post_in_the_unit_keeps_the_work(in_hands, post_held, person, units):
    case = in_hands()
    cast.appointed(person, cast.a_post(units[0]), kind="concurrent")

    leave(post_held)

    before = case.revision
    case.refresh_from_db()
    assert (case.turn_person, case.revision) == (person, before)
    assert not Act.objects.filter(verb=RETURNED).exists()


def test_another_post_that_begins_later_does_not_keep_it(in_hands, post_held, person, units):
    case = in_hands()
    cast.appointed(person, cast.a_post(units[0]), since=ON + timedelta(days=1))

    leave(post_held)

    case.refresh_from_db()
    assert case.turn_person is None


def test_what_is_not_theirs_there_does_not_move(in_hands, post_held, units):
    elsewhere, of_another = in_hands(units[1]), in_hands(who=cast.a_person("Trần Văn Bình"))
    closed = in_hands()
    Case.objects.filter(pk=closed.pk).update(closed_at=MONDAY, turn_unit=None, turn_person=None)

    leave(post_held)

    assert set(Case.objects.values_list("revision", flat=True)) == {1}
    assert not Act.objects.filter(verb=RETURNED).exists()
    for case in (elsewhere, of_another, closed):
        assert case.assignments.get(until__isnull=True).person is not None


def test_a_preview_says_how_many_and_changes_nothing(in_hands, post_held, person, units):
    for _turn in range(3):
        in_hands()
    change = Departure(person.pk, post_held.post_id, units[0].pk, ON)

    said = [line for _change, line in WorkOfPeople().preview([change])]

    assert said == ["3 công việc đang giao cho người này trở về đơn vị ngay khi ghi nhận."]
    assert WorkOfPeople().preview([Departure(new_key(), post_held.post_id, units[0].pk, ON)]) == []
    assert not Act.objects.filter(verb=RETURNED).exists()
