"""The figure of a plan: completion of the tasks given for its items, by the same formula and from the same facts."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lienthong.directory.selectors import FIELDS
from lienthong.measures.indicators import Dimension
from lienthong.tasks.indicators import COMPLETION as OF_TASKS

# A part counts for the item whose task it is a part of. Links and parents are written once, with the act that gave
# the task, so what the head knew of them is what they are.
FACTS = f"""
SELECT f.period, f.subject_id, f.unit_id, f.act_id, f.class, f.moment, f.due,
    p.code AS plan, i.section, i.field, i.code AS item
FROM ({OF_TASKS.facts}) f
JOIN (
    SELECT task_id AS subject_id, item_id FROM plans_plantask
    UNION ALL
    SELECT c.id, l.item_id FROM plans_plantask l JOIN casework_case c ON c.parent_id = l.task_id
) l USING (subject_id)
JOIN plans_planitem i ON i.id = l.item_id
JOIN plans_plan p ON p.id = i.plan_id
"""

COMPLETION = replace(
    OF_TASKS,
    code="plans.completion",
    version=1,
    words=_("Tỷ lệ hoàn thành nhiệm vụ của kế hoạch"),
    facts=FACTS,
    dimensions={
        "plan": Dimension(_("Kế hoạch")),
        "section": Dimension(_("Mục của kế hoạch")),
        "field": Dimension(_("Lĩnh vực"), lambda code: FIELDS.get(code, code)),
        "item": Dimension(_("Nhiệm vụ của kế hoạch")),
    },
)
