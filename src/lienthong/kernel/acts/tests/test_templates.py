"""A copy from a template is the act that copying value by value gives, and its row reads back as it was said."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.range import Range

from lienthong.kernel.acts.canonical import canonical
from lienthong.kernel.acts.leaves import leaf_of, leaf_of_values
from lienthong.kernel.acts.models import Act, Pending
from lienthong.kernel.acts.simulated.copying import Copy, Template, Values, moved, read_acts, write_acts
from lienthong.kernel.acts.simulated.listing import Listed, Said
from lienthong.kernel.acts.simulated.texts import Texts, hole, in_copy, in_json, json_in_copy
from lienthong.kernel.acts.tests.offices import later, note
from lienthong.kernel.acts.tests.test_simulated import AYearLater
from lienthong.kernel.keys import new_key, new_key_text

# Written out: every process of a run calls a test alike.
OLD, NEW = "01a20000-0000-7000-8000-000000000001", "01a20000-0000-7000-8000-000000000002"
FOREIGN = new_key_text()
COPY_SAYS = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.sampled_from(
    ["%", "%s %(x)s", "\\u0000a\\u0000", "\\", '"', "\\N", "\t\r\n", "{}", f"về {OLD}", "\\\\u0000"]
)
SAID = st.recursive(
    TEXT | st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.sampled_from([OLD, FOREIGN]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def marked(value: Any) -> Any:
    return with_keys(value, {OLD: hole(OLD), FOREIGN: hole(FOREIGN)})


def with_keys(value: Any, keys: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [with_keys(part, keys) for part in value]
    if isinstance(value, dict):
        return {name: with_keys(part, keys) for name, part in value.items()}
    return keys.get(value, value) if isinstance(value, str) else value


def read_by_copy(column: str) -> str:
    parts = iter(column)
    return "".join(COPY_SAYS[next(parts)] if part == "\\" else part for part in parts)


@given(SAID)
def test_a_filled_text_is_the_canonical_json_of_the_copied_value(value: Any) -> None:
    keys = Texts({OLD: NEW})
    copied = canonical(with_keys(value, keys)).decode()
    assert in_json(marked(value)) % keys == copied
    assert read_by_copy(json_in_copy(marked(value)) % keys) == copied


@given(TEXT)
def test_a_text_is_read_back_from_its_column(text: str) -> None:
    assert read_by_copy(in_copy(text) % Texts()) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "\\N"),
        ("\\N", "\\\\N"),
        (True, "t"),
        (12, "12"),
        (date(2012, 2, 29), "2012-02-29"),
        (Range(date(2012, 1, 1), None, "[)"), "[2012-01-01,)"),
        (Range(empty=True), "empty"),
        ([UUID(OLD), UUID(NEW)], f"{{{OLD},{NEW}}}"),
    ],
)
def test_columns_of_copy(value: object, text: str) -> None:
    assert in_copy(value) == text


def test_what_has_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="no text"):
        in_copy(1.5)


def copied(act: Values, keys: dict[str, str]) -> Values:
    """Copy an act value by value, knowing nothing of templates."""
    new = {name: act[name] and UUID(keys.get(str(act[name]), str(act[name]))) for name in REFERS}
    year = timedelta(weeks=52)
    when = {name: act[name] + year for name in ("at", "recorded_at")}
    return act | new | when | {"detail": with_keys(act["detail"], keys)}


REFERS = ("id", "subject_id", "case_id", "revokes")


@settings(max_examples=40)
@given(st.dictionaries(TEXT, SAID, max_size=4), st.none() | st.dictionaries(TEXT, TEXT, max_size=2))
def test_a_copy_from_a_template_is_the_act_copied_value_by_value(
    detail: dict[str, Any], payload: dict[str, Any] | None
) -> None:
    act = an_act() | {"detail": detail, "payload": payload, "personal_hash": None}
    keys = Texts({str(act["case_id"]): NEW, OLD: NEW, str(act["id"]): new_key_text(), "sealed": "00"})
    template = Template.of(moved(act, AYearLater(), anything()))

    expected = copied(act, keys) | {"personal_hash": None if payload is None else "00"}
    assert leaf_of_values(expected).hex() == leaf_of_text(template.leaf % keys)


def leaf_of_text(text: str) -> str:
    import hashlib

    return hashlib.sha256(b"\0" + text.encode()).hexdigest()


def an_act() -> Values:
    act = Act(
        verb="test.note", subject_kind="test", subject_id=new_key(), case_id=new_key(), revokes=new_key()
    )
    act.at = act.recorded_at = later(3)
    act.leaf_version = 1
    return {field.attname: getattr(act, field.attname) for field in Act._meta.concrete_fields}


def anything() -> Listed:
    listed = Listed()
    listed.acts("test", Said())
    return listed


NASTY = [
    "tab\there",
    "\\u0000a\\u0000",
    "100 % (của) %s",
    'nói "vâng"',
    "C:\\thư\\mục",
    "dòng\r\nhai",
    "\\N",
    "\U0001d11e",
]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("text", NASTY)
def test_what_was_said_is_read_back_and_its_leaf_is_that_of_the_row(text: str) -> None:
    case = new_key()
    note(text, case_id=case, personal={text: text})
    copy = Copy(AYearLater())
    [act] = read_acts([case], [], since=later(-1), before=later(1))
    copy.know([act["id"]])
    [key] = write_acts([(Template.of(moved(act, copy.shift, anything())), copy.keys)])

    made = Act.objects.get(pk=key)
    assert made.detail == {"text": text}
    assert bytes(Pending.objects.get(pk=key).leaf) == leaf_of(made)
