"""Vietnamese order: syllable by syllable, letters first (a ă â b c d đ e ê …), then tones, numbers by value.

Tones in the order of the dictionaries: level, huyền, hỏi, ngã, sắc, nặng. Keys are compared as bytes; SQL
makes the same keys (`sort_key_v1`, `name_key_v1`). Case and marks of punctuation do not count.
"""

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
DECIDING = 200  # characters; a key always fits into an index, whatever somebody pastes
TONES = "\u0300\u0309\u0303\u0301\u0323"
_LETTERS = {ord(letter): chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}
_COMPOSED = {"a\u0306": "ă", "a\u0302": "â", "e\u0302": "ê", "o\u0302": "ô", "o\u031b": "ơ", "u\u031b": "ư"}
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)} | dict.fromkeys(map(ord, "ĐÐð"), "đ")
_SYLLABLE = re.compile("[a-zđ][a-zđ\u0300-\u036f]*|[0-9]{1,9}")
_MARKS = re.compile("[\u0300-\u036f]")
_NO_TONE = dict.fromkeys(map(ord, TONES))


def sort_key(text: str) -> str:
    """Return the key of a title or of a unit's name: "Phường 2" comes before "Phường 10"."""
    plain = unicodedata.normalize("NFD", text[:DECIDING]).translate(_LOWER)
    return "".join(map(_syllable_key, _SYLLABLE.findall(plain)))


def name_key(full_name: str) -> str:
    """Return the key of a person's name: the given name, which is the last word, then the rest."""
    rest, _, given = full_name.strip(" ").rpartition(" ")
    return sort_key(f"{given} {rest}")


def _syllable_key(syllable: str) -> str:
    if syllable[0].isdigit():
        digits = syllable.lstrip("0")
        return f"{chr(ord('0') + len(digits))}{digits} "
    tone = next((1 + TONES.index(mark) for mark in syllable if mark in TONES), 0)
    return f"{_letters(syllable)} {tone}"


def _letters(syllable: str) -> str:
    letters = syllable.translate(_NO_TONE)
    for pair, letter in _COMPOSED.items():
        letters = letters.replace(pair, letter)
    return _MARKS.sub("", letters).translate(_LETTERS)
