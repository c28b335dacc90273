"""What a definition says, in words: what is counted over what, how it adds up, who measures it and how often."""

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.directory.models import Unit
from lienthong.directory.selectors import names
from lienthong.kernel.languages import either
from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Lines, Link
from lienthong.measures.models import Adding, Definition, Rule
from lienthong.measures.words import FREQUENCIES

Fact = tuple[type_of_reason, object]


def agencies_of(codes: Collection[str], day: date) -> dict[str, Link]:
    """Return the agencies of these codes as they are called on the day, each with its page; two queries."""
    units = dict(Unit.objects.filter(code__in=set(codes)).values_list("code", "pk"))
    called = names(list(units.values()), day)
    return {
        code: Link(called.get(unit, code), reverse("directory:unit", args=[unit]))
        for code, unit in units.items()
    }


def meaning_of(definition: Definition, agencies: Mapping[str, Link]) -> list[Fact]:
    """Return the facts of one version; what was left empty is left out."""
    formula = either(definition.formula, definition.formula_en)
    facts: list[Fact] = [
        (_("Đơn vị tính"), either(definition.unit, definition.unit_en)),
        (_("Cách tính"), Lines(Rule(definition.rule).label, formula)),
        (_("Tử số"), either(definition.numerator, definition.numerator_en)),
        (_("Mẫu số"), either(definition.denominator, definition.denominator_en)),
        (_("Công thức của chỉ tiêu khác"), definition.expression),
        (_("Cách cộng"), Adding(definition.adds).label),
        (_("Cơ quan đo"), agencies.get(definition.measured_by, definition.measured_by)),
        (_("Nguồn số liệu"), either(definition.measured_from, definition.measured_from_en)),
        (_("Kỳ số liệu"), FREQUENCIES[definition.frequency]),
    ]
    return [(label, value) for label, value in facts if value]
