"""Words of the plan's data in the language of the reader: our tables hold both, titles of sections are translated."""

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.languages import either
from lienthong.plans.models import Plan, PlanItem

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

RECURRENCES = {"year": _("Hằng năm"), "half": _("Sáu tháng"), "quarter": _("Hằng quý")}


def title_of(plan: Plan) -> str:
    return either(plan.title, plan.title_en)


def wording_of(item: PlanItem) -> str:
    return either(item.wording, item.wording_en)


def output_of(item: PlanItem) -> str:
    return either(item.output, item.output_en)


def section_of(item: PlanItem) -> str:
    return f"{item.section}. {gettext(item.section_title)}"
