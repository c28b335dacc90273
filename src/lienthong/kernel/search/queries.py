"""From what people type to a query: their words only, never their punctuation, so nothing can be injected."""

import re
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, TextField

from lienthong.kernel.search.folding import fold, words

M = TypeVar("M", bound=Model)
MOST_WORDS = 12
LONGEST_WORD = 60
BEGUN = ":*"  # in a tsquery: a word that begins so
_NUMBER = re.compile("[0-9]{3}")
_PART = re.compile(r'"([^"]*)"|([^"]+)')


class Holds(Func):
    """Whether words hold a query, looked up in no index."""

    function = "ts_match_vq"
    output_field = BooleanField()


def matching(rows: QuerySet[M], typed: str, field: str = "words") -> QuerySet[M]:
    """Return the rows that hold every word typed; the last may be only begun, words in quotes stand together.

    Nothing typed leaves the rows as they are; something typed without a letter or digit finds nothing.

    A begun syllable beside whole words is no question to the index, which would put together the rows of all words
    that begin so: the rows that hold the others are looked at. A begun number is one, few numbers begin alike.
    """
    if not typed.strip():
        return rows
    parts = raw_parts(typed)
    if not parts:
        return rows.none()
    *whole, last = parts
    if whole and last.endswith(BEGUN) and not _NUMBER.match(last):
        return rows.filter(Holds(F(field), _raw([last])), **{field: _raw(whole)})
    return rows.filter(**{field: _raw(parts)})


def starting(field: str, typed: str) -> Q:
    """Return the condition that a `FoldedField` begins with what was typed, marks or no marks."""
    return Q(**{f"{field}__startswith": fold(" ".join(typed.split()))[:300]})


def folded(field: str) -> Func:
    """Return a column as it is without marks, in lower case: for few rows, without an index."""
    return Func(field, function="fold_v1", output_field=TextField())


def text_query(typed: str) -> SearchQuery | None:
    """Return the search over `vector_v1`, or None when there is no word in it."""
    parts = raw_parts(typed)
    return _raw(parts) if parts else None


def raw_parts(typed: str) -> list[str]:
    """Return the parts of the tsquery, all of which must hold: `tôn "đức thắng" quậ` is ton, (duc <-> thang), qua:*."""
    left = MOST_WORDS
    parts: list[str] = []
    for quoted, loose in _PART.findall(typed):
        found = [word[:LONGEST_WORD] for word in words(quoted or loose)][:left]
        left -= len(found)
        if found and quoted:
            parts.append(f"({' <-> '.join(found)})")
        else:
            parts += found
    if parts and _is_begun(parts, typed):
        parts[-1] += BEGUN
    return parts


def _is_begun(parts: list[str], typed: str) -> bool:
    """Return whether the last word is still being typed: not at the end of a quotation, not one letter for itself.

    So many words begin with any one letter that nothing is said by it.
    """
    last = parts[-1]
    return typed[-1].isalnum() and not last.endswith(")") and (len(parts) > 1 or len(last) > 1)


def _raw(parts: list[str]) -> SearchQuery:
    return SearchQuery(" & ".join(parts), config="simple", search_type="raw")
