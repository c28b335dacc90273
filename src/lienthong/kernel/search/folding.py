"""Words without marks, as people type in a hurry: the same in Python and in SQL (`fold_v1`, `words_v1`)."""

import re
import unicodedata

_D = str.maketrans("ĐđÐð", "DdDd")
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_MARKS = re.compile("[\u0300-\u036f]")
_GAPS = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """Return the text without marks, in lower case: "Đường Tôn Đức Thắng" is "duong ton duc thang"."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_D)))
    return bare.translate(_ASCII_LOWER)


def words(text: str) -> list[str]:
    """Return the searchable words: "15/QĐ-UBND" is ["15", "qd", "ubnd"]."""
    return _GAPS.sub(" ", fold(text)).split()
