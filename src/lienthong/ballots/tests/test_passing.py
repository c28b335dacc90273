"""Units merge or close: what a body was asked is settled first, and the office's successor keeps the ballots."""

from datetime import date
from fractions import Fraction

import pytest

from lienthong.ballots.models import Ballot
from lienthong.ballots.passing import BallotsOfUnits
from lienthong.ballots.policies import may_keep
from lienthong.ballots.tests.conftest import MONDAY
from lienthong.casework.passing import pass_on_open
from lienthong.directory.participants import Distribution, Reorganisation, reorganisations
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.recording import action
from lienthong.kernel.refusals import WrongState

ON = date(2012, 3, 6)


def merger(province, unit, heir=None, share=1):
    heirs = {province.id_of(heir): Fraction(share)} if heir else {}
    return Reorganisation(province.id_of(unit), heirs, ON)


def test_it_takes_part_when_units_change():
    assert any(isinstance(one, BallotsOfUnits) for one in reorganisations.known)


@pytest.mark.parametrize("state", ["open", "counted"])
def test_a_body_is_not_ended_over_its_ballots(a_ballot, province, state):
    a_ballot(state)
    change = merger(province, "UBND", "XA")

    assert "1 phiếu lấy ý kiến chưa kết luận" in reorganisations.preview(change)[0]
    with pytest.raises(WrongState, match="hãy kết luận hoặc rút phiếu trước"):
        reorganisations.carry_out(change, by=SYSTEM, at=MONDAY)


def test_what_a_body_was_asked_while_it_ended_passes_to_nobody(a_ballot, province):
    ballot = a_ballot()

    with pytest.raises(WrongState, match="hãy kết luận hoặc rút phiếu trước"):
        action(pass_on_open)([merger(province, "UBND", "XA")], by=SYSTEM, at=MONDAY)

    ballot.case.refresh_from_db()
    assert ballot.case.holder_id == province.id_of("UBND")


@pytest.mark.parametrize("state", ["concluded", "withdrawn"])
def test_what_is_settled_holds_up_nothing(a_ballot, province, state):
    a_ballot(state)
    change = merger(province, "UBND", "XA")

    assert BallotsOfUnits().preview([change]) == []


@pytest.mark.parametrize("distribution", [None, "chosen"])
def test_the_successor_of_the_office_keeps_the_ballot(a_ballot, province, distribution):
    ballot = a_ballot()
    change = merger(province, "VP", "SO")
    if distribution:  # the office stays with half of what it did, and the other takes its open work
        halves = dict.fromkeys((province.id_of("VP"), province.id_of("SO")), Fraction(1, 2))
        rest = Distribution(province.id_of("SO"), chosen=True)
        change = Reorganisation(province.id_of("VP"), halves, ON, rest)

    action(reorganisations.carry_out)(change, by=SYSTEM, at=MONDAY)

    kept = Ballot.objects.select_related("case").get(pk=ballot.pk)
    assert kept.kept_by_id == province.id_of("SO")
    assert not may_keep(province.actor("office_chief"), kept, at=MONDAY)


def test_the_series_of_a_body_stops_with_it(a_ballot, province):
    a_ballot("concluded")

    assert (
        "Sổ số phiếu lấy ý kiến năm 2012 của Ủy ban nhân dân tỉnh dừng ở số 01."
        in reorganisations.preview(merger(province, "UBND", "XA"))
    )
