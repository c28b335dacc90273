"""The figure of the area: completion of tasks, computed from acts alone, by the official formula.

A task that passes to the successor of its lead counts for the successor from that act on, and for the old lead
in every period that ended before and as of every head that does not know the act. What was confirmed before
stays with whom it was confirmed. So a merger moves open tasks between units, changes no total and no closed period.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lienthong.measures.indicators import Adds, Indicator
from lienthong.tasks.versions import versions

# A task counts for the unit that led it at the end; it belongs to the periods in which it was open at some time.
# Of each task the version counts that stood at the end of the period: since before, ended later, or not ended as the
# head knows. It meets the periods by their number, so that many cost little more than one; the last conditions
# follow from that, and spare what cannot meet any.
FACTS = """
SELECT period, v.subject_id, v.unit_id, v.act_id,
    CASE WHEN v.standing <> 'open' THEN v.standing
         WHEN v.due < (%(untils)s::timestamptz[])[period + 1] THEN 'open_overdue' ELSE 'open_within' END AS class,
    v.moment, v.due
FROM tasks_taskversion v
CROSS JOIN LATERAL generate_series(
    width_bucket(v.since, %(ends)s::timestamptz[]),
    least(
        CASE WHEN v.until_position < %(size)s THEN width_bucket(v.till, %(ends)s::timestamptz[])
             ELSE cardinality(%(ends)s::timestamptz[]) END,
        CASE WHEN v.standing <> 'open' THEN width_bucket(v.since, %(starts)s::timestamptz[])
             ELSE cardinality(%(ends)s::timestamptz[]) END
    ) - 1
) AS period
WHERE v.position < %(size)s AND v.counts AND v.standing <> 'withdrawn'
  AND v.since < (%(ends)s::timestamptz[])[cardinality(%(ends)s::timestamptz[])]
  AND (v.standing = 'open' OR v.since >= (%(starts)s::timestamptz[])[1])
  AND (v.till IS NULL OR v.till >= (%(ends)s::timestamptz[])[1] OR v.until_position >= %(size)s)
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
    prepare=versions.reach,
    classes={
        "done_on_time": _("Hoàn thành đúng hạn"),
        "done_late": _("Hoàn thành quá hạn"),
        "open_within": _("Chưa hoàn thành, trong hạn"),
        "open_overdue": _("Chưa hoàn thành, quá hạn"),
    },
    numerator=frozenset({"done_on_time", "done_late"}),
    denominator=frozenset({"done_on_time", "done_late", "open_overdue"}),
    stocks=frozenset({"open_within", "open_overdue"}),
    subject="tasks.task",
)

ON_TIME = replace(
    COMPLETION,
    code="tasks.on_time",
    words=_("Tỷ lệ hoàn thành nhiệm vụ đúng hạn"),
    formula=_("Hoàn thành đúng hạn ÷ (đã hoàn thành + chưa hoàn thành quá hạn)"),
    numerator=frozenset({"done_on_time"}),
)
