"""Signing in through the library (allauth), with our throttle, our words and our record."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView, LogoutView
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienthong.access import passwords, sessions, throttle
from lienthong.access.actors import actor_of
from lienthong.access.assurance import factor_shown, show_itself
from lienthong.access.attending import begin
from lienthong.access.browsers import Browser, is_known, source_of
from lienthong.access.elsewhere.coming import came_by
from lienthong.access.elsewhere.configuration import the_provider
from lienthong.access.models import Account
from lienthong.access.models.account import fold
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.ui.forms import UiRenderer

WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng.")
WAIT = _(
    "Sai nhiều lần liên tiếp. Thử lại sau %(minutes)d phút, hoặc nhờ quản trị của cơ quan cấp lại mật khẩu."
)
SLOWED = _(
    "Nhiều nơi đang thử sai mật khẩu của tài khoản này nên ở trình duyệt lạ phải chờ. Hãy dùng trình duyệt đã từng "
    "đăng nhập hoặc passkey, thử lại sau %(minutes)d phút, hoặc nhờ quản trị của cơ quan gửi liên kết đặt mật khẩu."
)
CLOSED = _("Tài khoản này đã khóa. Hãy liên hệ quản trị của cơ quan.")
OVER = _("Mật khẩu ban đầu này đã hết hạn vì để lâu chưa dùng; hãy nhờ quản trị của cơ quan cấp lại.")
TOO_MANY_REQUESTS = 429


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped here
    """Our choices where the library leaves them to the installation."""

    error_messages = {**DefaultAccountAdapter.error_messages, "username_password_mismatch": WRONG}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Accounts are opened by the agency's administrator, never by signing up."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002 - as above
        return str(super().clean_username(fold(username), shallow=shallow))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at; stands in for the library's own counting."""
        username, at = _typed(credentials), request.at  # type: ignore[attr-defined]
        source = source_of(request, self.get_client_ip(request), username)
        own = throttle.limits(source=source, username=username)
        strange = () if is_known(request, username) else (throttle.passwords_from_anywhere(username),)
        self.counted = (*own, *strange)
        self.wait = throttle.reserve(self.counted, at=at)
        if self.wait is None:
            left = throttle.left_to_wait(self.counted, at=at)
            words = WAIT if throttle.left_to_wait(own, at=at) else SLOWED
            raise ValidationError(words, code="wait", params={"minutes": _minutes(left)})

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None:
            throttle.release(self.counted)
            self._refuse_over(request, account)
        return account

    def _refuse_over(self, request: HttpRequest, account: Account) -> None:
        at = request.at  # type: ignore[attr-defined]
        if passwords.is_over(account, at=at):
            passwords.note_over(account, address=self.get_client_ip(request), by=SYSTEM, at=at)
            raise ValidationError(OVER, code="over")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = Account.objects.filter(username=fold(_typed(credentials))).first()
        address = self.get_client_ip(request)
        at = request.at  # type: ignore[attr-defined]
        sessions.fail_to_sign_in(account, address=address, wait=self.wait or timedelta(0), by=SYSTEM, at=at)

    def login(self, request: HttpRequest, user: Account) -> None:
        at, factor = request.at, factor_shown(request, user)  # type: ignore[attr-defined]
        by, address = actor_of(user, at=at), self.get_client_ip(request)
        how = came_by(request, user)
        sessions.sign_in(user, address=address, factor=factor, how=how, by=by, at=at)
        self.browser = Browser.of(request)
        begin(request, self.browser)
        show_itself(request, user)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Account, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        self.browser.remember(user.username, response)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Account):
            sessions.sign_out(request.user, by=request.actor, at=request.at)  # type: ignore[attr-defined]
        super().logout(request)

    def get_login_stages(self) -> list[str]:
        """Ask for a second factor where there is one; e-mail and telephone prove nothing here."""
        return ["lienthong.access.second_step.SecondStep"]

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:  # noqa: ARG002 - as above
        messages.error(request, CLOSED)
        return HttpResponseRedirect(reverse("account_login"))

    def add_message(self, *_how: Any, **_more: Any) -> None:
        """Say nothing about signing in and out: the page shows it."""


class SignInForm(LoginForm):  # type: ignore[misc]
    default_renderer = UiRenderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, meant in (
            ("login", _("Tên đăng nhập"), "username"),
            ("password", _("Mật khẩu"), "current-password"),
        ):
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs = {"autocomplete": meant, "autocapitalize": "none", "spellcheck": "false"}

    @property
    def must_wait(self) -> bool:
        return bool(self.has_error("__all__", code="wait"))


class SignIn(LoginView):  # type: ignore[misc]
    form_class = SignInForm
    template_name = "access/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "provider": the_provider()}

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = TOO_MANY_REQUESTS if form.must_wait else 422
        return response


class SignOut(LogoutView):  # type: ignore[misc]
    template_name = "access/sign_out.html"


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or "")


def _minutes(wait: timedelta) -> int:
    return max(1, -(-wait // timedelta(minutes=1)))
