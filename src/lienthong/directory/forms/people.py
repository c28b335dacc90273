"""Forms about a person: a name, how they are reached."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.directory.forms.bases import AboutForm
from lienthong.directory.models import Person


class PersonForm(AboutForm):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    email = forms.EmailField(
        label=_("Thư công vụ"),
        required=False,
        max_length=200,
        error_messages={"invalid": _("Địa chỉ thư phải viết như ten@tinh.gov.vn.")},
    )
    phone = forms.CharField(label=_("Điện thoại công vụ"), required=False, max_length=40)


class RegisterForm(PersonForm):
    code = forms.CharField(
        label=_("Mã cán bộ"), required=False, max_length=40, help_text=_("Để trống thì hệ thống tự đặt.")
    )


class CorrectForm(PersonForm):
    beside = {"changes": "full_name"}
    reason = forms.CharField(label=_("Lý do đính chính"), max_length=300)

    def ask(self, day: date, asked: QueryDict) -> None:  # noqa: ARG002 - the same for every question
        for name in ("full_name", "email", "phone"):
            self.fields[name].initial = getattr(self.about, name)

    @property
    def changes(self) -> dict[str, str]:
        """Return what is not as it was."""
        person: Person = self.about
        written = {name: value for name, value in self.answers.items() if name != "reason"}
        return {name: value for name, value in written.items() if getattr(person, name) != value}
