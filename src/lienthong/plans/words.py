"""Words of the plan's data in the language of the reader: our tables hold both, titles of sections are translated."""

from fractions import Fraction

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.languages import either
from lienthong.kernel.ui.components import Chip, Tone
from lienthong.measures.models import Definition
from lienthong.measures.words import amount_words
from lienthong.plans.models import Plan, PlanItem, Target
from lienthong.plans.rules import Light

NUMBER_UNKNOWN = gettext_noop("chưa rõ")  # so our copy of the plan says
SECTIONS = (
    gettext_noop("Nâng cao nhận thức"),
    gettext_noop("Hạ tầng bưu chính, viễn thông, CNTT"),
    gettext_noop("Nguồn nhân lực"),
    gettext_noop("Ứng dụng CNTT"),
    gettext_noop("Quản lý nhà nước"),
    gettext_noop("Việc của Sở Thông tin và Truyền thông"),
    gettext_noop("Việc của Sở Tài chính, Sở Kế hoạch và Đầu tư"),
    gettext_noop("Việc của Sở Nội vụ"),
    gettext_noop("Việc của Sở Giáo dục và Đào tạo"),
    gettext_noop("Việc của cơ quan thuộc UBND tỉnh và UBND cấp huyện"),
)


LIGHTS = {
    Light.EXCEEDED: Chip(_("Đạt và vượt"), Tone.GOOD, "done"),
    Light.MET: Chip(_("Đạt"), Tone.GOOD),
    Light.ON_TRACK: Chip(_("Có khả năng đạt"), Tone.INFO, "clock"),
    Light.AT_RISK: Chip(_("Khó đạt"), Tone.WARN, "alert"),
    Light.MISSED: Chip(_("Không đạt"), Tone.BAD, "cross"),
    Light.NO_DATA: Chip(_("Chưa có số liệu"), Tone.PLAIN, "minus"),
}
OPERATORS = {
    ">=": _("từ %(amount)s trở lên"),
    ">": _("trên %(amount)s"),
    "<=": _("không quá %(amount)s"),
    "<": _("dưới %(amount)s"),
    "=": "%(amount)s",
}


def aim_words(target: Target, definition: Definition) -> str:
    """Return "từ 80% trở lên, đến năm 2015"."""
    threshold = Fraction(target.threshold)
    amount = {"amount": amount_words(threshold, definition, [threshold])}
    level = str(OPERATORS[target.operator]) % amount
    when = _("đến năm %(year)s") % {"year": target.by_year} if target.by_year else _("hằng năm")
    return f"{level}, {when}"


def title_of(plan: Plan) -> str:
    return either(plan.title, plan.title_en)


def wording_of(item: PlanItem) -> str:
    return either(item.wording, item.wording_en)


def output_of(item: PlanItem) -> str:
    return either(item.output, item.output_en)


def section_of(item: PlanItem) -> str:
    return f"{item.section}. {gettext(item.section_title)}"
