"""What the pages of targets say: a line for each, the facts of one, its figures with who entered them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.directory.selectors import FIELDS, names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Chip
from lienthong.measures.asking import AsOf
from lienthong.measures.computed import Computed
from lienthong.measures.entered import Entered
from lienthong.measures.models import Maturity, Rule
from lienthong.measures.words import amount_words, kind_words, moved_words, pair_words, share_words
from lienthong.plans.models import Serving, Target
from lienthong.plans.standing import Standing
from lienthong.plans.words import LIGHTS, aim_words, wording_of

Fact = tuple[type_of_reason, object]


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


@dataclass(frozen=True, slots=True)
class Row:
    """One entered figure; those put right stand beside what took their place."""

    entry: Entered
    unit: str
    value: str
    pair: str
    maturity: type_of_reason
    kind: type_of_reason
    source: str
    reason: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One computed figure, with the way to the rows behind it and what was entered for the same year."""

    figure: Computed
    value: str
    pair: str
    maturity: type_of_reason
    entered: str


def line_of(one: Standing) -> Line:
    return Line(
        target=one.target,
        wording=either(one.target.wording, one.target.wording_en),
        value=latest_words(one),
        about=_about(one),
        aim=aim_words(one.target, one.definition),
        share=share_words(one.against_plan),
        moved=_moved(one),
        light=LIGHTS[one.light],
    )


def latest_words(one: Standing) -> str:
    """Return the latest value, with as many decimals as keep it from contradicting its light."""
    return amount_words(one.latest.value, one.definition, one.marks(one.year)) if one.latest else "–"


def facts_of(one: Standing) -> list[Fact]:
    """Return what is aimed at and how it is measured; what the plan states is told from what is proposed."""
    definition, target = one.definition, one.target
    proposed = _("đề xuất, chờ cơ quan ban hành kế hoạch xác nhận")
    stated = _("kế hoạch nêu") if target.threshold_stated else proposed
    facts: list[Fact] = [
        (_("Trong kế hoạch"), target.place),
        (_("Mục tiêu"), either(target.goal.wording, target.goal.wording_en) if target.goal else ""),
        (_("Mức phải đạt"), f"{aim_words(target, definition)} ({stated})"),
        (_("Phạm vi"), either(target.scope, target.scope_en)),
        (_("Tử số"), either(definition.numerator, definition.numerator_en)),
        (_("Mẫu số"), either(definition.denominator, definition.denominator_en)),
        (_("Cách tính"), either(definition.formula, definition.formula_en)),
        (_("Nguồn số liệu"), either(definition.measured_from, definition.measured_from_en)),
        (_("Lĩnh vực"), FIELDS.get(target.field, target.field)),
        (_("Ghi chú"), either(target.note, target.note_en)),
    ]
    return [(label, value) for label, value in facts if value]


def rows_of(one: Standing, as_of: AsOf) -> tuple[list[Row], list[Row]]:
    """Return the figures of the whole, the latest first, and those of the parts for the latest year."""
    whole = [entry for entry in reversed(one.entries) if entry.unit_id == one.whole]
    parts = list(one.parts().values())
    called = names({entry.unit_id for entry in (*whole, *parts)}, local_day(as_of.moment))
    acts = Act.objects.in_bulk([entry.act_id for entry in (*whole, *parts)])
    rows = [[_row(one, entry, called, acts) for entry in entries] for entries in (whole, parts)]
    return rows[0], sorted(rows[1], key=lambda row: (row.entry.value or 0, row.unit))


def counted_of(one: Standing) -> list[Counted]:
    """Return the computed figures of the whole, the latest first, each beside the entered one."""
    own = [figure for figure in one.computed if figure.unit_id == one.whole]
    return [
        Counted(
            figure=figure,
            value=amount_words(figure.value, one.definition),
            pair=pair_words(figure.numerator, figure.denominator),
            maturity=Maturity(figure.maturity).label,
            entered=_entered(one, int(figure.period)),
        )
        for figure in reversed(own)
    ]


def serving_of(target: Target) -> list[tuple[Serving, str, str]]:
    """Return the items that serve the target, with their wording and why."""
    rows = target.served_by.select_related("item")
    return [(row, wording_of(row.item), either(row.reason, row.reason_en)) for row in rows]


def entry_words(one: Standing, entry: Entered) -> str:
    """Return one value; that of the whole reads against what its year had to reach."""
    judged = entry.unit_id == one.whole and entry.period.isdecimal()
    return amount_words(entry.value, one.definition, one.marks(int(entry.period)) if judged else ())


def _row(one: Standing, entry: Entered, called: dict[UUID, str], acts: dict[UUID, Act]) -> Row:
    return Row(
        entry=entry,
        unit=called.get(entry.unit_id, ""),
        value=entry_words(one, entry),
        pair=pair_words(entry.numerator, entry.denominator),
        maturity=Maturity(entry.maturity).label,
        kind=kind_words(entry.kind),
        source=either(entry.source, entry.source_en),
        reason=either(entry.reason, entry.reason_en),
        act=acts.get(entry.act_id),
    )


def _entered(one: Standing, year: int) -> str:
    entry = one.entered_by_year.get(year)
    return f"{amount_words(entry.value, one.definition)} ({Maturity(entry.maturity).label})" if entry else "–"


def _about(one: Standing) -> str:
    if one.latest is None:
        return ""
    return f"{one.year} · {Maturity(one.latest.maturity).label} · {kind_words(one.latest.kind)}"


def _moved(one: Standing) -> str:
    """Return how far it moved since the year before (so cùng kỳ); nothing where one of the two is missing."""
    if one.definition.rule == Rule.STATE or one.latest is None or one.before is None:
        return ""
    if one.latest.value is None or one.before.value is None:
        return ""
    return moved_words(one.latest.value - one.before.value, one.definition)
