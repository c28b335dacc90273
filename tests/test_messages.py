"""The English is complete, and its words for time come out right."""

import re
from datetime import timedelta

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation

from lienthong.kernel.clock.words import amount_words
from lienthong.runtime.home import CHECKOUT
from lienthong.runtime.linting import messages
from lienthong.runtime.preparing import compile_translations

UNSAID = re.compile(r"\bcases?\b|(?<!communist )\bparty\b|\bparties\b", re.IGNORECASE)
DAY = timedelta(hours=8) // timedelta(seconds=1)


def test_every_sentence_has_its_english():
    found = list(messages.complaints(messages.spoken(), messages.kept()))

    assert not found, (
        "write the English of these; then `python -m lienthong.runtime.linting.messages` is content"
    )


def test_the_english_says_work_and_person_never_case_and_party():
    known = [message for message in messages.kept() if message.id]
    english = [messages.FILLED_IN.sub("", text) for message in known for text in messages.strings(message)]

    assert [text for text in english if UNSAID.search(text)] == []


@pytest.mark.parametrize(
    ("translated", "reason"),
    [
        ("", "not translated"),
        ("Left", "its places differ"),
        ("%(quantity)s left", "its places differ"),
        ("%(amount)s left", None),
    ],
)
def test_a_translation_fills_in_the_same_places(translated, reason):
    said, known = Catalog(locale="en"), Catalog(locale="en")
    said.add("Còn %(amount)s", locations=[("words.py", 1)])
    known.add("Còn %(amount)s", translated)

    found = list(messages.complaints(said, known))

    assert [line.split(":")[0] for line in found] == ([reason] if reason else [])


def test_a_guess_and_a_sentence_nobody_says_are_named():
    said, known = Catalog(locale="en"), Catalog(locale="en")
    said.add("Đến hạn", locations=[("words.py", 1)])
    known.add("Đến hạn", "Due", flags=["fuzzy"])
    known.add("Hết giờ", "Time is up")

    first, second = messages.complaints(said, known)

    assert first.startswith("the translation is only a guess")
    assert second.startswith("nobody says it any more")


def test_writing_keeps_what_is_translated_and_drops_what_nobody_says(tmp_path):
    said, known = Catalog(locale="en"), Catalog(locale="en")
    said.add("Đến hạn", locations=[("words.py", 1)])
    said.add("Quá hạn", locations=[("words.py", 2)])
    known.add("Đến hạn", "Due", flags=["fuzzy"])
    known.add("Hết giờ", "Time is up")

    messages.write(said, known, tmp_path / "django.po")

    written = messages.kept(tmp_path / "django.po")
    assert {message.id: message.string for message in written if message.id} == {
        "Đến hạn": "Due",
        "Quá hạn": "",
    }


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        pytest.param(60, "1 minute", id="one"),
        pytest.param(2 * 3600 + 60, "2 hours 1 minute", id="several and one"),
        pytest.param(DAY + 3 * 3600, "1 day 3 hours", id="a working day of eight hours"),
        pytest.param(2 * DAY, "2 days", id="whole days"),
    ],
)
def test_amounts_of_time_count_in_english(seconds, words):
    compile_translations()

    with translation.override("en"):
        assert amount_words(seconds, DAY) == words


def test_the_glossary_names_what_the_code_has():
    code = "\n".join(file.read_text(encoding="utf-8") for file in messages.PACKAGE.rglob("*.py"))
    rows = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    named = {word for row in rows if row.startswith("|") for word in re.findall(r"`(\w+)`", row)}

    assert {word for word in named if not re.search(rf"\b{word}\b", code)} == set()
