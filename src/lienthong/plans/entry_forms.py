"""Forms by which figures are entered and put right: what is counted over what, never a percentage alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from lienthong.kernel.languages import either
from lienthong.kernel.ui.choosing import OneField
from lienthong.kernel.ui.files_field import FilesField
from lienthong.kernel.ui.forms import Form, LongText
from lienthong.measures.checking import Said
from lienthong.measures.models import Definition, Entry, Kind, Maturity
from lienthong.plans.amounts import AmountField, typed_amount

Choices = Sequence[tuple[str, Any]]


class PlaceForm(Form):
    """Which period, which unit: what a figure is of, or the reason why there is none."""

    period = forms.ChoiceField(label=gettext_lazy("Kỳ số liệu"))
    unit = OneField(label=gettext_lazy("Đơn vị"))

    def __init__(self, *args: Any, periods: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("period", periods), ("unit", units)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def unit_id(self) -> UUID:
        return UUID(self.answers["unit"])


class AbsenceForm(PlaceForm):
    """Why there is no figure."""

    reason = LongText(
        label=gettext_lazy("Lý do chưa có số liệu"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("Hiện ở chỗ thiếu số liệu cho đến khi có số."),
    )


class EntryForm(PlaceForm):
    numerator = AmountField(label=gettext_lazy("Tử số"), max_length=40)
    denominator = AmountField(
        label=gettext_lazy("Mẫu số"),
        max_length=40,
        error_messages={"required": gettext_lazy("Phải nhập cả mẫu số.")},
    )
    maturity = forms.ChoiceField(label=gettext_lazy("Tình trạng số liệu"), choices=Maturity.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại số liệu"), choices=Kind.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày của báo cáo, niên giám; trang."),
    )
    evidence = FilesField(label=gettext_lazy("Tài liệu minh chứng"), required=False)

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numerator"].help_text = either(definition.numerator, definition.numerator_en)
        self.fields["denominator"].help_text = either(definition.denominator, definition.denominator_en)
        if not definition.denominator:
            del self.fields["denominator"]

    @property
    def said(self) -> Said:
        answers = self.answers
        return Said(
            unit_id=self.unit_id,
            period=answers["period"],
            numerator=answers["numerator"],
            denominator=answers.get("denominator"),
            maturity=answers["maturity"],
            kind=answers["kind"],
            source=answers["source"],
        )


class CorrectionForm(EntryForm):
    """The same figure, put right; which it is does not change."""

    reason = LongText(label=gettext_lazy("Lý do đính chính"), rows=3, max_length=500)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, periods=(), units=(), **kwargs)
        for name in ("period", "unit", "maturity", "kind"):
            del self.fields[name]
        self.entry = entry
        for name in ("numerator", "denominator", "source"):
            if name in self.fields:
                self.fields[name].initial = typed_amount(getattr(entry, name))

    @property
    def said(self) -> Said:
        was, answers = self.entry, self.answers
        return Said(
            was.unit_id,
            was.period,
            answers["numerator"],
            answers.get("denominator"),
            was.maturity,
            answers["source"],
            kind=was.kind,
            regime=was.regime,
        )
