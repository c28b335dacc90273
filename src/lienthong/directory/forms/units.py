"""Forms about a unit: what it is called, where it stands, what it is part of."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.directory import choices
from lienthong.directory.forms.bases import DatedForm
from lienthong.directory.forms.parts import PartsField
from lienthong.directory.selectors import FIELDS, names, unit_on
from lienthong.kernel.ui.choosing import OneField, SeveralField
from lienthong.kernel.ui.forms import LongText

WORK_STAYS = _("Nhiệm vụ đang mở ở lại cơ quan cũ")
WORK_GOES = _("Để trống: nhiệm vụ đang mở thuộc lĩnh vực của chức năng này chuyển theo.")


class NameForm(DatedForm):
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(label=_("Tên viết tắt"), required=False, max_length=100)
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), required=False, max_length=40, help_text=_("Ví dụ: STTTT, UBND.")
    )


class RenameForm(NameForm):
    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        version = unit_on(self.about, day)
        for name in ("name", "short_name", "symbol"):
            self.fields[name].initial = getattr(version, name, "")


class FoundForm(NameForm):
    """A new unit, under the one whose page it is; from the list of units, under none."""

    beside = {**DatedForm.beside, "under": "on"}
    kind = forms.ChoiceField(label=_("Loại cơ quan, đơn vị"))
    code = forms.CharField(
        label=_("Mã nội bộ"),
        required=False,
        max_length=40,
        help_text=_("Ngắn, không dấu, không đổi về sau. Để trống thì hệ thống tự đặt."),
    )
    field_order = ("name", "kind")

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("kind", choices.kinds(day), or_none=True)


class MoveForm(DatedForm):
    under = OneField(label=_("Trực thuộc"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("under", choices.units(day, but=self.about.pk), or_none=True)


class CodeForm(DatedForm):
    scheme = forms.ChoiceField(label=_("Bộ mã"))
    code = forms.CharField(label=_("Mã định danh"), max_length=40)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("scheme", choices.schemes())


class JoinForm(DatedForm):
    group = forms.ChoiceField(label=_("Nhóm"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("group", choices.groups_without(self.about.pk, day), or_none=True)


class LeaveForm(DatedForm):
    group = forms.ChoiceField(label=_("Nhóm"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("group", choices.groups_with(self.about.pk, day))


class FieldsOfMandate(DatedForm):
    fields_of_work = SeveralField(
        label=_("Lĩnh vực"),
        required=False,
        help_text=_("Khi chuyển chức năng này, nhiệm vụ đang mở thuộc các lĩnh vực đã ghi chuyển theo."),
    )

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("fields_of_work", FIELDS.items())

    @property
    def answers(self) -> dict[str, Any]:
        said = super().answers
        return said | {"fields": said.pop("fields_of_work")}


class MandateForm(FieldsOfMandate):
    title = LongText(label=_("Chức năng, nhiệm vụ"), rows=3, max_length=500)
    field_order = ("title",)


class NameFieldsForm(FieldsOfMandate):
    mandate = forms.ChoiceField(label=_("Chức năng, nhiệm vụ"))
    field_order = ("mandate",)

    def ask(self, day: date, asked: QueryDict) -> None:
        super().ask(day, asked)
        self.choose("mandate", choices.mandates(self.about.pk, day))


class PassMandateForm(DatedForm):
    mandate = forms.ChoiceField(label=_("Chức năng, nhiệm vụ"))
    to = OneField(label=_("Cơ quan, đơn vị nhận"))
    work_stays = forms.BooleanField(label=WORK_STAYS, help_text=WORK_GOES, required=False)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("mandate", choices.mandates(self.about.pk, day))
        self.choose("to", choices.units(day, but=self.about.pk), or_none=True)


class CloseForm(DatedForm):
    conflicts_at = ""


class MergeForm(DatedForm):
    beside = {**DatedForm.beside, "under": "into"}
    into = OneField(label=_("Sáp nhập vào"))

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self.choose("into", choices.units(day), or_none=True)


class SplitForm(DatedForm):
    conflicts_at = "parts"
    parts = PartsField(
        label=_("Các cơ quan nhận và tỷ lệ"),
        help_text=_(
            "Mỗi dòng một cơ quan và phần của nó, ví dụ 0,4; tổng bằng 1. "
            "Chọn chính cơ quan này nếu nó giữ lại một phần."
        ),
    )

    def ask(self, day: date, asked: QueryDict) -> None:
        own = names([self.about.pk], day).get(self.about.pk, self.about.code)
        others = choices.units(day, but=self.about.pk)
        known = [(str(self.about.pk), own), *others]
        self.fields["parts"].choose(known, asked)  # type: ignore[attr-defined]
