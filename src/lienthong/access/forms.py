"""Forms of this area; the sign-in form is with signing in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.ui.forms import Form

SECRET = {"autocomplete": "new-password", "spellcheck": "false"}


class PasswordForm(Form):
    old = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
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


class PreferencesForm(Form):
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=settings.LANGUAGES)
    dense = forms.BooleanField(label=_("Hiển thị nhiều dòng hơn trong danh sách"), required=False)


class PostForm(Form):
    """Which of one's posts to act in from now on."""

    post = forms.UUIDField(widget=forms.HiddenInput)


class OpenForm(Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm, gạch nối."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, suggested: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].initial = suggested


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
