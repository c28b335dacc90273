"""The fast way writes what the library writes, or leaves it to the library."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.acts.canonical import canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e21, 1e21) | TEXT,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXT, parts, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_same_bytes_as_the_library(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": "Sở", "ê": None}, '{"a":"Sở","b":1,"ê":null}'),
        ({"\U0001f600": 1, "\ufb33": 2}, '{"\U0001f600":1,"\ufb33":2}'),
        ('"\\/\b\f\n\r\t\x1f\x7f\u2028', '"\\"\\\\/\\b\\f\\n\\r\\t\\u001f\x7f\u2028"'),
        (1e21, "1e+21"),
        (-0.0, "0"),
    ],
    ids=["names in order", "order of UTF-16", "escapes", "exponent", "no negative zero"],
)
def test_as_the_standard_says(value: object, written: str) -> None:
    assert canonical(value).decode() == written
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize("value", [float("nan"), 2**53 + 1, {1: "a"}, {1.5}, "\ud800", b"x"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)
