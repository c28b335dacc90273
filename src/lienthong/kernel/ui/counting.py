"""How many rows there are, up to a limit; that there are more is remembered for a while."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db.models import IntegerField, Model, QuerySet, Subquery

from lienthong.kernel.planning import planned_anew

MOST_COUNTED: Final = 1000
REMEMBERED_S: Final = 600
_HERE: Final = "counted_here"


class _Counted(Subquery):
    """How many rows a query has; it stands beside each row of another and is worked out once."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Count:
    """The count of rows beside the rows of a page, up to one more than `most`; none with 0.

    The rows of somebody who sees a third of a million lie anywhere, and to find a thousand of them takes as long as
    the page. So that there are more is not asked again by this process for ten minutes: what was work stays on record.
    """

    rows: QuerySet[Any]
    most: int

    @property
    def beside(self) -> Mapping[str, _Counted]:
        """Return what a statement of the same rows is annotated with."""
        return {_HERE: _Counted(self._asked)} if self.most and not self._known_to_be_more else {}

    def found(self, taken: Sequence[Model]) -> int | None:
        """Return the count that stands beside what the statement gave, None when nothing was asked or given."""
        if not self.most or not taken:
            return None
        if self._known_to_be_more:
            return self.most + 1
        counted: int = vars(taken[0])[_HERE]
        if counted > self.most:
            caches["local"].set(self._key, True, REMEMBERED_S)
        return counted

    @cached_property
    def _asked(self) -> QuerySet[Any]:
        return _up_to(self.rows, self.most)

    @cached_property
    def _known_to_be_more(self) -> bool:
        return self._key in caches["local"]

    @cached_property
    def _key(self) -> str:
        """Return a name of this very question: its statement with its values."""
        try:
            said = repr(self._asked.query.sql_with_params())
        except EmptyResultSet:
            said = ""
        return f"ui.more.{sha256(said.encode()).hexdigest()}"


def capped_count(rows: QuerySet[Any], most: int = MOST_COUNTED) -> tuple[int, bool]:
    """Return how many rows there are, and whether there are more than that: (1000, True) is "1.000+"."""
    with planned_anew():
        found = _up_to(rows, most).count()
    return min(found, most), found > most


def capped_counts(several: Sequence[QuerySet[Any]], most: int) -> list[int]:
    """Return how many rows each query has, up to one more than `most`: one statement for all."""
    made = [_up_to(rows, most).query.sql_with_params() for rows in several if not rows.query.is_empty()]
    said = ", ".join(f"(SELECT count(*) FROM ({sql}) counted)" for sql, _values in made)
    with planned_anew() as cursor:
        cursor.execute(f"SELECT {said}", [value for _sql, values in made for value in values])
        counted = iter(cursor.fetchone() or ())
    return [0 if rows.query.is_empty() else int(next(counted)) for rows in several]


def _up_to(rows: QuerySet[Any], most: int) -> QuerySet[Any]:
    return rows.order_by().values("pk")[: most + 1]
