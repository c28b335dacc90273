"""One scan of facts for several periods: each thing counted once in every group that the facts know."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from lienthong.kernel.planning import planned_anew
from lienthong.measures.asking import Question
from lienthong.measures.indicators import Indicator
from lienthong.measures.narrowing import EVERYTHING, Narrowing

Group = tuple[Any, ...]
Counts = Mapping[Group, Mapping[str, int]]

# What facts ask `asked` for: the periods by number, when each begins and ends, until when it is judged.
ASKED: Final = """
WITH asked AS (
    SELECT ordinal::int - 1 AS period, starts, ends, until
    FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[], %(untils)s::timestamptz[])
        WITH ORDINALITY AS one (starts, ends, until, ordinal)
)
"""


def groups_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the columns by which facts may be grouped: the unit first, then the dimensions."""
    return ("unit_id", *indicator.dimensions)


def scan(indicator: Indicator, questions: Sequence[Question], only: Narrowing = EVERYTHING) -> list[Counts]:
    """Return the counts of each question, in one scan; all ask under one head.

    Raises:
        ValueError: the questions ask under different heads, or their periods do not follow one another.
    """
    _check(questions)
    columns = ", ".join((*groups_of(indicator), "class"))
    condition, narrowed = only.condition(indicator)
    sql = (
        f"{ASKED} SELECT period, {columns}, count(*) FROM ({indicator.facts}) fact "
        f"WHERE {condition} GROUP BY period, {columns}"
    )
    found: list[dict[Group, dict[str, int]]] = [defaultdict(dict) for _question in questions]
    given = parameters(indicator, questions) | narrowed
    with planned_anew() as cursor:
        cursor.execute(sql, given)
        for period, *group, name, count in cursor.fetchall():
            found[period][tuple(group)][name] = count
    return [dict(counts) for counts in found]


def parameters(indicator: Indicator, questions: Sequence[Question]) -> dict[str, Any]:
    """Return what the facts take: the head, the periods in their order, and dated data beside them.

    What the facts read is brought to the head before.
    """
    head = questions[0].as_of
    indicator.prepare(head.size)
    asked = {
        "size": head.size,
        "known_at": head.moment,
        "starts": [one.period.start_moment for one in questions],
        "ends": [one.period.end_moment for one in questions],
        "untils": [one.until for one in questions],
    }
    return asked | dict(indicator.given(questions).parameters)


def _check(questions: Sequence[Question]) -> None:
    for one, following in pairwise(questions):
        if one.as_of != following.as_of or following.period.start < one.period.end:
            raise ValueError("questions of one scan are asked under one head, of periods in their order")
