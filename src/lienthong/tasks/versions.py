"""Tasks as they stood, worked out of their acts in the order of the ledger."""

from typing import Final

from django.db import connection

from lienthong.kernel.acts.projecting import Projection
from lienthong.tasks.models import TaskVersion

# `fresh`: what the acts say; before them, how their tasks stood. Who leads and until when is said by some acts and
# holds until the next that says it (`led`, `dated` number these stretches); only open tasks are changed or passed on.
# What was never given is work of another kind.
EXTEND: Final = """
WITH fresh AS (
    SELECT e.position, a.id, a.verb, a.subject_id, a.recorded_at AS since, (a.detail->>'due')::timestamptz AS due,
        CASE WHEN a.verb IN ('tasks.give', 'tasks.answer') THEN a.detail->>'lead' ELSE a.detail->>'holder' END::uuid
            AS unit_id,
        (a.detail->>'counts')::boolean AS counts, (a.detail->>'on_time')::boolean AS on_time
    FROM acts_entry e JOIN acts_act a ON a.id = e.act_id
    WHERE e.position >= %(since)s AND e.position < %(until)s
      AND a.verb IN ('tasks.give', 'tasks.answer', 'tasks.confirm', 'tasks.reopen', 'tasks.withdraw',
                     'casework.pass_to_successor')
      AND (a.verb <> 'tasks.answer' OR (a.detail->>'accepted')::boolean)
), said AS (
    SELECT position, since, subject_id, unit_id, due, true AS dates, standing, counts, given_act_id, given_at,
        act_id, moment, false AS fresh
    FROM tasks_taskversion WHERE until_position IS NULL AND subject_id IN (SELECT subject_id FROM fresh)
    UNION ALL
    SELECT position, since, subject_id, unit_id, due, verb IN ('tasks.give', 'tasks.answer'),
        CASE verb WHEN 'tasks.withdraw' THEN 'withdrawn'
             WHEN 'tasks.confirm' THEN CASE WHEN on_time THEN 'done_on_time' ELSE 'done_late' END
             ELSE 'open' END,
        counts, CASE verb WHEN 'tasks.give' THEN id END, CASE verb WHEN 'tasks.give' THEN since END,
        CASE verb WHEN 'tasks.confirm' THEN id END, CASE verb WHEN 'tasks.confirm' THEN since END, true
    FROM fresh
), walked AS (
    SELECT position, since, subject_id, unit_id, due, standing, act_id, moment, fresh,
        count(unit_id) OVER task AS led, count(*) FILTER (WHERE dates) OVER task AS dated,
        first_value(counts) OVER task AS counts, first_value(given_act_id) OVER task AS given_act_id,
        first_value(given_at) OVER task AS given_at,
        lead(position) OVER task AS until_position, lead(since) OVER task AS till
    FROM said WINDOW task AS (PARTITION BY subject_id ORDER BY position)
), ended AS (
    UPDATE tasks_taskversion v SET until_position = w.until_position, till = w.till
    FROM walked w WHERE NOT w.fresh AND w.position = v.position AND w.until_position IS NOT NULL
)
INSERT INTO tasks_taskversion (position, until_position, since, till, subject_id, unit_id, due, standing, counts,
    given_act_id, given_at, act_id, moment)
SELECT position, until_position, since, till, subject_id, unit_id, due, standing, counts, given_act_id, given_at,
    coalesce(act_id, given_act_id), coalesce(moment, given_at)
FROM (
    SELECT position, until_position, since, till, subject_id, standing, counts, given_act_id, given_at, act_id, moment,
        fresh, first_value(unit_id) OVER (PARTITION BY subject_id, led ORDER BY position) AS unit_id,
        first_value(due) OVER (PARTITION BY subject_id, dated ORDER BY position) AS due
    FROM walked WHERE given_act_id IS NOT NULL
) carried
WHERE fresh
"""


def extend(since: int, until: int) -> None:
    """Add the versions that the acts at these positions make, and end those in whose place they come."""
    with connection.cursor() as cursor:
        cursor.execute(EXTEND, {"since": since, "until": until})


def empty() -> None:
    TaskVersion.objects.all().delete()


versions: Final = Projection("tasks.versions", extend, empty)
