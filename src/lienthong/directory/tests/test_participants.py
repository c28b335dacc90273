"""Changes of one plan are handed to areas above together, but none before another that it waits for."""

from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from lienthong.directory.participants import Distribution, Hindrance, Participants, Reorganisation, in_turn
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import WrongState

pytestmark = pytest.mark.django_db
A, B, C, D, E, F = (UUID(int=number) for number in range(1, 7))
ON = date(2025, 7, 1)


def merger(unit: UUID, into: UUID) -> Reorganisation:
    return Reorganisation(unit, {into: Fraction(1)}, ON)


def test_changes_of_other_units_go_together() -> None:
    assert in_turn([merger(A, B), merger(C, D)]) == [[merger(A, B), merger(C, D)]]
    assert in_turn([]) == []


def test_what_has_to_do_with_the_same_unit_keeps_its_order() -> None:
    first, second, third, other = merger(A, B), merger(B, D), merger(C, B), merger(E, F)

    assert in_turn([first, second, third, other]) == [[first, other], [second], [third]]


def test_units_that_pass_into_one_go_together() -> None:
    first, second, onward = merger(A, B), merger(C, B), merger(B, D)
    split = Reorganisation(E, {B: Fraction(1, 2), F: Fraction(1, 2)}, ON)

    assert in_turn([first, second, onward]) == [[first, second], [onward]]
    assert in_turn([first, split, second]) == [[first], [split], [second]]


def test_who_takes_the_rest_is_one_of_them() -> None:
    split = Reorganisation(A, {B: Fraction(1, 2), C: Fraction(1, 2)}, ON, Distribution(D))

    assert in_turn([split, merger(E, D)]) == [[split], [merger(E, D)]]


class Notes:
    """An area above that hinders what it is told to, and notes what it did."""

    def __init__(self, hindered: UUID | None = None) -> None:
        self.hindered, self.done = hindered, list[UUID]()

    def preview(self, changes: Any) -> list[tuple[Any, str]]:
        hinder = [(change, Hindrance("chưa được")) for change in changes if change.unit_id == self.hindered]
        return [*hinder, *((change, "chuyển đi") for change in changes if change.unit_id != self.hindered)]

    def carry_out(self, changes: Any, **_who: Any) -> None:
        self.done += [change.unit_id for change in changes]


def test_nobody_begins_where_one_is_hindered() -> None:
    willing, unwilling = Notes(), Notes(hindered=A)
    register = Participants([willing, unwilling])

    with pytest.raises(WrongState, match="chưa được"):
        register.carry_out(merger(A, B), by=SYSTEM, at=cast.AT)
    assert (willing.done, unwilling.done) == ([], [])
    register.carry_out(merger(C, B), by=SYSTEM, at=cast.AT)
    assert (willing.done, unwilling.done) == ([C], [C])


def test_what_is_gathered_waits() -> None:
    area = Notes()
    register = Participants([area])

    with register.gathering() as changes:
        register.carry_out(merger(A, B), by=SYSTEM, at=cast.AT)
        register.carry_out(merger(C, D), by=SYSTEM, at=cast.AT)
    assert not area.done
    assert register.take(changes, by=SYSTEM, at=cast.AT) == [(change, "chuyển đi") for change in changes]
    assert area.done == [A, C]
