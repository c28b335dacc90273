"""Who asks through the API: the same session, actor and reasons; a change carries the CSRF token."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from lienthong.access.doors import asker
from lienthong.access.policies import CHANGE_PASSWORD_FIRST, FORGED, NOBODY, SignedOut, in_office
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import NotAllowed


class Official(APIKeyCookie):
    """Lets an official in by the session cookie; all others hear why not."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor:
        return self.authenticate(request, request.COOKIES.get(self.param_name))

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor:  # noqa: ARG002 - read by the session
        by = asker(request)
        if by is None:
            raise SignedOut(NOBODY)
        if check_csrf(request):
            raise NotAllowed(FORGED)
        in_office(by).or_raise()
        if request.user.must_change_password:  # type: ignore[union-attr]
            raise NotAllowed(CHANGE_PASSWORD_FIRST)
        return by


official = Official()
