"""Figures of a question: one scan of the facts, grouped by unit."""

from collections import defaultdict
from uuid import UUID

from django.db import connection

from lienthong.measures.asking import Question
from lienthong.measures.indicators import Figure, Indicator


def by_unit(indicator: Indicator, question: Question) -> dict[UUID, Figure]:
    """Return the figure of each unit that has facts; a unit without facts is not there (it is not zero)."""
    sql = f"SELECT unit_id, class, count(*) FROM ({indicator.facts}) fact GROUP BY unit_id, class"
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(sql, question.parameters())
        for unit_id, name, count in cursor.fetchall():
            counts[unit_id][name] = count
    return {unit_id: Figure(indicator, found) for unit_id, found in counts.items()}


def whole(indicator: Indicator, figures: dict[UUID, Figure]) -> Figure:
    """Return the figure of all units together, from sums and never from ratios."""
    return sum(figures.values(), Figure(indicator, {}))
