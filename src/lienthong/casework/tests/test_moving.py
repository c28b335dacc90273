"""Moving a case along its table, and who may see it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lienthong.casework.assigning import involve
from lienthong.casework.models import Role
from lienthong.casework.moving import check, ensure_fresh, keep, lock, move
from lienthong.casework.registry import Kind, Kinds, Transition
from lienthong.casework.selectors import boxes, visible_case
from lienthong.casework.tests.conftest import KIND, MONDAY
from lienthong.directory.revision import bump
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.refusals import Missing, Stale, WrongState


def test_a_verb_leads_where_the_table_says(a_case, official):
    case = move(a_case(), "close", by=official, at=MONDAY)

    assert (case.state, case.revision, case.closed_at, case.turn_unit) == ("closed", 2, MONDAY, None)


def test_a_verb_outside_the_table_is_refused_in_words(a_case):
    with pytest.raises(WrongState, match="“Đã xong”"):
        check(a_case(state="closed", closed_at=MONDAY, turn_unit=None), "close")


def test_reopening_opens_it_again(a_case, official):
    case = a_case(state="closed", closed_at=MONDAY, turn_unit=None)

    assert move(case, "reopen", by=official, at=MONDAY).closed_at is None


def test_work_is_new_until_whose_turn_it_is_acts(a_case, official):
    case = a_case()
    assert case.begun_at is None

    keep(move(case, "work", by=official, at=MONDAY))

    case.refresh_from_db()
    assert case.begun_at == MONDAY


def test_a_form_that_is_older_than_the_case_is_stale(a_case):
    with pytest.raises(Stale, match="vừa có người khác"):
        ensure_fresh(a_case(revision=3), 2)


def test_a_case_that_is_not_there_is_missing(db):
    with pytest.raises(Missing):
        lock(uuid4())


def test_a_stranger_does_not_see_a_case(a_case, official, units):
    case = a_case()
    with pytest.raises(Missing):
        visible_case(case.pk, official, MONDAY)

    involve(case, [units[0].pk], Role.LEAD, at=MONDAY)

    assert visible_case(case.pk, official, MONDAY) == case
    stranger = Actor(kind=ActorKind.OFFICIAL, name="B", unit_id=units[1].pk)
    with pytest.raises(Missing):
        visible_case(case.pk, stranger, MONDAY)


def test_the_boxes_tell_mine_from_what_i_wait_for(a_case, official, units):
    mine = a_case()
    waiting = a_case(turn_unit=units[1])
    a_case(turn_unit=None)  # nobody is waited for

    found = boxes(official, MONDAY)

    assert list(found.mine) == [mine]
    assert list(found.waiting) == [waiting]


def test_what_waits_for_the_agency_is_in_the_box_of_who_distributes_it(a_case, official, units):
    division = cast.a_unit("P1", under=units[0], kind="division")
    bump()
    case = a_case()
    specialist = replace(official, unit_id=division.pk, person_id=None, capabilities=frozenset())
    head = replace(specialist, capabilities=frozenset({"tasks_hand_over"}))

    assert list(boxes(specialist, MONDAY).mine) == []
    assert list(boxes(head, MONDAY).mine) == [case]


def test_a_closed_case_has_no_turn_also_for_those_who_go_around(a_case, units):
    with pytest.raises(IntegrityError, match="case_closed_has_no_turn"), transaction.atomic():
        a_case(closed_at=MONDAY)


def test_a_kind_is_registered_once_and_with_states_it_knows():
    register = Kinds()
    register.register(KIND)
    with pytest.raises(ValueError, match="already registered"):
        register.register(KIND)

    wrong = Kind("x", "x", {"a": "A"}, {"go": Transition(frozenset({"a"}), "b")}, frozenset(), str)
    with pytest.raises(ValueError, match="unknown states"):
        register.register(wrong)
