"""What comes to a unit after its work has passed on goes after it, as the succession and the act of the split say."""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.casework import passing
from lienthong.casework.arriving_late import pass_on_late
from lienthong.casework.assigning import assign, involve
from lienthong.casework.inheriting import ENDED, PASSED
from lienthong.casework.jobs import pass_on_late_nightly, pass_on_what_came_late
from lienthong.casework.models import Case, Role
from lienthong.casework.passing import LATE_JOB, MEANWHILE
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory import actions, selectors
from lienthong.directory.models import Place, Unit
from lienthong.directory.participants import Distribution
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import NotAllowed

ON = date(2012, 3, 1)
LATER = MONDAY + timedelta(days=2)
Came = Callable[..., Case]


@pytest.fixture
def came(a_case: Callable[..., Case]) -> Came:
    """A case that a unit leads and works on, written when the unit had ended already."""

    def make(unit: Unit, **differs: object) -> Case:
        case = a_case(holder=unit, turn_unit=unit, **differs)
        involve(case, [unit.pk], Role.LEAD, at=MONDAY)
        assign(case, unit_id=unit.pk, person_id=None, instruction="", act_id=new_key(), at=MONDAY)
        case.save()
        return case

    return make


@pytest.fixture
def others(units: list[Unit]) -> list[Unit]:
    """Two more below one committee."""
    above = cast.a_unit("ABOVE", kind="province_committee")
    return [
        cast.a_unit(code, under=above, place=cast.a_place(code), kind="commune_committee")
        for code in ("NORTH", "SOUTH")
    ]


def merge(one: Unit, into: Unit, on: date = ON) -> None:
    actions.merge_units([one], into=into, on=on, by=cast.EDITOR, at=LATER)


def split(unit: Unit, parts: list[Unit], *, chosen: Unit | None = None, by_place: bool = True) -> None:
    shares = dict.fromkeys(parts, Decimal("0.5"))
    heirs = {part.pk: share for part, share in shares.items()}
    rule = selectors.distribution(heirs, ON, chosen=chosen.pk if chosen else None, by_place=by_place)
    actions.split_unit(unit, parts=shares, on=ON, distribution=rule, by=cast.EDITOR, at=LATER)


def late() -> int:
    return pass_on_late(by=SYSTEM, at=LATER)


def theirs(case: Case) -> tuple[str, ...]:
    """Return the codes of who holds, whose turn it is, who leads and to whom it is assigned."""
    case.refresh_from_db()
    assert case.turn_unit is not None
    (lead,) = case.involvements.filter(until=None, role=Role.LEAD)
    return (
        case.holder.code,
        case.turn_unit.code,
        lead.unit.code,
        case.assignments.get(until=None).unit.code,
    )


def test_it_goes_along_all_successions_by_an_act_for_each(units, others, came):
    merge(units[0], units[1])
    merge(units[1], others[0], on=ON + timedelta(days=1))
    case = came(units[0])

    assert late() == 2

    assert theirs(case) == ("NORTH",) * 4
    acts = Act.objects.filter(case_id=case.pk, verb=PASSED).order_by("recorded_at", "id")
    passed = [(act.detail["passed"][0]["from_name"], act.detail["on"]) for act in acts]
    assert passed == [("ONE", "2012-03-01"), ("TWO", "2012-03-02")]
    assert late() == 0
    assert acts.count() == 2


def test_where_nothing_is_left_it_is_one_statement(units, others, came):
    merge(units[0], units[1])
    came(units[1])

    with CaptureQueriesContext(connection) as asked:
        assert late() == 0

    assert len(asked) == 1


def test_what_is_closed_stays(units, others, came):
    merge(units[0], units[1])
    case = came(units[0])
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=MONDAY, turn_unit=None)

    assert late() == 0


def test_a_split_shares_it_out_as_its_act_says(units, others, came):
    split(units[0], others, chosen=others[1])
    nowhere, north = came(units[0]), came(units[0], place=Place.objects.get(code="NORTH"))

    late()

    assert (theirs(nowhere)[0], theirs(north)[0]) == ("SOUTH", "NORTH")


def test_a_choice_that_would_be_refused_today_holds_and_holds_up_nobody(units, others, came):
    """A split of before may have sent its work to whoever was named: what was decided stands."""
    stranger = cast.a_unit("FAR", kind="province_committee")
    shares = dict.fromkeys(others, Decimal("0.5"))
    rule = Distribution(stranger.pk, chosen=True, by_place=False)
    actions.split_unit(units[0], parts=shares, on=ON, distribution=rule, by=cast.EDITOR, at=LATER)
    merge(units[1], others[0])
    cases = [came(unit) for unit in units]

    assert late() == 2

    assert [theirs(case)[0] for case in cases] == ["FAR", others[0].code]


def test_where_places_did_not_count_they_do_not_now(units, others, came):
    split(units[0], others, chosen=others[1], by_place=False)
    case = came(units[0], place=Place.objects.get(code="NORTH"))

    late()

    assert theirs(case)[0] == "SOUTH"


def test_where_nobody_was_chosen_it_waits_to_be_distributed(units, others, came):
    split(units[0], others)
    case = came(units[0])

    late()

    assert theirs(case)[0] == "ABOVE"
    assert case.heirs_of == units[0]


def test_support_ends_with_a_unit_that_nobody_follows_and_work_is_logged(units, came, caplog):
    actions.close_unit(units[0], on=ON, by=cast.EDITOR, at=LATER)
    supported, closed = came(units[1]), cast.a_unit("CLOSED")
    involve(supported, [units[0].pk], Role.SUPPORTING, at=MONDAY)
    actions.close_unit(closed, on=ON, by=cast.EDITOR, at=LATER)
    case = came(closed)

    with caplog.at_level(logging.WARNING):
        assert late() == 1

    assert not supported.involvements.filter(unit=units[0], until=None).exists()
    assert Act.objects.filter(case_id=supported.pk, verb=ENDED).exists()
    assert theirs(case)[0] == "CLOSED"
    assert str(closed.pk) in caplog.text


def test_before_the_day_it_stays_and_on_the_day_it_goes(units, came):
    merge(units[0], units[1], on=LATER.date() + timedelta(days=1))
    case = came(units[0])

    assert late() == 0
    assert pass_on_late(by=SYSTEM, at=LATER + timedelta(days=1)) == 1

    assert theirs(case)[0] == "TWO"


def test_who_may_not_keep_the_directory_passes_nothing_on(units, came):
    merge(units[0], units[1])
    came(units[0])

    with pytest.raises(NotAllowed):
        pass_on_late(by=Actor(kind=ActorKind.OFFICIAL, name="A"), at=LATER)


def test_it_is_asked_some_time_after_a_unit_has_ended(units, others, monkeypatch):
    jobs: list[tuple[str, object]] = []
    monkeypatch.setattr(passing, "is_replaying", lambda: False)
    monkeypatch.setattr(passing, "defer", lambda name, *, after: jobs.append((name, after)))

    split(others[0], others)  # it stays
    assert jobs == []
    merge(units[0], units[1])

    assert jobs == [(LATE_JOB, MEANWHILE)]


def test_the_jobs_pass_it_on(units, came):
    merge(units[0], units[1])
    cases = [came(units[0])]

    pass_on_what_came_late()
    cases.append(came(units[0]))
    pass_on_late_nightly(timestamp=0)

    assert [theirs(case)[0] for case in cases] == ["TWO", "TWO"]
