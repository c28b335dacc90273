"""Agencies at work in the system: enough acts on enough working days. How many is data with its days.

An act counts for the nearest agency with a seal above the unit in which it was done, when it was recorded on a
working day. Agencies are those that existed in the period, as the directory was known when the head was signed.
"""

import csv
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.directory.models import UnitKind, UnitPlacement, UnitVersion
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import day_window, local_day
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.formats import day_words, number_words
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.indicators import Adds, Dimension, Given, Indicator
from lienthong.measures.scanning import ASKED, parameters
from lienthong.measures.subjects import Subject
from lienthong.measures.worked import worked

TABLE: Final = Path(__file__).parent / "data" / "activity.csv"
SUBJECT: Final = "measures.unit"
# What was begun before a head was signed may be committed after it: so much a moment may differ from now when written.
IN_FLIGHT: Final = timedelta(minutes=10)

# The kind of an agency is its last of the period; a unit belongs to the nearest with a seal at any time of it.
AGENCIES: Final = """
WITH RECURSIVE days AS MATERIALIZED (
    SELECT period, starts, first, greatest(least(last, day + 1), first + 1) AS after
    FROM (
        SELECT period, starts, (starts AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS first,
            (ends AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS last, (until AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
        FROM asked
    ) one
), existing AS MATERIALIZED (
    SELECT DISTINCT ON (p.period, v.unit_id) p.period, p.starts, p.first, p.after, v.unit_id, k.has_seal, v.kind_id
    FROM days p
    JOIN directory_unitversion v ON v.during && daterange(p.first, p.after)
        AND v.known_from <= %(known_at)s AND (v.known_to IS NULL OR v.known_to > %(known_at)s)
    JOIN directory_unitkind k ON k.code = v.kind_id
    ORDER BY p.period, v.unit_id, v.during DESC
), placed AS MATERIALIZED (
    SELECT e.period, p.unit_id, p.parent_id, e.has_seal
    FROM existing e
    JOIN directory_unitplacement p ON p.parent_id = e.unit_id AND p.tree = 'administrative'
        AND p.during && daterange(e.first, e.after)
        AND p.known_from <= %(known_at)s AND (p.known_to IS NULL OR p.known_to > %(known_at)s)
), up AS (
    SELECT period, unit_id, unit_id AS above, has_seal, 0 AS steps FROM existing
    UNION ALL
    SELECT up.period, up.unit_id, p.parent_id, p.has_seal, up.steps + 1
    FROM up JOIN placed p ON p.period = up.period AND p.unit_id = up.above
    WHERE NOT up.has_seal AND up.steps < 9
), agency AS MATERIALIZED (
    SELECT DISTINCT ON (period, unit_id) period, unit_id, above AS agency
    FROM up WHERE has_seal ORDER BY period, unit_id, steps, above
)
"""
FACTS: Final = f"""
{AGENCIES}, bounds AS (
    SELECT min(first) AS first, max(after) AS after, array_agg(after ORDER BY period) AS afters FROM days
), total AS (
    SELECT d.period, g.agency, sum(d.acts) AS acts, count(DISTINCT d.day) AS days, max(d.last) AS last
    FROM (
        SELECT w.*, width_bucket(w.day, b.afters) AS period
        FROM bounds b JOIN measures_worked w ON w.day >= b.first AND w.day < b.after
        WHERE w.head <= %(size)s AND w.day = ANY(%(working_days)s::date[])
    ) d JOIN agency g USING (unit_id, period)
    GROUP BY d.period, g.agency
)
SELECT x.period, x.unit_id AS subject_id, x.unit_id, last.act_id,
    CASE WHEN t.acts >= (%(least_acts)s::int[])[x.period + 1] AND t.days >= (%(least_days)s::int[])[x.period + 1]
         THEN 'active'
         WHEN t.acts > 0 THEN 'some' ELSE 'idle' END AS class,
    coalesce(last.recorded_at, x.starts) AS moment, NULL::timestamptz AS due, x.kind_id AS kind
FROM existing x
LEFT JOIN total t ON t.period = x.period AND t.agency = x.unit_id
LEFT JOIN LATERAL (
    SELECT e.act_id, a.recorded_at FROM acts_entry e JOIN acts_act a ON a.id = e.act_id WHERE e.position = t.last
) last ON true
WHERE x.has_seal
"""
COUNTED: Final = f"""
{ASKED}, counted AS MATERIALIZED (
    SELECT e.position, e.act_id, (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
    FROM asked p
    JOIN ({AGENCIES} SELECT * FROM agency) g ON g.agency = %(agency)s
    JOIN acts_act a ON a.unit_id = g.unit_id AND a.recorded_at >= p.starts AND a.recorded_at < p.ends
    JOIN acts_entry e ON e.act_id = a.id AND e.position < %(size)s
    WHERE (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = ANY(%(working_days)s::date[])
)
"""
LIST: Final = f"""
{COUNTED} SELECT position, act_id, day FROM counted WHERE position < %(before)s ORDER BY position DESC LIMIT %(limit)s
"""
SUM: Final = f"{COUNTED} SELECT count(*), count(DISTINCT day) FROM counted"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a month asks of an agency, on the days [since, until), and who says so."""

    since: date
    until: date | None
    acts: int
    days: int
    source: str
    source_en: str
    confirmed: bool


@cache
def thresholds() -> tuple[Threshold, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Threshold(
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"]) if row["to"] else None,
                int(row["acts"]),
                int(row["days"]),
                row["source"],
                row["source_en"],
                row["confirmed"] == "yes",
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a period asks of an agency: each of its months asks the same."""

    threshold: Threshold
    months: int

    @property
    def acts(self) -> int:
        return self.threshold.acts * self.months

    @property
    def days(self) -> int:
        return self.threshold.days * self.months

    @property
    def words(self) -> str:
        return _(
            "Hoạt động: từ %(acts)s thao tác trong ít nhất %(days)s ngày làm việc của kỳ (mỗi tháng %(acts_a_month)s "
            "thao tác, %(days_a_month)s ngày; áp dụng từ %(since)s)."
        ) % {
            "acts": number_words(self.acts),
            "days": number_words(self.days),
            "acts_a_month": number_words(self.threshold.acts),
            "days_a_month": number_words(self.threshold.days),
            "since": day_words(self.threshold.since),
        }


