"""Defining indicators: what is measured, how, by whom; a new meaning is a new version beside the old one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid
from lienthong.measures.models import Adding, Definition, Rule
from lienthong.measures.policies import may_define
from lienthong.measures.rules.formulas import Formula, no_circle, read_formula
from lienthong.measures.selectors import latest_definitions
from lienthong.measures.words import FREQUENCIES

CODE = re.compile(r"[A-Z][A-Z0-9_]{0,19}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A definition as it is given; the columns of `Definition` say what each part is."""

    code: str
    words: str
    unit: str
    rule: str
    adds: str
    measured_by: str
    frequency: str
    numerator: str = ""
    words_en: str = ""
    unit_en: str = ""
    numerator_en: str = ""
    denominator: str = ""
    denominator_en: str = ""
    formula: str = ""
    formula_en: str = ""
    expression: str = ""
    measured_from: str = ""
    measured_from_en: str = ""
    open_question: str = ""
    open_question_en: str = ""


@action
def define(meaning: Meaning, *, by: Actor, at: datetime) -> Definition:
    """Define an indicator, or give one a new version. Raises `Invalid` with its field."""
    return define_in([meaning], by=by, at=at)[0]


def define_in(meanings: Sequence[Meaning], *, by: Actor, at: datetime) -> list[Definition]:
    """Write down what figures mean, inside an action of an area above; a code that is there gets a new version."""
    may_define(by).or_raise()
    latest = latest_definitions()
    known = {code: row.version for code, row in latest.items()}
    formulas = {code: read_formula(row.expression) for code, row in latest.items() if row.expression}
    for meaning in meanings:
        _check(meaning, {*known, *(other.code for other in meanings)}, formulas)
    made = []
    for meaning in meanings:
        row = Definition(id=new_key(), version=known.get(meaning.code, 0) + 1, **asdict(meaning))
        detail = {"code": row.code, "version": row.version}
        row.act_id = record("measures.define", subject=row, by=by, at=at, detail=detail).id
        made.append(row)
    return Definition.objects.bulk_create(made)


def _check(meaning: Meaning, known: set[str], formulas: Mapping[str, Formula]) -> None:
    """Refuse what cannot be a meaning, in words and beside its field."""
    if not CODE.fullmatch(meaning.code):
        raise Invalid(
            _("Mã gồm chữ cái in hoa không dấu, chữ số, gạch dưới; bắt đầu bằng chữ."), field="code"
        )
    if not meaning.words.strip():
        raise Invalid(_("Phải ghi tên chỉ tiêu."), field="words")
    if meaning.rule not in Rule.values or meaning.adds not in Adding.values:
        raise Invalid(_("Cách tính không có trong danh mục."), field="rule")
    if meaning.rule != Rule.FORMULA and not meaning.numerator.strip():
        raise Invalid(_("Phải ghi tử số là gì."), field="numerator")
    if meaning.frequency not in FREQUENCIES:
        raise Invalid(_("Không có kỳ số liệu này."), field="frequency")
    if not Unit.objects.filter(code=meaning.measured_by).exists():
        raise Invalid(_("Không có cơ quan này."), field="measured_by")
    _check_formula(meaning, known, formulas)


def _check_formula(meaning: Meaning, known: set[str], formulas: Mapping[str, Formula]) -> None:
    if (meaning.rule == Rule.FORMULA) != bool(meaning.expression.strip()):
        raise Invalid(_("Chỉ tiêu tính từ chỉ tiêu khác thì phải ghi công thức."), field="expression")
    if not meaning.expression.strip():
        return
    formula = read_formula(meaning.expression)
    no_circle(meaning.code, formula, formulas)
    if unknown := sorted(formula.codes - known):
        words = _("Công thức nêu chỉ tiêu chưa có: %(codes)s.") % {"codes": ", ".join(unknown)}
        raise Invalid(words, field="expression")
