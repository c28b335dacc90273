"""Defining indicators, formulas of others among them; values worked out anew for each unit and period."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed
from lienthong.measures import definitions
from lienthong.measures.checking import Said
from lienthong.measures.defining import Meaning, define
from lienthong.measures.deriving import values_of
from lienthong.measures.entering import enter
from lienthong.measures.models import Definition
from lienthong.measures.tests.conftest import READER, moment

COUNT = Meaning(
    code="W12", words="Vị trí cột dùng chung", unit="vị trí", rule="plain", adds="stock",
    numerator="số vị trí", measured_by="A", frequency="year",
)  # fmt: skip
SHARE = replace(
    COUNT, code="X1", unit="%", rule="formula", adds="formula", numerator="", expression="100 * W12 / W13"
)


@pytest.fixture
def both(ledger):
    define(COUNT, by=SYSTEM, at=moment(1))
    define(replace(COUNT, code="W13"), by=SYSTEM, at=moment(1))
    return ledger


@pytest.mark.parametrize(
    ("differs", "field", "reason"),
    [
        ({"code": "w 1"}, "code", "Mã gồm chữ cái"),
        ({"words": " "}, "words", "Phải ghi tên"),
        ({"rule": "magic"}, "rule", "không có trong danh mục"),
        ({"numerator": ""}, "numerator", "Phải ghi tử số"),
        ({"measured_by": "ZZ"}, "measured_by", "Không có cơ quan này"),
        ({"frequency": "daily"}, "frequency", "Không có kỳ"),
        ({"expression": "W12 + 1"}, "expression", "phải ghi công thức"),
        ({"rule": "formula"}, "expression", "phải ghi công thức"),
        ({"rule": "formula", "expression": "W12 + W99"}, "expression", "chưa có: W99"),
        ({"code": "W12", "rule": "formula", "expression": "W13 + W12"}, "expression", "đi vòng"),
    ],
)
def test_what_is_no_definition_is_refused_beside_its_field(both, differs, field, reason):
    with pytest.raises(Invalid, match=reason) as refused:
        define(replace(replace(COUNT, code="W14"), **differs), by=SYSTEM, at=moment(2))

    assert refused.value.field == field
    assert Definition.objects.count() == 2


def test_a_formula_is_worked_out_at_each_place_and_undefined_is_never_0(both):
    define(SHARE, by=SYSTEM, at=moment(2))
    given = {0: (220, 674), 1: (5, 0), 2: (7, None)}
    for place, amounts in given.items():
        for code, amount in zip(("W12", "W13"), amounts, strict=True):
            if amount is not None:
                said = Said(both.units[place], "2012", Decimal(amount), None, "final", "Báo cáo")
                enter(Definition.objects.get(code=code), said, by=SYSTEM, at=moment(3))
    found = values_of(["X1"], both.seal(moment(4)))

    assert [found[unit, "2012"]["X1"] for unit in both.units] == [Fraction(22000, 674), None, None]


def test_what_is_worked_out_is_not_entered(both):
    definition = define(SHARE, by=SYSTEM, at=moment(2))
    with pytest.raises(Invalid, match="được tính từ chỉ tiêu khác"):
        enter(
            definition,
            Said(both.units[0], "2012", Decimal(1), None, "final", "Báo cáo"),
            by=SYSTEM,
            at=moment(3),
        )


def test_the_pages_show_every_definition_and_its_versions(both, visit):
    define(replace(COUNT, words="Vị trí cột có từ hai doanh nghiệp"), by=SYSTEM, at=moment(2))
    both.seal(moment(3))

    listed = visit(definitions.definitions_page).content.decode()
    one = visit(definitions.definition_page, "", "W12").content.decode()
    assert "Vị trí cột có từ hai doanh nghiệp" in listed
    assert "Vị trí cột dùng chung" in listed
    assert "Phiên bản 2" in one
    assert "Phiên bản 1" in one
    with pytest.raises(Missing):
        visit(definitions.definition_page, "", "W99")


def test_only_who_keeps_the_plan_defines(both, visit):
    with pytest.raises(NotAllowed, match="cập nhật kế hoạch"):
        visit(definitions.define_page)
    keeper = replace(READER, capabilities=READER.capabilities | {"plan_edit"})
    assert "Công thức của chỉ tiêu khác" in visit(definitions.define_page, by=keeper).content.decode()
