"""Forms of a draft: the plan itself, and one for each kind of step. They speak by codes and show names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.directory import choices
from lienthong.directory.forms.bases import AboutForm
from lienthong.directory.forms.parts import PartsField, rows_for
from lienthong.directory.forms.posts import MOST, WHOLE
from lienthong.directory.forms.units import WORK_GOES, WORK_STAYS
from lienthong.directory.models import ADMINISTRATIVE, AppointmentKind
from lienthong.directory.profiles import profiles
from lienthong.directory.reorganising.desk.choosing import Choosing
from lienthong.directory.selectors import FIELDS
from lienthong.kernel.ui.choosing import OneField, SeveralField
from lienthong.kernel.ui.forms import DayField, Form, LongText


class PlanForm(Form):
    """What a plan is called, from which day it is so, by which decision."""

    title = forms.CharField(
        label=_("Tên phương án"), max_length=300, help_text=_("Ví dụ: Sắp xếp các sở từ ngày 01/03/2025.")
    )
    on = DayField(
        label=_("Ngày có hiệu lực"),
        help_text=_(
            "Ngày đầu tiên của tổ chức bộ máy mới. Phương án được thực hiện vào ngày ấy hoặc sau đó."
        ),
    )
    basis = forms.CharField(
        label=_("Văn bản quyết định"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành. Ví dụ: Nghị quyết 12/NQ-HĐND ngày 20/02/2025."),
    )


class DropForm(Form):
    reason = LongText(label=_("Lý do bỏ phương án"), rows=3, max_length=500)


class PressForm(Form):
    """A press of a button: its key and what its reader has seen are all it says."""


class StepForm(AboutForm):
    """One step; `about` is the draft with its choices."""

    about: Choosing

    @property
    def content(self) -> dict[str, Any]:
        """Return what the step says; what was left empty is not said."""
        return {name: value for name, value in self.answers.items() if value not in ("", None, [])}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return a step as its form shows it when it is edited."""
        return dict(content)


class NameStep(StepForm):
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(label=_("Tên viết tắt"), required=False, max_length=100)
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), required=False, max_length=40, help_text=_("Ví dụ: STTTT, UBND.")
    )


class OpenStep(NameStep):
    kind = forms.ChoiceField(label=_("Loại cơ quan, đơn vị"))
    under = OneField(label=_("Trực thuộc"), required=False)
    place = OneField(label=_("Địa bàn"), required=False)
    code = forms.CharField(
        label=_("Mã nội bộ"),
        required=False,
        max_length=40,
        help_text=_("Ngắn, không dấu, không đổi về sau. Để trống thì hệ thống tự đặt."),
    )
    field_order = ("name", "kind", "under")

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("kind", choices.kinds(day), or_none=True)
        self.choose("under", self.about.units, or_none=True)
        self.choose("place", self.about.places(), or_none=True)

    @property
    def content(self) -> dict[str, Any]:
        said = super().content
        return said if "code" in said else said | {"code": self.about.new_unit_code(said.get("under", ""))}


class RenameStep(NameStep):
    unit = OneField(label=_("Cơ quan, đơn vị đổi tên"))
    field_order = ("unit",)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)


class MoveStep(StepForm):
    unit = OneField(label=_("Cơ quan, đơn vị chuyển"))
    under = OneField(label=_("Về trực thuộc"))
    tree = forms.ChoiceField(label=_("Theo"), initial=ADMINISTRATIVE)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)
        self.choose("under", self.about.units, or_none=True)
        trees = self.about.trees()
        if len(trees) > 1:
            self.choose("tree", trees)
        else:
            del self.fields["tree"]


class MandateStep(StepForm):
    mandate = OneField(label=_("Chức năng, nhiệm vụ"))
    to = OneField(label=_("Chuyển về"))
    work_stays = forms.BooleanField(label=WORK_STAYS, help_text=WORK_GOES, required=False)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("mandate", self.about.mandates(), or_none=True)
        self.choose("to", self.about.units, or_none=True)

    @property
    def content(self) -> dict[str, Any]:
        return {name: value for name, value in super().content.items() if value is not False}


class MergeStep(StepForm):
    units = SeveralField(label=_("Các cơ quan, đơn vị được sáp nhập"))
    into = OneField(
        label=_("Sáp nhập vào"),
        help_text=_("Cơ quan mới thì lập ở một bước trước; khi ấy có tên ở đầu danh sách này."),
    )

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("units", self.about.units)
        self.choose("into", self.about.units, or_none=True)


