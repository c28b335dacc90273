import pytest

from lienthong.parties.rules.identifiers import is_branch_of, is_personal_number, is_tax_code, plain
from lienthong.parties.rules.masking import masked_identifier, masked_name


@pytest.mark.parametrize("code", ["9999999001", "9999999001-001"])
def test_a_tax_code(code: str) -> None:
    assert is_tax_code(code)


@pytest.mark.parametrize(
    "code", ["", "999999900", "99999990011", "9999999001-01", "9999999001001", "A999999001"]
)
def test_no_tax_code(code: str) -> None:
    assert not is_tax_code(code)


@pytest.mark.parametrize(
    ("number", "is_one"), [("999000000001", True), ("123456789", True), ("12345", False)]
)
def test_a_personal_number(number: str, *, is_one: bool) -> None:
    assert is_personal_number(number) is is_one


def test_a_dependent_branch_carries_the_code_of_its_enterprise() -> None:
    assert is_branch_of("9999999001-001", "9999999001")
    assert not is_branch_of("9999999002-001", "9999999001")
    assert not is_branch_of("9999999001", "9999999001")


def test_spaces_and_dots_do_not_count() -> None:
    assert plain(" 999 000.000 001 ") == "999000000001"


def test_masking_tells_two_people_apart() -> None:
    assert masked_name("Nguyễn Văn An") == "N. V. A."
    assert masked_identifier("999000000001") == "•••••••••001"
    assert masked_identifier("12345") == "•••••"
