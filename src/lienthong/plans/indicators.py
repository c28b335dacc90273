"""The figure of a plan: completion of the tasks given for its items, by the same formula and from the same facts."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lienthong.directory.selectors import FIELDS
from lienthong.measures.indicators import Dimension
from lienthong.tasks.indicators import COMPLETION as OF_TASKS

# A part counts for the item whose task it is a part of. Links and parents are written once, with the act that gave
# the task, so what the head knew of them is what they are.
# They are materialised: a filter by plan must not make the database count the tasks anew for each link.
FACTS = f"""
WITH counted AS MATERIALIZED ({OF_TASKS.facts})
SELECT f.subject_id, f.unit_id, f.act_id, f.class, f.moment, f.due,
    p.code AS plan, i.section, i.field, i.code AS item
FROM counted f
JOIN casework_case c ON c.id = f.subject_id
JOIN plans_plantask l ON l.task_id = coalesce(c.parent_id, c.id)
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