class SplitStep(StepForm):
    unit = OneField(label=_("Cơ quan, đơn vị chia tách"))
    parts = PartsField(
        label=_("Các cơ quan nhận và tỷ lệ"),
        read_key=str,
        help_text=_(
            "Mỗi dòng một cơ quan và phần của nó, ví dụ 0,4; tổng bằng 1. "
            "Chọn chính cơ quan này nếu nó giữ lại một phần."
        ),
    )
    by_place = forms.BooleanField(
        label=_("Công việc đang mở có địa bàn thì về cơ quan nhận của địa bàn ấy"),
        required=False,
        initial=True,
    )
    rest = OneField(
        label=_("Phần công việc còn lại về"),
        required=False,
        help_text=_(
            "Để trống: cơ quan này giữ nếu nó còn giữ một phần; nếu không thì về cơ quan đứng trên các cơ quan nhận, "
            "kèm việc phân bổ tiếp."
        ),
    )

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)
        self.choose("rest", self.about.units, or_none=True)
        self.fields["parts"].choose(self.about.units, asked)  # type: ignore[attr-defined]

    @property
    def content(self) -> dict[str, Any]:
        said = super().content
        return said | {"parts": {code: str(share) for code, share in said["parts"].items()}}

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        rows = [(code, str(share).replace(".", ",")) for code, share in content["parts"].items()]
        return {**content, "parts": rows + [("", "")] * (rows_for(len(rows)) - len(rows))}


class CloseStep(StepForm):
    unit = OneField(label=_("Cơ quan, đơn vị giải thể"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)


class CodeStep(StepForm):
    unit = OneField(label=_("Cơ quan, đơn vị"))
    scheme = forms.ChoiceField(label=_("Bộ mã"))
    code = forms.CharField(label=_("Mã định danh"), max_length=40)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)
        self.choose("scheme", self.about.schemes())


class GroupStep(StepForm):
    unit = OneField(label=_("Cơ quan, đơn vị"))
    group = forms.ChoiceField(label=_("Nhóm"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)
        self.choose("group", self.about.groups(), or_none=True)


class StandingStep(StepForm):
    body = OneField(label=_("Tổ chức phối hợp"))
    agency = OneField(label=_("Cơ quan thường trực"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("body", self.about.bodies(), or_none=True)
        self.choose("agency", self.about.units, or_none=True)


class PostStep(StepForm):
    unit = OneField(label=_("Cơ quan, đơn vị"))
    title = forms.CharField(label=_("Tên chức vụ"), max_length=200)
    profile = forms.ChoiceField(
        label=_("Loại chức vụ"), help_text=_("Quyền trên hệ thống đi theo loại chức vụ, không theo người.")
    )
    fields_of_work = forms.MultipleChoiceField(
        label=_("Lĩnh vực phụ trách"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rank = forms.IntegerField(
        label=_("Thứ tự trong đơn vị"), min_value=0, max_value=MOST, error_messages=WHOLE, initial=1,
        help_text=_("Người đứng đầu có số nhỏ nhất."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Mã chức vụ"), required=False, max_length=100, help_text=_("Để trống thì hệ thống tự đặt.")
    )

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        self.choose("unit", self.about.units, or_none=True)
        self.choose("profile", profiles.choices(), or_none=True)
        self.choose("fields_of_work", FIELDS.items())

    @property
    def content(self) -> dict[str, Any]:
        said = super().content
        fields = said.pop("fields_of_work", [])
        code = said.get("code") or self.about.new_post_code(said["unit"])
        return said | {"code": code} | ({"fields": fields} if fields else {})

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        return {**content, "fields_of_work": content.get("fields", [])}


class AppointStep(StepForm):
    """Whom and to which post was found on the pages before."""

    person = forms.CharField(widget=forms.HiddenInput, max_length=40)
    post = forms.CharField(widget=forms.HiddenInput, max_length=100)
    kind = forms.ChoiceField(
        label=_("Hình thức"), choices=AppointmentKind.choices, widget=forms.RadioSelect, initial="holder"
    )

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - as above
        for name in ("person", "post"):
            self.fields[name].initial = asked.get(name)
