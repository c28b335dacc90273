"""Agencies at work in the system: enough acts on enough working days. How many is data with its days.

An act counts for the nearest agency with a seal above the unit in which it was done, when it was recorded on a
working day. Agencies are those that existed in the period, as the directory was known when the head was signed.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.models import UnitKind
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.formats import day_words, number_words
from lienthong.measures.asking import Question
from lienthong.measures.indicators import Adds, Dimension, Given, Indicator
from lienthong.measures.subjects import Subject

TABLE: Final = Path(__file__).parent / "data" / "activity.csv"
SUBJECT: Final = "measures.unit"

# The kind of an agency is its last of the period; a unit belongs to the nearest with a seal at any time of it.
COUNTED: Final = """
WITH RECURSIVE existing AS MATERIALIZED (
    SELECT DISTINCT ON (v.unit_id) v.unit_id, k.has_seal, v.kind_id
    FROM directory_unitversion v JOIN directory_unitkind k ON k.code = v.kind_id
    WHERE v.during && daterange(%(first_day)s::date, %(after_day)s::date)
      AND v.known_from <= %(known_at)s AND (v.known_to IS NULL OR v.known_to > %(known_at)s)
    ORDER BY v.unit_id, v.during DESC
), up AS (
    SELECT unit_id, unit_id AS above, has_seal, 0 AS steps FROM existing
    UNION ALL
    SELECT up.unit_id, p.parent_id, e.has_seal, up.steps + 1
    FROM up
    JOIN directory_unitplacement p ON p.unit_id = up.above AND p.tree = 'administrative'
        AND p.during && daterange(%(first_day)s::date, %(after_day)s::date)
        AND p.known_from <= %(known_at)s AND (p.known_to IS NULL OR p.known_to > %(known_at)s)
    JOIN existing e ON e.unit_id = p.parent_id
    WHERE NOT up.has_seal AND up.steps < 9
), agency AS MATERIALIZED (
    SELECT DISTINCT ON (unit_id) unit_id, above AS agency FROM up WHERE has_seal ORDER BY unit_id, steps, above
), counted AS MATERIALIZED (
    SELECT g.agency, e.position, e.act_id, a.recorded_at,
        (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
    FROM acts_act a
    JOIN acts_entry e ON e.act_id = a.id
    JOIN agency g ON g.unit_id = a.unit_id
    WHERE e.position < %(size)s AND a.recorded_at >= %(start)s AND a.recorded_at < %(end)s
      AND (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = ANY(%(working_days)s::date[])
)
"""
FACTS: Final = f"""
{COUNTED}, total AS (
    SELECT agency, count(*) AS acts, count(DISTINCT day) AS days, max(position) AS last FROM counted GROUP BY agency
)
SELECT x.unit_id AS subject_id, x.unit_id, c.act_id,
    CASE WHEN t.acts >= %(least_acts)s AND t.days >= %(least_days)s THEN 'active'
         WHEN t.acts > 0 THEN 'some' ELSE 'idle' END AS class,
    coalesce(c.recorded_at, %(start)s) AS moment, NULL::timestamptz AS due, x.kind_id AS kind
FROM existing x
LEFT JOIN total t ON t.agency = x.unit_id
LEFT JOIN counted c ON c.agency = t.agency AND c.position = t.last
WHERE x.has_seal
"""
LIST: Final = f"""
{COUNTED}
SELECT position, act_id, day FROM counted WHERE agency = %(agency)s AND position < %(before)s
ORDER BY position DESC LIMIT %(limit)s
"""
SUM: Final = f"{COUNTED} SELECT count(*), count(DISTINCT day) FROM counted WHERE agency = %(agency)s"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a month asks of an agency, on the days [since, until)."""

    since: date
    until: date | None
    acts: int
    days: int


@cache
def thresholds() -> tuple[Threshold, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Threshold(
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"]) if row["to"] else None,
                int(row["acts"]),
                int(row["days"]),
            )
            for row in csv.DictReader(lines)
        )


def threshold_on(day: date) -> Threshold:
    """Return what is asked on the day; before the first row, the first."""
    known = thresholds()
    return next((row for row in reversed(known) if row.since <= day), known[0])


def months_between(start: date, end: date) -> int:
    """Return the whole months of [start, end), at least one: a period that has just begun asks for one."""
    whole = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(whole, 1)


def given(question: Question) -> Given:
    """Return what the facts take besides the question, and the words that stand beside the figure."""
    first, after = (
        question.period.start,
        min(question.period.end, local_day(question.until) + timedelta(days=1)),
    )
    last = max(first, after - timedelta(days=1))
    asked, months = threshold_on(last), months_between(first, after)
    parameters = {
        "first_day": first,
        "after_day": max(after, first + timedelta(days=1)),
        "known_at": question.as_of.moment,
        "working_days": _working_days(first, after, question.as_of.moment),
        "least_acts": asked.acts * months,
        "least_days": asked.days * months,
    }
    words = _(
        "Hoạt động: từ %(acts)s thao tác trong ít nhất %(days)s ngày làm việc của kỳ (mỗi tháng %(acts_a_month)s "
        "thao tác, %(days_a_month)s ngày; áp dụng từ %(since)s)."
    ) % {
        "acts": number_words(asked.acts * months),
        "days": number_words(asked.days * months),
        "acts_a_month": number_words(asked.acts),
        "days_a_month": number_words(asked.days),
        "since": day_words(asked.since),
    }
    return Given(parameters, words)


def acts_of(agency: UUID, question: Question, *, before: int, limit: int) -> list[tuple[int, UUID, date]]:
    """Return the acts counted for an agency, the latest first, as (position, act, day)."""
    more = {"agency": agency, "before": before, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(LIST, _parameters(question) | more)
        return list(cursor.fetchall())


def totals_of(agency: UUID, question: Question) -> tuple[int, int]:
    """Return how many acts on how many working days are counted for an agency."""
    with connection.cursor() as cursor:
        cursor.execute(SUM, _parameters(question) | {"agency": agency})
        acts, days = cursor.fetchone()
        return acts, days


def read(ids: Collection[UUID], _by: Actor, at: datetime) -> dict[UUID, Subject]:
    """Return how agencies read; whoever may see figures may see which agency is at work."""
    called = names(ids, local_day(at))
    return {
        unit: Subject(called.get(unit, str(unit)), "", reverse("measures:acts", args=[unit]), asks=True)
        for unit in ids
    }


def kind_words(code: str) -> str:
    kind = UnitKind.objects.filter(code=code).first()
    return kind.local_name if kind else code


def _parameters(question: Question) -> dict[str, Any]:
    return {**question.parameters(), **given(question).parameters}


def _working_days(first: date, after: date, known_at: datetime) -> list[date]:
    """Return the working days of [first, after); where there is no calendar yet, Monday to Friday."""
    days = [first + timedelta(days=number) for number in range((after - first).days)]
    try:
        calendar = load("vn", known_at)
    except Missing:
        return [day for day in days if day.weekday() < 5]
    return [day for day in days if calendar.works_on(day)]


ACTIVE: Final = Indicator(
    code="measures.active_units",
    version=1,
    words=gettext_lazy("Tỷ lệ cơ quan hoạt động trên hệ thống"),
    formula=gettext_lazy("Cơ quan đủ số thao tác và số ngày làm việc ÷ cơ quan có trong kỳ"),
    source=gettext_lazy("Đề xuất; ngưỡng là dữ liệu có ngày hiệu lực, cần xác nhận"),
    unit="%",
    adds=Adds.RATIO_OF_SUMS,
    facts=FACTS,
    classes={
        "active": gettext_lazy("Hoạt động"),
        "some": gettext_lazy("Có thao tác, chưa đủ"),
        "idle": gettext_lazy("Chưa có thao tác"),
    },
    numerator=frozenset({"active"}),
    denominator=frozenset({"active", "some", "idle"}),
    subject=SUBJECT,
    dimensions={"kind": Dimension(gettext_lazy("Loại cơ quan"), kind_words)},
    given=given,
)
