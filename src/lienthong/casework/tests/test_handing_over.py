"""Somebody hands over to a colleague: the work goes to one person, seen beforehand, by an act for each case."""

from dataclasses import replace

import pytest

from lienthong.access.actors import official
from lienthong.access.loading import load_capabilities
from lienthong.access.powers.absences import Leave, begin_absence
from lienthong.access.powers.handing_over import Handing, appointment_of, hand_over, mark_of, minutes
from lienthong.casework.assigning import involve
from lienthong.casework.models import Case, Role
from lienthong.casework.returning import HANDED_OVER
from lienthong.casework.selectors import boxes
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.test_returning import LATER, ON
from lienthong.directory.models import Appointment, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, WrongState


@pytest.fixture
def colleague(units: list[Unit]) -> Appointment:
    return cast.appointed(cast.a_person("Phạm Văn Nhận"), cast.a_post(units[0], code="nhan"))


@pytest.fixture
def keeper(units: list[Unit]) -> Actor:
    load_capabilities(by=SYSTEM, at=MONDAY)
    return replace(
        cast.EDITOR,
        unit_id=units[0].pk,
        capabilities=frozenset({"powers_manage", "directory_edit", "directory_see"}),
    )


def handing(held: Appointment, to: Appointment, **changes: object) -> Handing:
    return replace(Handing(held.person_id, held.post_id, to.person_id), **changes)


def done(said: Handing, held: Appointment, by: Actor) -> Act:
    day = local_day(LATER)
    mark = mark_of(minutes(said, appointment_of(held.person_id, held.post_id, day), LATER))
    act: Act = hand_over(said, seen=mark, by=by, at=LATER)
    return act


def test_what_is_in_hand_goes_to_the_colleague_with_its_instruction(
    in_hands, post_held, colleague, keeper, units
):
    cases = [in_hands(), in_hands()]

    act = done(handing(post_held, colleague), post_held, keeper)

    assert len(act.detail["lines"]) == 2
    for case in cases:
        case.refresh_from_db()
        assert (case.turn_unit, case.turn_person_id, case.begun_at) == (units[0], colleague.person_id, None)
        given = case.assignments.get(until__isnull=True)
        assert (given.person_id, given.instruction) == (colleague.person_id, "Gấp")
    assert Act.objects.filter(verb=HANDED_OVER).count() == 2
    assert Appointment.objects.on(local_day(LATER)).filter(pk=post_held.pk).exists()  # a leave ends no post


def test_on_leaving_nothing_returns_to_the_unit_that_was_handed_over(in_hands, post_held, colleague, keeper):
    case = in_hands()

    done(handing(post_held, colleague, leaves_on=ON), post_held, keeper)

    case.refresh_from_db()
    assert case.turn_person_id == colleague.person_id
    assert not Appointment.objects.on(ON).filter(person=post_held.person_id).exists()


def test_work_that_came_meanwhile_is_shown_first(in_hands, post_held, colleague, keeper):
    said = handing(post_held, colleague)
    mark = mark_of(minutes(said, post_held, LATER))
    case = in_hands()

    with pytest.raises(WrongState, match="xem lại danh sách"):
        hand_over(said, seen=mark, by=keeper, at=LATER)

    case.refresh_from_db()
    assert case.turn_person_id == post_held.person_id
    assert not Act.objects.filter(verb=HANDED_OVER).exists()


def test_who_cannot_take_or_give_is_refused(in_hands, post_held, colleague, keeper, units):
    in_hands()
    elsewhere = cast.appointed(cast.a_person("Người Nơi Khác"), cast.a_post(units[1], code="khac"))

    with pytest.raises(Invalid, match="cùng cơ quan"):
        done(handing(post_held, elsewhere), post_held, keeper)
    with pytest.raises(Invalid, match="người khác"):
        done(handing(post_held, post_held), post_held, keeper)
    with pytest.raises(NotAllowed):
        done(handing(post_held, colleague), post_held, cast.READER)
    with pytest.raises(Missing):
        hand_over(handing(elsewhere, colleague, post_id=post_held.post_id), seen="", by=keeper, at=LATER)
    assert not Act.objects.filter(verb=HANDED_OVER).exists()


def test_a_substitute_has_the_box_of_who_is_away_until_the_last_day(in_hands, post_held, colleague, keeper):
    case: Case = in_hands()
    involve(case, [post_held.post.unit_id], Role.LEAD, at=MONDAY)
    substitute = lambda at: official(colleague.person_id, colleague.post_id, at=at)  # noqa: E731 - as of a moment
    assert case not in boxes(substitute(LATER), LATER).mine

    day = local_day(LATER)
    leave = Leave(post_held.person_id, post_held.post_id, colleague.person_id, day, day)
    begin_absence(leave, by=keeper, at=LATER)

    assert case in boxes(substitute(LATER), LATER).mine
    after = LATER.replace(day=LATER.day + 1)
    assert case not in boxes(substitute(after), after).mine
