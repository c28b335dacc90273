"""Forms of instructions: typed by the leader, entered for a leader, not one's own words; and of handing work on."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.access.doors import Request
from lienthong.casework.instructing import Words
from lienthong.casework.models import Medium
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.kernel.ui.choosing import Named, OneField
from lienthong.kernel.ui.files_field import FilesField, FilesInput
from lienthong.kernel.ui.forms import DayField, Form, LongText, only_for

TICKED, ALL = "ticked", "all"
FROM_ELSEWHERE = [(medium.value, medium.label) for medium in (Medium.HANDWRITTEN, Medium.TELEPHONE)]


class InstructForm(Form):
    text = LongText(label=_("Ý kiến chỉ đạo"), rows=4)


class InstructForForm(Form):
    """Two ways to bring the picture: a phone's camera takes one at once, a scanner's file is chosen."""

    only_for = {
        "photo": only_for("medium", Medium.HANDWRITTEN),
        "scan": only_for("medium", Medium.HANDWRITTEN),
    }
    conditional = frozenset({"photo", "scan"})

    leader = OneField(label=_("Ý kiến của"))
    medium = forms.ChoiceField(
        label=_("Lãnh đạo cho ý kiến"),
        choices=FROM_ELSEWHERE,
        initial=Medium.HANDWRITTEN,
        widget=forms.RadioSelect,
    )
    photo = FilesField(
        label=_("Chụp ảnh bút phê"),
        required=False,
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("Chụp cả trang, đủ sáng, đọc được chữ và chữ ký."),
    )
    scan = FilesField(
        label=_("Hoặc chọn bản quét, ảnh đã có"),
        required=False,
        widget=FilesInput(attrs={"accept": "image/*,application/pdf"}),
        help_text=_("Ảnh (JPG, PNG, TIFF) hoặc PDF."),
    )
    text = LongText(
        label=_("Ý kiến chỉ đạo"), rows=4, help_text=_("Chép đúng lời của lãnh đạo, không thêm bớt.")
    )
    given_on = DayField(label=_("Ngày cho ý kiến"))
    given_time = forms.TimeField(
        label=_("Giờ cho ý kiến"),
        required=False,
        help_text=_("Ví dụ: 14:30. Để trống nếu vừa mới cho ý kiến."),
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "short", "placeholder": "gg:pp", "autocomplete": "off"}
        ),
        error_messages={"invalid": _("Giờ phải viết như 14:30.")},
    )
    late_reason = forms.CharField(
        label=_("Lý do nhập muộn"),
        required=False,
        max_length=300,
        help_text=_("Chỉ ghi khi ý kiến cho từ trước hơn một giờ."),
    )

    def __init__(self, *args: Any, leaders: list[Actor], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        choices = [(str(one.post_id), f"{one.name}, {one.post}, {one.unit}") for one in leaders]
        self.fields["leader"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["leader"].initial = choices[0][0]
            self.fields["leader"].widget = forms.HiddenInput()
        self.fields["given_on"].initial = local_day(at)

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        day = values.get("given_on")
        if (
            day
            and day < local_day(self.at)
            and not (values.get("given_time") or self.errors.get("given_time"))
        ):
            self.add_error(
                "given_time", _("Ý kiến cho từ ngày trước thì ghi cả giờ; không rõ thì ghi giờ ước chừng.")
            )
        return values

    @property
    def only_leader(self) -> str:
        """Return the one leader for whom it is entered; who assists several is asked."""
        choices = self.fields["leader"].choices  # type: ignore[attr-defined]
        return str(choices[0][1]) if len(choices) == 1 else ""

    @property
    def leader_post(self) -> UUID:
        return UUID(self.cleaned_data["leader"])

    @property
    def words(self) -> Words:
        """Return what was entered, as the action takes it."""
        answers = self.answers
        return Words(
            text=answers["text"],
            medium=Medium(answers["medium"]),
            given_at=self._given_at(answers["given_on"]),
            late_reason=answers["late_reason"],
            photos=[*answers["photo"], *answers["scan"]],
        )

    def _given_at(self, day: date) -> datetime | None:
        """Without an hour it was just now; a day to come is refused by the action."""
        hour = self.cleaned_data.get("given_time")
        if hour is None:
            return None if day == local_day(self.at) else datetime.combine(day, datetime.min.time(), HANOI)
        return datetime.combine(day, hour, HANOI)


class KeysField(forms.MultipleChoiceField):
    """The ticked rows of a list: keys; whether they may be chosen is asked by the act."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value: str) -> bool:
        try:
            UUID(value)
        except ValueError:
            return False
        return True


class HandOnForm(Form):
    """Which work goes to which heir. `seen`: how many there are, where all that the filters leave are meant."""

    cases = KeysField(label=_("Công việc"), required=False)
    to = OneField(label=_("Chuyển cho"))
    which = forms.ChoiceField(
        label=_("Công việc nào"),
        choices=[
            (TICKED, _("Các công việc đã đánh dấu ở trên")),
            (ALL, _("Tất cả công việc khớp với điều kiện lọc, kể cả ở các trang sau")),
        ],
        initial=TICKED,
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, request: Request, heirs: list[tuple[UUID, str, str]]) -> Self:
        """Return the form as sent, or empty. It is not sent again from the page of a refusal: its rows are gone."""
        form = cls(request.POST) if request.method == "POST" else cls()
        form.choose_among(heirs)
        return form

    def choose_among(self, heirs: list[tuple[UUID, str, str]]) -> None:
        choices = [(str(key), Named(words, share)) for key, words, share in heirs]
        empty = [("", _("Chọn cơ quan"))] if len(choices) > 1 else []
        self.fields["to"].choices = [*empty, *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if values.get("which") == TICKED and not values.get("cases") and "cases" not in self.errors:
            self.add_error("which", _("Hãy đánh dấu ít nhất một công việc."))
        return values

    @property
    def takes_all(self) -> bool:
        return bool(self.cleaned_data["which"] == ALL)

    @property
    def ticked(self) -> list[UUID]:
        return [UUID(key) for key in dict.fromkeys(self.cleaned_data["cases"])]

    @property
    def heir(self) -> UUID:
        return UUID(self.cleaned_data["to"])

    def called(self, heir: UUID) -> str:
        words = dict(self.fields["to"].choices)  # type: ignore[attr-defined]
        return str(words.get(str(heir), ""))


class DisownForm(Form):
    reason = LongText(
        label=_("Lý do"), rows=3, help_text=_("Điều đã nhập vẫn còn đó, được đánh dấu và kèm lý do này.")
    )
