import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.search.sorting import ALPHABET, name_key, sort_key

ORDERED = [
    pytest.param(list("aăâbcdđeêghiklmnoôơpqrstuưvxy"), id="the alphabet"),
    pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones: level, huyền, hỏi, ngã, sắc, nặng"),
    pytest.param(["a", "á", "ă", "ắ", "â", "ấ"], id="letters before tones"),
    pytest.param(["ba", "ba ba", "ba lô", "bà", "bà con", "bả", "ban"], id="syllable by syllable"),
    pytest.param(
        ["Bắc Bình", "Đức Linh", "Hàm Tân", "Hàm Thuận Bắc", "Hàm Thuận Nam", "La Gi", "Phan Thiết",
         "Phú Quý", "Tánh Linh", "Tuy Phong"],
        id="districts",
    ),
    pytest.param(["Phường 1", "Phường 2", "Phường 10", "Phường Bình Hưng"], id="numbers by value"),
    pytest.param(["Dân", "Dũng", "Đan", "Đạt", "Em"], id="đ is a letter of its own"),
]  # fmt: skip


def shuffled(right: list[str]) -> list[str]:
    return random.sample(right, len(right))


@pytest.mark.parametrize("right", ORDERED)
def test_sorts_as_dictionaries_do(right: list[str]) -> None:
    assert sorted(shuffled(right), key=sort_key) == right


def test_names_are_sorted_by_given_name_then_the_rest() -> None:
    right = ["Trần An", "Lê Thị Ánh", "Nguyễn Văn Ân", "Lê Bình", "Nguyễn Bình", "Nguyễn Thị Bình", "Ý"]

    assert sorted(shuffled(right), key=name_key) == right


def test_case_and_punctuation_do_not_count() -> None:
    assert sort_key("SỞ Y TẾ") == sort_key("Sở, y-tế")


@given(st.text(ALPHABET, min_size=1), st.text(ALPHABET, min_size=1))
def test_level_words_follow_the_alphabet(one: str, other: str) -> None:
    place = [list(map(ALPHABET.index, word)) for word in (one, other)]

    assert (sort_key(one) < sort_key(other)) == (place[0] < place[1])
