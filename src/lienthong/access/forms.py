"""Forms of this area; the sign-in form is with signing in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lienthong.access.keeping import Candidate
from lienthong.kernel.refusals import Invalid, Verdict
from lienthong.kernel.ui.forms import Form

SECRET = {"autocomplete": "new-password", "spellcheck": "false"}


class NewPasswordForm(Form):
    """A password of one's own, by a link."""

    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=SECRET),
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ với riêng anh/chị là tốt nhất."),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=SECRET),
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("Hai lần nhập không giống nhau."))
        return again


class PasswordForm(NewPasswordForm):
    old = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")


class PreferencesForm(Form):
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=settings.LANGUAGES)
    dense = forms.BooleanField(label=_("Hiển thị nhiều dòng hơn trong danh sách"), required=False)


class PostForm(Form):
    """Which of one's posts to act in from now on."""

    post = forms.UUIDField(widget=forms.HiddenInput)


BY_PRINT, BY_MAIL = "print", "mail"
WAYS = (
    (BY_PRINT, _("In phiếu mật khẩu ban đầu")),
    (BY_MAIL, _("Gửi liên kết đặt mật khẩu tới thư công vụ")),
)


class WayField(forms.ChoiceField):
    """How somebody gets their first way in: on paper, or by a link."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Trao cho người dùng"), choices=WAYS, initial=BY_PRINT, widget=forms.RadioSelect
        )


class OpenForm(Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm, gạch nối."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    way = WayField()

    def __init__(self, *args: Any, suggested: str = "", mail: Verdict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].initial = suggested
        if not mail:
            self.fields["way"].choices = WAYS[:1]  # type: ignore[attr-defined]  # of a ChoiceField
            self.fields["way"].help_text = str(mail.reason)


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the form for many: the tick and the name, or why not."""

    candidate: Candidate
    ticked: bool
    username: forms.BoundField


class OpenManyForm(Form):
    """People without an account, each with a tick and a suggested name that can be changed."""

    people = forms.MultipleChoiceField(
        label=_("Chọn người"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Hãy chọn ít nhất một người."),
            "invalid_choice": _("Danh sách đã thay đổi; hãy xem lại rồi chọn."),
        },
    )
    way = WayField()

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        if not any(one.mail for one in candidates):
            self.fields["way"].choices = WAYS[:1]  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["people"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            (str(one.person.pk), one.person.full_name) for one in candidates if one.verdict
        ]
        for one in candidates:
            self.fields[f"username-{one.person.pk}"] = forms.CharField(
                label=_("Tên đăng nhập của %(name)s") % {"name": one.person.full_name},
                max_length=64,
                required=False,
                initial=one.suggested,
                widget=forms.TextInput(
                    attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
                ),
            )

    @property
    def wanted(self) -> dict[UUID, str]:
        """Return the names by person, of those who were ticked."""
        return {UUID(key): self.cleaned_data[f"username-{key}"] for key in self.cleaned_data["people"]}

    def carries_out(self, act: Callable[[], object]) -> bool:
        return super().carries_out(lambda: self._beside(act))

    def _beside(self, act: Callable[[], object]) -> None:
        """Say beside the name of the only one what is said of one name."""
        try:
            act()
        except Invalid as refusal:
            (first, *_others) = self.cleaned_data["people"]
            field = f"username-{first}" if refusal.field == "username" else refusal.field
            raise Invalid(refusal.reason, field=field) from refusal

    def rows(self) -> list[Row]:
        ticked = {*map(str, self["people"].value() or ())}
        return [
            Row(one, str(one.person.pk) in ticked, self[f"username-{one.person.pk}"])
            for one in self.candidates
        ]


class LockForm(Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ hưu, chuyển công tác, nghi lộ mật khẩu.")
    )


CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "class": "short"}


class CodeForm(Form):
    """A code of the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
        help_text=_("6 số trên ứng dụng tạo mã của anh/chị; mất máy thì dùng một mã dự phòng 8 số."),
    )


class PasswordAgainForm(Form):
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AppForm(Form):
    """The first code of an app that has just taken the secret in; the secret comes back sealed."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Mã đang hiện trên ứng dụng"), max_length=20, widget=forms.TextInput(attrs=CODE)
    )


class PasskeyForm(Form):
    """A new passkey: its name here, and what the browser answered for the device."""

    name = forms.CharField(
        label=_("Tên để nhận ra"),
        max_length=60,
        help_text=_("Ví dụ: Điện thoại của tôi, Máy ở cơ quan."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = forms.CharField(widget=forms.HiddenInput, required=False)


class NameForm(Form):
    name = forms.CharField(label=_("Tên để nhận ra"), max_length=60)


class ClearForm(Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Ví dụ: mất điện thoại; đã gặp mặt và nhận ra người này."),
    )
