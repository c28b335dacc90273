"""The figure of the area: completion of tasks, computed from acts alone, by the official formula."""

from django.utils.translation import gettext_lazy as _

from lienthong.measures.indicators import Adds, Indicator

# A task counts for the unit that led it at the end; it belongs to the period if it was open at some time in it.
# An act that was revoked (a confirmation that was opened again) no longer counts, as of a head that knows it.
FACTS = """
WITH known AS (
    SELECT a.id, a.verb, a.subject_id, a.recorded_at, a.detail, e.position
    FROM acts_entry e JOIN acts_act a ON a.id = e.act_id
    WHERE e.position < %(size)s AND a.recorded_at < %(end)s
      AND a.verb IN ('tasks.give', 'tasks.answer', 'tasks.confirm', 'tasks.withdraw')
      AND NOT EXISTS (
          SELECT FROM acts_act r JOIN acts_entry f ON f.act_id = r.id
          WHERE r.revokes = a.id AND f.position < %(size)s AND r.recorded_at < %(end)s)
), given AS (
    SELECT subject_id, id, recorded_at, (detail->>'due')::timestamptz AS due, (detail->>'lead')::uuid AS lead
    FROM known WHERE verb = 'tasks.give' AND (detail->>'counts')::boolean
), changed AS (
    SELECT DISTINCT ON (subject_id)
        subject_id, (detail->>'due')::timestamptz AS due, (detail->>'lead')::uuid AS lead
    FROM known WHERE verb = 'tasks.answer' AND (detail->>'accepted')::boolean
    ORDER BY subject_id, position DESC
), confirmed AS (
    SELECT DISTINCT ON (subject_id) subject_id, id, recorded_at,
        (detail->>'delivered')::timestamptz AS delivered, (detail->>'on_time')::boolean AS on_time
    FROM known WHERE verb = 'tasks.confirm' ORDER BY subject_id, position DESC
), withdrawn AS (
    SELECT subject_id FROM known WHERE verb = 'tasks.withdraw'
)
SELECT g.subject_id, coalesce(ch.lead, g.lead) AS unit_id, coalesce(c.id, g.id) AS act_id,
    CASE WHEN c.on_time THEN 'done_on_time' WHEN c.id IS NOT NULL THEN 'done_late'
         WHEN coalesce(ch.due, g.due) < %(until)s THEN 'open_overdue' ELSE 'open_within' END AS class,
    coalesce(c.recorded_at, g.recorded_at) AS moment, coalesce(ch.due, g.due) AS due
FROM given g
LEFT JOIN changed ch USING (subject_id)
LEFT JOIN confirmed c USING (subject_id)
WHERE NOT EXISTS (SELECT FROM withdrawn w WHERE w.subject_id = g.subject_id)
  AND (c.id IS NULL OR c.recorded_at >= %(start)s)
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
