"""What the pages of targets say: a line for each, the facts of one, what serves it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lienthong.directory.selectors import FIELDS
from lienthong.kernel.languages import either
from lienthong.kernel.ui.components import Chip
from lienthong.measures.meanings import Fact, agencies_of, meaning_of
from lienthong.measures.words import share_words
from lienthong.plans.figures_reading import about_words, latest_words, since_before
from lienthong.plans.models import Serving, Target
from lienthong.plans.standing import Standing
from lienthong.plans.words import LIGHTS, aim_words, wording_of


@dataclass(frozen=True, slots=True)
class Line:
    """A target as the plan's page shows it; what has no figure shows a dash, never 0."""

    target: Target
    wording: str
    value: str
    about: str
    aim: str
    share: str
    moved: str
    light: Chip


def line_of(one: Standing) -> Line:
    return Line(
        target=one.target,
        wording=either(one.target.wording, one.target.wording_en),
        value=latest_words(one),
        about=about_words(one),
        aim=aim_words(one.target, one.definition),
        share=share_words(one.against_plan),
        moved=since_before(one),
        light=LIGHTS[one.light],
    )


def facts_of(one: Standing, day: date) -> list[Fact]:
    """Return what is aimed at and how it is measured; what the plan states is told from what is proposed."""
    definition, target = one.definition, one.target
    proposed = _("đề xuất, chờ cơ quan ban hành kế hoạch xác nhận")
    stated = _("kế hoạch nêu") if target.threshold_stated else proposed
    facts: list[Fact] = [
        (_("Trong kế hoạch"), target.place),
        (_("Mục tiêu"), either(target.goal.wording, target.goal.wording_en) if target.goal else ""),
        (_("Mức phải đạt"), f"{aim_words(target, definition)} ({stated})"),
        (_("Phạm vi"), either(target.scope, target.scope_en)),
        *meaning_of(definition, agencies_of([definition.measured_by], day)),
        (_("Lĩnh vực"), FIELDS.get(target.field, target.field)),
        (_("Ghi chú"), either(target.note, target.note_en)),
    ]
    return [(label, value) for label, value in facts if value]


def serving_of(target: Target) -> list[tuple[Serving, str, str]]:
    """Return the items that serve the target, with their wording and why."""
    rows = target.served_by.select_related("item")
    return [(row, wording_of(row.item), either(row.reason, row.reason_en)) for row in rows]
