from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.directory.rules.agency_codes import in_groups, in_order, is_code, spellings
from lienthong.directory.rules.shares import Step, adds_up, carry, carry_each, share_of
from lienthong.kernel.refusals import Invalid

PAIRS = [("000.00.53.H48", "H48.53"), ("000.00.00.H49", "H49"), ("001.02.53.H48", "H48.53.02.001")]
DAY = date(2025, 7, 1)


@pytest.mark.parametrize(("grouped", "ordered"), PAIRS)
def test_one_code_in_two_orders(grouped: str, ordered: str) -> None:
    assert in_order(grouped) == ordered
    assert in_order(ordered) == ordered
    assert in_groups(ordered) == grouped
    assert spellings(grouped) == spellings(ordered) == {grouped, ordered}


@pytest.mark.parametrize("code", ["H48.", "H 48", "", "H48/53", "H4853"])
def test_what_is_no_code(code: str) -> None:
    assert not is_code(code)


def test_a_code_deeper_than_the_old_standard_has_one_spelling() -> None:
    assert spellings("H48.53.02.001.09") == {"H48.53.02.001.09"}


@pytest.mark.parametrize(
    ("shares", "whole"),
    [
        pytest.param(["0.5", "0.5"], True, id="halves"),
        pytest.param(["0.3333333333", "0.3333333333", "0.3333333334"], True, id="thirds"),
        pytest.param(["0.5", "0.4"], False, id="something lost"),
        pytest.param(["1.5", "-0.5"], False, id="a part below nothing"),
        pytest.param([], False, id="no parts"),
    ],
)
def test_parts_are_a_whole(shares: list[str], *, whole: bool) -> None:
    assert adds_up(map(Fraction, shares)) is whole


@pytest.mark.parametrize("said", ["0,4", " 0.4 ", 0.4, Decimal("0.4"), "0.40000000000000"])
def test_a_share_is_read_as_it_is_typed_or_sent(said: object) -> None:
    assert share_of(said) == Decimal("0.4")


@pytest.mark.parametrize(
    "said",
    ["", "một nửa", "NaN", "inf", "0", "-0.5", "1.0000000001", "0.00000000001", "1e-999999", None, True],
)
def test_what_could_not_be_kept_as_it_was_said_is_no_share(said: object) -> None:
    with pytest.raises(Invalid, match="tối đa 10 chữ số thập phân"):
        share_of(said)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(1, 9), st.integers(1, 400)
        ),
        max_size=8,
        unique_by=lambda step: (step[0], step[4]),
    )
)
def test_nothing_is_lost_on_the_way(splits: list[tuple[int, int, int, int, int]]) -> None:
    holding = {unit: Fraction(100 + unit) for unit in range(6)}
    steps = []
    for before, one, other, tenths, days in splits:
        on = DAY + timedelta(days=days)
        steps.append(Step(on, before, one, Fraction(tenths, 10)))
        steps.append(Step(on, before, other, 1 - Fraction(tenths, 10)))

    carried = carry(holding, steps, after=DAY, until=DAY + timedelta(days=400))

    assert sum(carried.values()) == sum(holding.values())


def test_a_chain_of_one_day_comes_to_its_end_in_any_order() -> None:
    chain = [
        Step(DAY, "division", "district", Fraction(1)),
        Step(DAY, "district", "one", Fraction(1, 4)),
        Step(DAY, "district", "other", Fraction(3, 4)),
    ]

    for steps in (chain, chain[::-1]):
        carried = carry({"division": Fraction(1)}, steps, after=date.min, until=DAY)
        assert carried == {"one": Fraction(1, 4), "other": Fraction(3, 4)}


def test_what_comes_to_a_unit_that_lives_on_stays_with_it() -> None:
    steps = [
        Step(DAY, "a", "b", Fraction(1)),
        Step(DAY, "b", "b", Fraction(1, 2)),
        Step(DAY, "b", "c", Fraction(1, 2)),
    ]

    assert carry({"a": Fraction(1)}, steps, after=date.min, until=DAY) == {"b": 1}
    assert carry({"b": Fraction(1)}, steps, after=date.min, until=DAY) == {
        "b": Fraction(1, 2),
        "c": Fraction(1, 2),
    }


class Asked(int):
    """A unit that counts how often one asks which it is."""

    times = 0

    def __hash__(self) -> int:
        Asked.times += 1
        return super().__hash__()


def test_what_many_units_pass_on_in_one_day_costs_as_much_as_there_are() -> None:
    units = [Asked(number) for number in range(1000)]
    steps = [Step(DAY, unit, Asked(-1 - unit // 4), Fraction(1)) for unit in units]

    Asked.times = 0
    assert carry({units[0]: Fraction(1)}, steps, after=date.min, until=DAY) == {-1: 1}
    assert Asked.times < 20 * len(units)
    Asked.times = 0
    heirs = carry_each(units, steps, after=date.min, until=DAY)
    assert heirs == {unit: {-1 - unit // 4: 1} for unit in units}
    assert Asked.times < 40 * len(units)


def test_what_goes_round_in_a_ring_is_not_lost() -> None:
    ring = [Step(DAY, "a", "b", Fraction(1)), Step(DAY, "b", "a", Fraction(1))]

    assert sum(carry({"a": Fraction(1)}, ring, after=date.min, until=DAY).values()) == 1
