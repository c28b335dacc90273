"""Letters that cannot be kept: refused wherever words come in, before the database refuses them."""

import pytest

from lienthong.kernel.letters import can_be_kept


def test_all_other_letters_can_be_kept() -> None:
    assert can_be_kept("", "Phường Mũi Né", "😀", r"\u0000")


@pytest.mark.parametrize("word", ["a\0b", "\ud800", "b\udfff"])
def test_nul_and_half_a_pair_cannot_be_kept(word: str) -> None:
    assert not can_be_kept("đúng", word)
