"""Forms of the pages that belong to no area."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.clock.days import SpecialDay
from lienthong.kernel.clock.models import CalendarNotice, NamedCalendar
from lienthong.kernel.ui.forms import DayField, Form, LongText
from lienthong.web.pages.day_lines import read_days, write_days
from lienthong.web.pages.reading import days_of


class NoticeForm(Form):
    """The notice of a year: by which document, which days. One line that cannot be read, and nothing is entered."""

    year = forms.IntegerField(
        label=_("Năm"), widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
    )
    title = forms.CharField(label=_("Tên thông báo"), max_length=200)
    document = forms.CharField(
        label=_("Văn bản làm căn cứ"),
        max_length=300,
        help_text=_("Số, ngày, nơi ban hành, ví dụ: Thông báo 01/TB-UBND ngày 05/01/2012 của UBND tỉnh."),
    )
    days = LongText(
        label=_("Các ngày"),
        rows=12,
        max_length=8000,
        help_text=_(
            "Mỗi ngày một dòng: 27/01/2012; nghỉ; Tết. Thay “nghỉ” bằng “làm bù”, “làm bù cho 27/01/2012”, "
            "“nửa ngày” (làm buổi sáng) hoặc “nửa ngày chiều” (làm buổi chiều)."
        ),
    )

    def __init__(
        self, *args: Any, calendar: NamedCalendar, replaces: CalendarNotice | None = None, **kwargs: Any
    ) -> None:
        initial = _of(replaces) if replaces else {}
        super().__init__(
            *args,
            draft=f"notice-{(replaces or calendar).pk}",
            initial=initial | kwargs.pop("initial", {}),
            **kwargs,
        )

    def clean_days(self) -> list[SpecialDay]:
        read = read_days(self.cleaned_data["days"])
        if read.errors:
            raise ValidationError(read.errors)
        return read.days


class ClockForm(Form):
    """Until when the clock of a simulated installation is moved."""

    to = DayField(label=_("Tới ngày"))
    hour = forms.TimeField(
        label=_("Lúc"),
        initial="08:00",
        input_formats=["%H:%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00", "class": "short"}),
        error_messages={"invalid": _("Giờ phải viết như 08:00.")},
    )


def _of(notice: CalendarNotice) -> dict[str, Any]:
    """Return what the notice says, to be put right; the document is the new one's own."""
    known: dict[UUID, list[SpecialDay]] = days_of([notice])
    return {"year": notice.year, "title": notice.title, "days": write_days(known[notice.pk])}
