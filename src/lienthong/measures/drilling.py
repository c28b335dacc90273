"""The rows behind a figure: the same facts, listed; so a figure and its rows cannot differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from lienthong.measures.asking import Question
from lienthong.measures.indicators import Indicator

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One thing counted, and the act to which the figure leads back."""

    subject_id: UUID
    unit_id: UUID
    act_id: UUID
    name: str
    moment: datetime


def rows(
    indicator: Indicator,
    question: Question,
    *,
    units: Sequence[UUID] | None = None,
    classes: Sequence[str] | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int | None = PAGE,
) -> list[Row]:
    """Return rows in order of time, from after a key; of some units or classes where asked."""
    conditions, parameters = ["true"], question.parameters()
    if units is not None:
        conditions.append("unit_id = ANY(%(units)s)")
        parameters["units"] = list(units)
    if classes is not None:
        conditions.append("class = ANY(%(classes)s)")
        parameters["classes"] = list(classes)
    if after is not None:
        conditions.append("(moment, subject_id) > (%(after_moment)s, %(after_id)s)")
        parameters |= {"after_moment": after[0], "after_id": after[1]}
    sql = (
        f"SELECT subject_id, unit_id, act_id, class, moment FROM ({indicator.facts}) fact "
        f"WHERE {' AND '.join(conditions)} ORDER BY moment, subject_id"
    )
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Row(*found) for found in cursor.fetchall()]
