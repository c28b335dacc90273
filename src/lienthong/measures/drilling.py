"""The rows behind a figure: the same facts, listed; so a figure and its rows cannot differ."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from lienthong.kernel.planning import planned_anew
from lienthong.kernel.refusals import Invalid
from lienthong.measures.asking import Question
from lienthong.measures.indicators import Indicator
from lienthong.measures.narrowing import EVERYTHING, Narrowing
from lienthong.measures.scanning import ASKED, parameters

PAGE = 50
SALT = "measures.rows"
COLUMNS = "subject_id, unit_id, act_id, class, moment, due"
Edge = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing counted, and the act to which the figure leads back."""

    subject_id: UUID
    unit_id: UUID
    act_id: UUID | None
    name: str
    moment: datetime
    due: datetime | None

    @property
    def edge(self) -> Edge:
        return self.moment, self.subject_id


def unordered(indicator: Indicator, question: Question, only: Narrowing, *, limit: int) -> list[Row]:
    """Return rows in no order: enough to add them up again."""
    condition, narrowed = only.condition(indicator)
    sql = f"{ASKED} SELECT {COLUMNS} FROM ({indicator.facts}) fact WHERE {condition} LIMIT {int(limit)}"
    given = parameters(indicator, [question]) | narrowed
    with planned_anew() as cursor:
        cursor.execute(sql, given)
        return [Row(*found) for found in cursor.fetchall()]


def rows(
    indicator: Indicator,
    question: Question,
    *,
    only: Narrowing = EVERYTHING,
    after: Edge | None = None,
    limit: int | None = PAGE,
) -> list[Row]:
    """Return rows in order of time, from after a key; of some units, classes or values where asked."""
    condition, narrowed = only.condition(indicator)
    if after is not None:
        condition += " AND (moment, subject_id) > (%(after_moment)s, %(after_id)s)"
        narrowed |= {"after_moment": after[0], "after_id": after[1]}
    # First found, then put in order: what is found of few units is little, whatever the planner thinks of periods.
    sql = (
        f"{ASKED}, found AS MATERIALIZED (SELECT {COLUMNS} "
        f"FROM ({indicator.facts}) fact WHERE {condition}) SELECT * FROM found ORDER BY moment, subject_id"
    )
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    given = parameters(indicator, [question]) | narrowed
    with planned_anew() as cursor:
        cursor.execute(sql, given)
        return [Row(*found) for found in cursor.fetchall()]


def token_of(row: Row, indicator: Indicator) -> str:
    """Return the signed key of a page that begins after this row."""
    edge = [row.moment.isoformat(), str(row.subject_id)]
    return signing.dumps(edge, salt=f"{SALT}.{indicator.code}", compress=True)


def edge_of(token: str, indicator: Indicator) -> Edge | None:
    """Read a token back. Raises `Invalid` for one that was forged, or made for another figure."""
    if not token:
        return None
    try:
        moment, key = signing.loads(token, salt=f"{SALT}.{indicator.code}")
        return datetime.fromisoformat(moment), UUID(key)
    except (signing.BadSignature, ValueError, TypeError):
        raise Invalid(
            _("Đường dẫn tới trang này của danh sách không đúng. Hãy mở lại danh sách."), field="page"
        ) from None
