"""Pages by the key of their order: the five-hundredth page costs what the first costs. Never an offset."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final, Generic, Self, TypeVar
from uuid import UUID

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import F, Field, IntegerField, Model, Q, QuerySet, Subquery, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.planning import planned_anew
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.search.spans import spans_from

M = TypeVar("M", bound=Model)
Known = str | int | bool | date | datetime | Decimal | UUID
MOST_COUNTED: Final = 1000


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


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page and the tokens of its neighbours ("" where there is none).

    `counted`: how many rows there are on all pages, up to one more than was asked for; None when it was not asked.
    """

    rows: list[M]
    following: str = ""
    previous: str = ""
    counted: int | None = None


def order_of(fields: Sequence[str], key: str = "id") -> Order:
    """Return the order by `fields` ("-due_at" is downwards), made total by the key."""
    steps = tuple(Step.read(field) for field in fields)
    if any(step.field == key for step in steps):
        return steps
    return (*steps, Step(key, steps[0].down if steps else False))


class _Counted(Subquery):
    """How many rows a query has; it stands beside each row of another and is worked out once."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def page_of(
    rows: QuerySet[M],
    order: Order,
    size: int,
    token: str = "",
    *,
    name: str = "",
    most: int = 0,
    counted: QuerySet[Any] | None = None,
    spanned: bool = False,
) -> Page[M]:
    """Return one page. `token` comes from a page before; a forged or foreign one raises `Invalid`.

    With `most`, the same statement counts the rows of all pages, up to one more than that; or `counted` in their
    place, which are as many. The statement is planned for its own values: much for one reader is little for another.

    `spanned`: the order begins with a moment, and what the rows are found by lies in an index with its spans
    (`kernel.search.spans`); one statement for each span that is read.

    Fields of the order must not be null (give such a column a stored value that sorts as it should).
    """
    _refuse_nulls(rows, order)
    salt = _salt(name, order)
    backwards, edge = _opened(token, salt) if token else (False, None)
    walked = tuple(step.turned() for step in order) if backwards else order
    found = rows.filter(beyond(walked, edge)) if edge else rows
    counting = {"counted_here": _Counted(_up_to(rows if counted is None else counted, most))} if most else {}
    with planned_anew():
        first = _first_in_spans if spanned else _first
        taken = first(found.annotate(**counting), walked, size + 1, edge)
    token_of = partial(_token, order=order, salt=salt)
    return _between(taken, size, token_of, after_an_edge=edge is not None, backwards=backwards)


def _between(
    taken: list[M], size: int, token_of: Callable[..., str], *, after_an_edge: bool, backwards: bool
) -> Page[M]:
    """Return the page of what was taken, one more than it holds; before and after it lie the pages beside it."""
    more, kept = len(taken) > size, taken[:size]
    if not kept:
        return Page(kept)
    if backwards:
        kept.reverse()
    return Page(
        kept,
        following=token_of(kept[-1], side="after") if backwards or more else "",
        previous=token_of(kept[0], side="before") if (more if backwards else after_an_edge) else "",
        counted=vars(kept[0]).get("counted_here"),
    )


def _first(rows: QuerySet[M], order: Order, number: int, _edge: Sequence[Known] | None) -> list[M]:
    return list(rows.order_by(*(step.clause() for step in order))[:number])


def _first_in_spans(rows: QuerySet[M], order: Order, number: int, edge: Sequence[Known] | None) -> list[M]:
    """Return the first rows: span after span is read, from the edge or the end of all there is, until it is enough."""
    step, *rest = order
    begin = edge[0] if edge else _end(rows.model, step)
    taken: list[M] = []
    spans = spans_from(begin, down=step.down) if isinstance(begin, datetime) else ()
    for span in spans:
        part = rows.filter(span.among(step.field)).order_by(step.sorting(), *(step.clause() for step in rest))
        taken += part[: number - len(taken)]
        if len(taken) == number:
            break
    return taken


def _end(model: type[Model], step: Step) -> Known | None:
    """Return the value with which the order begins, in the whole table that has the field."""
    field = _path(model, step.field)[-1]
    clause = Step(field.name, step.down).clause()
    value: Known | None = (
        field.model._default_manager.order_by(clause).values_list(field.name, flat=True).first()
    )
    return value


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


def _token(row: Model, order: Order, salt: str, side: str) -> str:
    edge = [_packed(_value(row, step.field)) for step in order]
    return signing.dumps([side, edge], salt=salt, compress=True)


def _opened(token: str, salt: str) -> tuple[bool, list[Known]]:
    try:
        side, edge = signing.loads(token, salt=salt)
        return side == "before", [_unpacked(kind, text) for kind, text in edge]
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        raise Invalid(
            _("Đường dẫn tới trang này của danh sách không đúng. Hãy mở lại danh sách."), field="page"
        ) from None


def _salt(name: str, order: Order) -> str:
    return f"ui.page.{name}.{' '.join(f'{step.field}{step.down:d}' for step in order)}"


def _value(row: Model, path: str) -> Any:
    found: Any = row
    for part in path.split(LOOKUP_SEP):
        found = getattr(found, part)
    return found.pk if isinstance(found, Model) else found


_KINDS: Mapping[str, Any] = {
    "str": str,
    "int": int,
    "bool": lambda text: text == "True",
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "Decimal": Decimal,
    "UUID": UUID,
}


def _packed(value: Any) -> list[str]:
    kind = type(value).__name__
    if isinstance(value, str):
        return ["str", value]
    if kind not in _KINDS:
        raise ImproperlyConfigured(f"a list cannot be ordered by a {kind}")
    return [kind, value.isoformat() if isinstance(value, date) else str(value)]


def _unpacked(kind: str, text: str) -> Known:
    value: Known = _KINDS[kind](text)
    return value


def _refuse_nulls(rows: QuerySet[Any], order: Order) -> None:
    for step in order:
        if step.field in rows.query.annotations:
            continue
        if any(field.null for field in _path(rows.model, step.field)):
            raise ImproperlyConfigured(
                f"{rows.model.__name__}.{step.field} may be null: a list cannot page by it"
            )


def _path(model: type[Model], path: str) -> list["Field[Any, Any]"]:
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
