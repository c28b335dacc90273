"""Pages by the key of their order: the five-hundredth page costs what the first costs. Never an offset."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.planning import planned_anew
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.counting import Count
from lienthong.kernel.ui.ordering import Known, Order, beyond, refuse_nulls
from lienthong.kernel.ui.spanned import Among, first_among

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page and the tokens of its neighbours ("" where there is none).

    `counted`: how many rows there are on all pages, up to one more than was asked for; None when it was not asked.
    """

    rows: list[M]
    following: str = ""
    previous: str = ""
    counted: int | None = None


def page_of(
    rows: QuerySet[M],
    order: Order,
    size: int,
    token: str = "",
    *,
    name: str = "",
    most: int = 0,
    counted: QuerySet[Any] | None = None,
    among: Among | None = None,
) -> Page[M]:
    """Return one page. `token` comes from a page before; a forged or foreign one raises `Invalid`.

    With `most`, the same statement counts the rows of all pages, up to one more than that; or `counted` in their
    place, which are as many. The statement is planned for its own values: much for one reader is little for another.
    With `among`, the rows are found there, latest or earliest first: one statement for each span that is read.

    Fields of the order must not be null (give such a column a stored value that sorts as it should).
    """
    refuse_nulls(rows, order)
    salt = _salt(name, order)
    backwards, edge = _opened(token, salt) if token else (False, None)
    walked = tuple(step.turned() for step in order) if backwards else order
    count = Count(rows if counted is None else counted, most)
    with planned_anew():
        if among:
            taken = first_among(among, rows, walked, size + 1, edge)
        else:
            found = rows.filter(beyond(walked, edge)) if edge else rows
            taken = _first(found.annotate(**count.beside), walked, size + 1)
    token_of = partial(_token, order=order, salt=salt)
    page = _between(taken, size, token_of, after_an_edge=edge is not None, backwards=backwards)
    return replace(page, counted=count.found(taken))


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
    )


def _first(rows: QuerySet[M], order: Order, number: int) -> list[M]:
    return list(rows.order_by(*(step.clause() for step in order))[:number])


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
