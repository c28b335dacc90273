"""Projections: every position once, in order, whatever the steps; what failed half-way is done again."""

import pytest

from lienthong.kernel.acts import projecting
from lienthong.kernel.acts.models import Projected
from lienthong.kernel.acts.projecting import Projection

pytestmark = pytest.mark.django_db


class Positions:
    """A projection that remembers which positions it was given."""

    def __init__(self):
        self.seen, self.fails = [], False
        self.projection = Projection("positions", self.extend, self.seen.clear)

    def extend(self, since, until):
        if self.fails:
            raise RuntimeError("the disk is full")
        self.seen += range(since, until)


@pytest.fixture
def positions():
    return Positions()


def test_each_position_is_read_once_and_in_order(positions, monkeypatch):
    monkeypatch.setattr(projecting, "STEP", 4)

    for size in (3, 3, 12, 5, 14):
        positions.projection.reach(size)

    assert positions.seen == list(range(14))
    assert Projected.objects.get(name="positions").size == 14


def test_what_is_known_already_costs_one_statement(positions, django_assert_num_queries):
    positions.projection.reach(9)

    with django_assert_num_queries(1):
        positions.projection.reach(9)


def test_what_failed_is_not_taken_for_done(positions):
    positions.projection.reach(5)
    positions.fails = True
    with pytest.raises(RuntimeError):
        positions.projection.reach(8)
    positions.fails = False

    positions.projection.reach(8)

    assert positions.seen == list(range(8))


def test_it_is_worked_out_anew_after_it_was_emptied(positions):
    positions.projection.reach(5)

    positions.projection.rebuild()
    assert positions.seen == []
    positions.projection.reach(6)

    assert positions.seen == list(range(6))
