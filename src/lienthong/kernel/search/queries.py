"""From what people type to a query: their words only, never their punctuation, so nothing can be injected."""

import re
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, Model, Q, QuerySet, TextField

from lienthong.kernel.search.folding import fold, words

M = TypeVar("M", bound=Model)
MOST_WORDS = 12
LONGEST_WORD = 60
_PART = re.compile(r'"([^"]*)"|([^"]+)')


def matching(rows: QuerySet[M], typed: str, field: str = "words") -> QuerySet[M]:
    """Return the rows that hold every word typed; the last may be only begun, words in quotes stand together.

    Nothing typed leaves the rows as they are; something typed without a letter or digit finds nothing.
    """
    if not typed.strip():
        return rows
    query = text_query(typed)
    return rows.filter(**{field: query}) if query else rows.none()


def starting(field: str, typed: str) -> Q:
    """Return the condition that a `FoldedField` begins with what was typed, marks or no marks."""
    return Q(**{f"{field}__startswith": fold(" ".join(typed.split()))[:300]})


def folded(field: str) -> Func:
    """Return a column as it is without marks, in lower case: for few rows, without an index."""
    return Func(field, function="fold_v1", output_field=TextField())


def text_query(typed: str) -> SearchQuery | None:
    """Return the search over `vector_v1`, or None when there is no word in it."""
    raw = raw_query(typed)
    return SearchQuery(raw, config="simple", search_type="raw") if raw else None


def raw_query(typed: str) -> str:
    """Return the text of the tsquery: `tôn "đức thắng" quậ` is `ton & (duc <-> thang) & qua:*`."""
    left = MOST_WORDS
    parts: list[str] = []
    for quoted, loose in _PART.findall(typed):
        found = [word[:LONGEST_WORD] for word in words(quoted or loose)][:left]
        left -= len(found)
        if found and quoted:
            parts.append(f"({' <-> '.join(found)})")
        else:
            parts += found
    return " & ".join(parts) + _begun(typed, parts)


def _begun(typed: str, parts: list[str]) -> str:
    """Return the mark of a word that is still being typed: the last, unless it ends a quotation."""
    return ":*" if parts and not parts[-1].endswith(")") and typed[-1].isalnum() else ""
