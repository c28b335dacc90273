"""The second step of signing in: a stage of the library, with our own account of what was shown."""

from allauth.account.stages import LoginStage
from allauth.mfa.internal.constants import LoginStageKey
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from lienthong.access.assurance import factor_shown
from lienthong.access.factors.keeping import has_factor

MARK = "password"  # a keyed hash of the password that was right


class SecondStep(LoginStage):  # type: ignore[misc]  # the library is untyped here
    """Stops at an account with a second factor until one was shown; a passkey that signs in is one already."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "access:second_step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        account = self.login.user
        if factor_shown(self.request, account) or not has_factor(account):
            return None, True
        self.state[MARK] = account.get_session_auth_hash()
        return HttpResponseRedirect(reverse(self.urlname)), True

    @property
    def still_stands(self) -> bool:
        """Return whether the password that was right is still the one, and the account open."""
        account = self.login.user
        mark = str(self.state.get(MARK, ""))
        return bool(account.is_active) and constant_time_compare(mark, account.get_session_auth_hash())
