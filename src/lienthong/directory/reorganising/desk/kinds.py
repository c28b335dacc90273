"""The kinds of steps as a page offers them: address, words, form."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from lienthong.directory.models import StepKind
from lienthong.directory.reorganising.desk import forms
from lienthong.kernel.refusals import Missing, type_of_reason


@dataclass(frozen=True, slots=True)
class Offer:
    """`slug` is its address; `lead` says what the step does besides what its words say."""

    slug: str
    kind: StepKind
    icon: str
    form: type[forms.StepForm]
    lead: type_of_reason = ""

    @property
    def words(self) -> str:
        return str(self.kind.label)


OFFERS: Final = (
    Offer("lap", StepKind.OPEN, "plus", forms.OpenStep,
          _("Cơ quan mới chọn được ở các bước sau của phương án này.")),
    Offer("sap-nhap", StepKind.MERGE, "arrow-right", forms.MergeStep,
          _("Đơn vị trực thuộc, chức năng, nhiệm vụ và công việc đang mở chuyển sang cơ quan nhận; "
            "chức vụ, ký hiệu, mã định danh của cơ quan được sáp nhập dừng.")),
    Offer("chia-tach", StepKind.SPLIT, "sort", forms.SplitStep,
          _("Nếu cơ quan này không giữ phần nào thì hãy chuyển đơn vị trực thuộc và chức năng, nhiệm vụ "
            "ở các bước trước.")),
    Offer("doi-ten", StepKind.RENAME, "edit", forms.RenameStep,
          _("Văn bản, báo cáo của những ngày trước giữ tên và ký hiệu của ngày ấy.")),
    Offer("chuyen", StepKind.MOVE, "tree", forms.MoveStep),
    Offer("giai-the", StepKind.CLOSE, "cross", forms.CloseStep,
          _("Không ai kế thừa. Hãy chuyển đơn vị trực thuộc, chức năng, nhiệm vụ ở các bước trước.")),
    Offer("chuc-nang", StepKind.MANDATE, "send", forms.MandateStep),
    Offer("chuc-vu", StepKind.POST, "bookmark", forms.PostStep,
          _("Chức vụ mới chọn được ở bước bổ nhiệm.")),
    Offer("bo-nhiem", StepKind.APPOINT, "user", forms.AppointStep),
    Offer("ma-dinh-danh", StepKind.CODE, "ledger", forms.CodeStep),
    Offer("nhom", StepKind.GROUP, "people", forms.GroupStep),
    Offer("thuong-truc", StepKind.STANDING, "people", forms.StandingStep),
)  # fmt: skip


def offer_at(slug: str) -> Offer:
    """Return the offer of an address. Raises `Missing` for one that was made up."""
    for offer in OFFERS:
        if offer.slug == slug:
            return offer
    raise Missing
