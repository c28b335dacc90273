"""Figures of a question: one scan of the facts, grouped as asked."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from lienthong.measures.asking import Question
from lienthong.measures.indicators import Figure, Indicator
from lienthong.measures.narrowing import EVERYTHING, Narrowing

Group = tuple[Any, ...]


def counted(
    indicator: Indicator, question: Question, *, by: tuple[str, ...], only: Narrowing = EVERYTHING
) -> dict[Group, Figure]:
    """Return the figure of each group that has facts (one without is not there: it is not zero), in one scan.

    `by` names `unit_id` and dimensions; the keys of the result are their values in that order.
    """
    if unknown := set(by) - {"unit_id", *indicator.dimensions}:
        raise ValueError(f"{indicator.code} has no dimension {sorted(unknown)}")
    condition, parameters = only.condition(indicator)
    columns = ", ".join((*by, "class"))
    sql = f"SELECT {columns}, count(*) FROM ({indicator.facts}) fact WHERE {condition} GROUP BY {columns}"
    counts: dict[Group, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters | indicator.parameters(question))
        for *group, name, count in cursor.fetchall():
            counts[tuple(group)][name] = count
    return {group: Figure(indicator, found) for group, found in counts.items()}


def by_unit(indicator: Indicator, question: Question, only: Narrowing = EVERYTHING) -> dict[UUID, Figure]:
    return {
        unit: figure for (unit,), figure in counted(indicator, question, by=("unit_id",), only=only).items()
    }


def along(figures: Mapping[Group, Figure], place: int) -> dict[Any, Figure]:
    """Return figures by one part of their groups, the others added up: several tables from one scan."""
    found: dict[Any, Figure] = {}
    for group, figure in figures.items():
        found[group[place]] = found[group[place]] + figure if group[place] in found else figure
    return found


def whole(indicator: Indicator, figures: Mapping[Any, Figure]) -> Figure:
    """Return the figure of all together, from sums and never from ratios."""
    return sum(figures.values(), Figure(indicator, {}))
