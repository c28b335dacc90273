"""The order of a list: its fields and their directions, made total by the key; what lies beyond one of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import F, Field, Model, Q, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

Known = str | int | bool | date | datetime | Decimal | UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One field of an order and its direction."""

    field: str
    down: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(text.removeprefix("-"), text.startswith("-"))

    def turned(self) -> "Step":
        return Step(self.field, not self.down)

    def clause(self) -> OrderBy:
        return F(self.field).desc() if self.down else F(self.field).asc()

    def sorting(self) -> OrderBy:
        """Return the clause for a moment as no index has it: what is found is sorted, nothing is walked through."""
        moment = F(self.field) + Value(timedelta(0))
        return moment.desc() if self.down else moment.asc()


Order = tuple[Step, ...]


def order_of(fields: Sequence[str], key: str = "id") -> Order:
    """Return the order by `fields` ("-due_at" is downwards), made total by the key."""
    steps = tuple(Step.read(field) for field in fields)
    if any(step.field == key for step in steps):
        return steps
    return (*steps, Step(key, steps[0].down if steps else False))


def beyond(order: Order, edge: Sequence[Known]) -> Q:
    """Return the condition "after this edge": one comparison where directions agree, else field by field."""
    if len({step.down for step in order}) == 1:
        compare = TupleLessThan if order[0].down else TupleGreaterThan
        beyond_it = Q(compare(Tuple(*(F(step.field) for step in order)), tuple(edge)))
        return beyond_it & _bound(order[0], edge[0]) if _reaches_over(order) else beyond_it
    condition = Q()
    equal = Q()
    for step, value in zip(order, edge, strict=True):
        condition |= equal & Q(**{f"{step.field}__{'lt' if step.down else 'gt'}": value})
        equal &= Q(**{step.field: value})
    return condition


def _reaches_over(order: Order) -> bool:
    """Return whether the order has fields of several tables: no index holds a comparison of them together."""
    return any(LOOKUP_SEP in step.field for step in order)


def _bound(step: Step, value: Known) -> Q:
    """Return what an index of the first field alone can begin at."""
    return Q(**{f"{step.field}__{'lte' if step.down else 'gte'}": value})


def refuse_nulls(rows: QuerySet[Any], order: Order) -> None:
    for step in order:
        if step.field in rows.query.annotations:
            continue
        if any(field.null for field in path_of(rows.model, step.field)):
            raise ImproperlyConfigured(
                f"{rows.model.__name__}.{step.field} may be null: a list cannot page by it"
            )


def path_of(model: type[Model], path: str) -> list["Field[Any, Any]"]:
    found: list[Field[Any, Any]] = []
    here: Any = model
    for part in path.split(LOOKUP_SEP):
        try:
            field = here._meta.get_field("id" if part == "pk" else part)
        except FieldDoesNotExist:
            raise ImproperlyConfigured(f"{model.__name__} has no field {path}") from None
        found.append(field)
        here = field.related_model
    return found
