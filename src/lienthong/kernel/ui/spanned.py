"""A page of what is searched for, found in one table, span of time after span (`kernel.search.spans`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP

from lienthong.kernel.search.spans import Span, spans_from
from lienthong.kernel.ui.ordering import Known, Order, Step, beyond, path_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Among:
    """The rows of the one table that holds what is searched and ordered by, each of which is a row of the list.

    `path` leads there from the list ("" is the list's own table). Of a common word a span has thousands: only
    those of the page are joined with what else a row shows.
    """

    path: str
    rows: QuerySet[Any]

    def keys(self, span: Span, order: Order, number: int) -> QuerySet[Any]:
        """Return the keys of the first rows in the span."""
        step, *rest = order
        found = self.rows.filter(span.among(step.field))
        return found.order_by(step.sorting(), *(other.clause() for other in rest)).values("pk")[:number]

    def order(self, order: Order) -> Order:
        """Return the order by the fields as they are called in this table."""
        return tuple(Step(self._own(step.field), step.down) for step in order)

    def _own(self, field: str) -> str:
        is_key = bool(self.path) and field in {self.path, f"{self.path}_id"}
        return "pk" if is_key else field.removeprefix(f"{self.path}{LOOKUP_SEP}")

    @property
    def key(self) -> str:
        return f"{self.path or 'pk'}{LOOKUP_SEP}in"


def first_among(
    among: Among, rows: QuerySet[M], order: Order, number: int, edge: Sequence[Known] | None
) -> list[M]:
    """Return the first rows: span after span is read, from the edge or the end of all there is, until it is enough.

    The order begins with a moment, whose spans the index of the words holds.
    """
    inner = among.order(order)
    if edge:
        among = Among(among.path, among.rows.filter(beyond(inner, edge)))
    begin = edge[0] if edge else _end(among.rows.model, inner[0])
    sorting = [order[0].sorting(), *(step.clause() for step in order[1:])]
    taken: list[M] = []
    for span in spans_from(begin, down=order[0].down) if isinstance(begin, datetime) else ():
        keys = among.keys(span, inner, number - len(taken))
        taken += rows.filter(**{among.key: keys}).order_by(*sorting)
        if len(taken) == number:
            break
    return taken


def _end(model: type[Model], step: Step) -> Known | None:
    """Return the value with which the order begins, in the whole table that has the field."""
    field = path_of(model, step.field)[-1]
    values = field.model._default_manager.order_by(Step(field.name, step.down).clause())
    value: Known | None = values.values_list(field.name, flat=True).first()
    return value
