"""Legs: stages in turn, legs of one stage side by side, each with its own clock."""

from datetime import timedelta

import pytest

from lienthong.casework.legs import Part, open_legs, settle_leg
from lienthong.casework.tests.conftest import MONDAY
from lienthong.kernel.refusals import Invalid, WrongState

DAY = timedelta(days=1)


@pytest.fixture
def legs(a_case, units):
    one, two = (unit.pk for unit in units)
    parts = [
        Part(one, "Khai sinh", 1, "01 ngày làm việc"),
        Part(two, "Thường trú", 2, "02 ngày làm việc"),
        Part(one, "Bảo hiểm", 2, "02 ngày làm việc"),
    ]
    return open_legs(a_case(), parts, at=MONDAY)


def states(legs):
    return [leg.state for leg in legs[0].case.legs.all()]


def test_the_first_stage_starts_at_once_with_its_own_clock(legs):
    assert states(legs) == ["running", "waiting", "waiting"]
    assert legs[0].due_at == MONDAY + DAY
    assert legs[1].due_at is None


def test_the_next_stage_starts_side_by_side_when_the_one_before_is_settled(legs):
    assert settle_leg(legs[0], at=MONDAY + DAY) is False

    assert states(legs) == ["settled", "running", "running"]
    assert {leg.due_at for leg in legs[0].case.legs.filter(stage=2)} == {MONDAY + 3 * DAY}


def test_the_case_has_settled_with_its_last_leg(legs):
    settle_leg(legs[0], at=MONDAY)
    second, third = legs[0].case.legs.filter(stage=2)

    assert settle_leg(second, at=MONDAY) is False
    assert settle_leg(third, at=MONDAY) is True


def test_a_leg_that_waits_is_not_settled(legs):
    with pytest.raises(WrongState, match="không ở bước đang giải quyết"):
        settle_leg(legs[1], at=MONDAY)


def test_stages_have_no_gap(a_case, units):
    with pytest.raises(Invalid, match="liên tục từ 1"):
        open_legs(a_case(), [Part(units[0].pk, "Một", 2)], at=MONDAY)
