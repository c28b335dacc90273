"""Forms about a post: what it is, who holds it, who leaves it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.directory import choices
from lienthong.directory.forms.bases import DatedForm
from lienthong.directory.models import AppointmentKind, OfficialStatus, Person, PostVersion
from lienthong.directory.profiles import profiles
from lienthong.directory.selectors import FIELDS, posts_of
from lienthong.kernel.ui.forms import DayField

MOST = 999
WHOLE = dict.fromkeys(("invalid", "min_value", "max_value"), _("Thứ tự là số nguyên từ 0 đến 999."))


class PostForm(DatedForm):
    """A post of the unit whose page it is."""

    title = forms.CharField(label=_("Tên chức vụ"), max_length=200)
    profile = forms.ChoiceField(
        label=_("Loại chức vụ"), help_text=_("Quyền trên hệ thống đi theo loại chức vụ, không theo người.")
    )
    fields_of_work = forms.MultipleChoiceField(
        label=_("Lĩnh vực phụ trách"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rank = forms.IntegerField(
        label=_("Thứ tự trong đơn vị"), min_value=0, max_value=MOST, error_messages=WHOLE, initial=0,
        help_text=_("Người đứng đầu có số nhỏ nhất."),
    )  # fmt: skip

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self._choices()
        last = posts_of([self.about.pk], day).last()
        self.fields["rank"].initial = last.rank + 1 if last else 1

    def _choices(self) -> None:
        self.choose("profile", profiles.choices(), or_none=True)
        self.choose("fields_of_work", FIELDS.items())
        if not self.fields["fields_of_work"].choices:  # type: ignore[attr-defined]
            del self.fields["fields_of_work"]

    @property
    def shape(self) -> dict[str, Any]:
        """Return what the post is to be, in the words of the actions."""
        named = {"fields_of_work": "fields"}
        asked = ("title", "profile", "fields_of_work", "rank")
        return {named.get(name, name): self.answers[name] for name in asked if name in self.answers}


class ChangePostForm(PostForm):
    beside = {**DatedForm.beside, "changes": "title"}

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        self._choices()
        version = PostVersion.objects.on(day).filter(post=self.about).first() or self.about
        for name, kept in (
            ("title", "title"),
            ("profile", "profile"),
            ("fields_of_work", "fields"),
            ("rank", "rank"),
        ):
            if name in self.fields:
                self.fields[name].initial = getattr(version, kept)


class AppointForm(DatedForm):
    last = ("on", "until", "basis")
    person = forms.ModelChoiceField(Person.objects.all(), widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Hình thức"), choices=AppointmentKind.choices, widget=forms.RadioSelect, initial="holder"
    )
    official = forms.ChoiceField(label=_("Thuộc diện"), choices=OfficialStatus.choices, required=False)
    until = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Chỉ khi bổ nhiệm, phân công có thời hạn."),
    )

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every day
        self.fields["person"].initial = asked.get("person")

    @property
    def term_ends(self) -> date | None:
        """Return the first day on which the post is no longer held."""
        last = self.answers["until"]
        return last + timedelta(days=1) if last else None


class LeavePostForm(DatedForm):
    appointment = forms.ChoiceField(label=_("Người thôi giữ"), widget=forms.RadioSelect)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        held = choices.holders_of(self.about.pk, day)
        self.choose("appointment", held)
        self.fields["appointment"].initial = held[0][0] if held else None
        self.fields["on"].help_text = _("Ngày đầu tiên không còn giữ chức vụ.")
