"""Formulas of other indicators: what is read, what is refused, what is undefined, what goes round."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.refusals import Invalid
from lienthong.measures.rules.formulas import no_circle, read_formula

KNOWN = {"W12": Fraction(220), "W13": Fraction(454), "NOUGHT": Fraction(0), "UNKNOWN": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100 * W12 / (W12 + W13)", Fraction(22000, 674)),
        ("-W12 + 0.1", Fraction(-2199, 10)),
        ("min(W12, W13, 300)", Fraction(220)),
        ("0.6 * min(W12 / 2, 100) + 0.4 * max(W13, 0) / 4", Fraction(60) + Fraction("45.4")),
        ("W12 / NOUGHT", None),
        ("W12 + UNKNOWN", None),
        ("W12 + NEVER_HEARD", None),
        ("max(W12, UNKNOWN)", None),
    ],
)
def test_a_formula_is_exact_and_undefined_is_never_0(text, value):
    assert read_formula(text).value(KNOWN) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "W12 +",
        "W12 ** 9999",
        "__import__('os')",
        "W12.real",
        "[W12]",
        "W12 if W13 else 1",
        "min()",
        "min(W12, key=W13)",
        "True",
        "'a'",
        "1j",
        "lambda: 1",
        "(" * 300 + "1" + ")" * 300,
        "W12 + " * 200 + "1",
    ],
)
def test_what_is_no_arithmetic_is_refused_in_words(text):
    with pytest.raises(Invalid, match="Công thức không đọc được") as refused:
        read_formula(text)
    assert refused.value.field == "expression"


def test_a_circle_is_refused_with_its_way():
    others = {"B": read_formula("C + 1"), "C": read_formula("2 * A")}
    with pytest.raises(Invalid, match="A → B → C → A"):
        no_circle("A", read_formula("B / 2"), others)
    no_circle("A", read_formula("D / 2"), others)


def test_an_indicator_is_not_a_part_of_itself():
    with pytest.raises(Invalid, match="A → A"):
        no_circle("A", read_formula("A + 1"), {})


@given(st.fractions(), st.fractions(), st.fractions())
def test_arithmetic_is_that_of_fractions(a, b, c):
    formula = read_formula("(A - B) * C + A / 3")
    assert formula.value({"A": a, "B": b, "C": c}) == (a - b) * c + a / 3