def given(questions: Sequence[Question]) -> Given:
    """Return what the facts take besides the questions, and the words that stand beside the last figure."""
    asked, days = list(map(_asked, questions)), _working_days(questions)
    parameters = {
        "working_days": [day for of_one in days for day in of_one],
        "least_acts": [one.acts for one in asked],
        "least_days": [one.days for one in asked],
    }
    marks = [_mark(one, of_one) for one, of_one in zip(asked, days, strict=True)]
    return Given(parameters, asked[-1].words, marks)


def _asked(question: Question) -> Asked:
    first, after = _days(question)
    asked, months = threshold_on(max(first, after - timedelta(days=1))), months_between(first, after)
    return Asked(asked, months)


def _days(question: Question) -> tuple[date, date]:
    """Return the days [first, after) of the period, as far as the head knows it."""
    known = local_day(question.until) + timedelta(days=1)
    return question.period.start, min(question.period.end, known)


def _mark(asked: Asked, days: Sequence[date]) -> str:
    said = f"{asked.acts} {asked.days} {' '.join(map(str, days))}"
    return hashlib.sha256(said.encode()).hexdigest()


def touched(since: AsOf, until: AsOf) -> datetime | None:
    """Return the first day of what the directory came to know, or to believe no longer, between two heads."""
    after = since.moment - IN_FLIGHT
    between = Q(known_from__gt=after, known_from__lte=until.moment)
    between |= Q(known_to__gt=after, known_to__lte=until.moment)
    days = [
        model.objects.filter(between).aggregate(first=Min(Lower("during")))["first"]
        for model in (UnitVersion, UnitPlacement)
    ]
    return min((day_window(day)[0] for day in days if day is not None), default=None)


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
    return parameters(ACTIVE, [question])


def _working_days(questions: Sequence[Question]) -> list[list[date]]:
    """Return the working days of each period; where there is no calendar yet, Monday to Friday."""
    try:
        works_on = load("vn", questions[0].as_of.moment).works_on
    except Missing:
        works_on = _on_a_weekday
    return [[day for day in _each(*_days(one)) if works_on(day)] for one in questions]


def _each(first: date, after: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((after - first).days))


def _on_a_weekday(day: date) -> bool:
    return day.weekday() < 5


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
    stocks=frozenset({"active", "some", "idle"}),  # agencies that there were in the period
    subject=SUBJECT,
    dimensions={"kind": Dimension(gettext_lazy("Loại cơ quan"), kind_words)},
    given=given,
    prepare=worked.reach,
    touched=touched,
)
