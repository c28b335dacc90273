"""The figure of the area: completion of tasks, computed from acts alone, by the official formula.

A task that passes to the successor of its lead counts for the successor from that act on, and for the old lead
in every period that ended before and as of every head that does not know the act. What was confirmed before
stays with whom it was confirmed. So a merger moves open tasks between units, changes no total and no closed period.
"""

from django.utils.translation import gettext_lazy as _

from lienthong.measures.indicators import Adds, Indicator

# A task counts for the unit that led it at the end; it belongs to the period if it was open at some time in it.
# An act that was revoked (a confirmation that was opened again) no longer counts, as of a head that knows it.
# The acts are read once and gathered by task: a join of the parts would be planned blindly on a fresh ledger.
FACTS = """
WITH known AS (
    SELECT a.id, a.verb, a.subject_id, a.recorded_at, a.detail, e.position
    FROM acts_entry e JOIN acts_act a ON a.id = e.act_id
    WHERE e.position < %(size)s AND a.recorded_at < %(end)s
      AND a.verb IN ('tasks.give', 'tasks.answer', 'tasks.confirm', 'tasks.withdraw', 'casework.pass_to_successor')
      AND NOT EXISTS (
          SELECT FROM acts_act r JOIN acts_entry f ON f.act_id = r.id
          WHERE r.revokes = a.id AND f.position < %(size)s AND r.recorded_at < %(end)s)
), last AS (
    SELECT DISTINCT ON (subject_id, verb) * FROM known
    WHERE verb <> 'tasks.answer' OR (detail->>'accepted')::boolean
    ORDER BY subject_id, verb, position DESC
), task AS (
    SELECT subject_id,
        (array_agg(id) FILTER (WHERE verb = 'tasks.give'))[1] AS given_id,
        (array_agg(detail) FILTER (WHERE verb = 'tasks.give'))[1] AS given,
        max(recorded_at) FILTER (WHERE verb = 'tasks.give') AS given_at,
        (array_agg(detail) FILTER (WHERE verb = 'tasks.answer'))[1] AS changed,
        max(position) FILTER (WHERE verb = 'tasks.answer') AS changed_after,
        (array_agg(detail) FILTER (WHERE verb = 'casework.pass_to_successor'))[1] AS passed,
        max(position) FILTER (WHERE verb = 'casework.pass_to_successor') AS passed_after,
        (array_agg(id) FILTER (WHERE verb = 'tasks.confirm'))[1] AS confirmed_id,
        (array_agg(detail) FILTER (WHERE verb = 'tasks.confirm'))[1] AS confirmed,
        max(recorded_at) FILTER (WHERE verb = 'tasks.confirm') AS confirmed_at,
        bool_or(verb = 'tasks.withdraw') AS withdrawn
    FROM last GROUP BY subject_id
)
SELECT subject_id,
    CASE WHEN passed_after > coalesce(changed_after, -1) THEN passed->>'holder'
         ELSE coalesce(changed->>'lead', given->>'lead') END::uuid AS unit_id,
    coalesce(confirmed_id, given_id) AS act_id,
    CASE WHEN (confirmed->>'on_time')::boolean THEN 'done_on_time' WHEN confirmed IS NOT NULL THEN 'done_late'
         WHEN coalesce(changed->>'due', given->>'due')::timestamptz < %(until)s THEN 'open_overdue'
         ELSE 'open_within' END AS class,
    coalesce(confirmed_at, given_at) AS moment,
    coalesce(changed->>'due', given->>'due')::timestamptz AS due
FROM task
WHERE (given->>'counts')::boolean AND NOT withdrawn AND (confirmed_at IS NULL OR confirmed_at >= %(start)s)
"""

COMPLETION = Indicator(
    code="tasks.completion",
    version=1,
    words=_("Tỷ lệ hoàn thành nhiệm vụ được giao"),
    formula=_("Đã hoàn thành ÷ (đã hoàn thành + chưa hoàn thành quá hạn)"),
    source="Báo cáo 1270/BC-TCTTTg (2017) của Tổ công tác của Thủ tướng Chính phủ",
    unit="%",
    adds=Adds.RATIO_OF_SUMS,
    facts=FACTS,
    classes={
        "done_on_time": _("Hoàn thành đúng hạn"),
        "done_late": _("Hoàn thành quá hạn"),
        "open_within": _("Chưa hoàn thành, trong hạn"),
        "open_overdue": _("Chưa hoàn thành, quá hạn"),
    },
    numerator=frozenset({"done_on_time", "done_late"}),
    denominator=frozenset({"done_on_time", "done_late", "open_overdue"}),
    subject="tasks.task",
)
