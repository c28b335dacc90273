"""The doors: who asks, at which moment, and whether this page is for them. Every route has a policy."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from lienthong.access.actors import actor_of
from lienthong.access.assurance import Shown, assured
from lienthong.access.attending import attend
from lienthong.access.models import Account
from lienthong.access.policies import (
    NOBODY,
    Policy,
    SignedOut,
    anyone,
    in_office,
    needs,
    needs_one,
    signed_in,
)
from lienthong.access.stepping import back_to, send_to, step_up
from lienthong.directory.revision import steady
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.moments import now
from lienthong.kernel.refusals import NotAllowed, StepUp

__all__ = [
    "ActorMiddleware",
    "Request",
    "anyone",
    "asker",
    "guard",
    "in_office",
    "needs",
    "page",
    "signed_in",
]

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]
CHOSEN_POST = "post_id"
PASSWORD_PAGE = "access:password"  # noqa: S105 - the name of a page


class Request(HttpRequest):
    """A request at a door: `actor` asks, at the moment `at`. Asked without anybody there, `actor` refuses."""

    user: Account
    actor: Actor
    at: datetime
    htmx: HtmxDetails


def page(
    policy: Policy, *, methods: tuple[str, ...] = ("GET",), before_new_password: bool = False
) -> Callable[[Callable[Concatenate[Any, P], HttpResponseBase]], View]:
    """Put a view behind its policy: 405 for other methods, sign-in for nobody, the reason for who may not.

    Where only a second factor is missing, one is asked for it and comes back.
    `before_new_password` opens the few pages that an account with a first password may see.
    """
    allowed = {*methods, "HEAD"} if "GET" in methods else {*methods}

    def behind(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> View:
        @functools.wraps(view)
        def door(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            by = asker(request)
            verdict = policy(by)
            if not verdict and by is None:
                return to_sign_in(request)
            if by is not None and request.user.must_change_password and not before_new_password:
                return send_to(request, reverse(PASSWORD_PAGE))
            try:
                verdict.or_raise()
                answer = view(request, *args, **kwargs)
            except StepUp as refusal:
                answer = step_up(request, refusal)
            return _private(answer, private=by is not None)

        door.policy = policy  # type: ignore[attr-defined]
        return door

    return behind


def guard(capability: str | tuple[str, ...] | None, view: View, **options: Any) -> View:
    """Put a view of a storey below behind a door: for a capability, any of several, or whoever is signed in."""
    if isinstance(capability, tuple):
        return page(needs_one(*capability), **options)(view)
    return page(needs(capability) if capability else signed_in, **options)(view)


def asker(request: HttpRequest) -> Actor | None:
    """Return who asks, or None for somebody not signed in; from here on without the lazy one in between."""
    if not request.user.is_authenticated:
        return None
    by = request.actor  # type: ignore[attr-defined]
    return _actor(request) if isinstance(by, SimpleLazyObject) else by


def to_sign_in(request: Request) -> HttpResponse:
    """Send nobody to sign in, and back to where they were; a program gets the refusal itself."""
    if not request.accepts("text/html"):
        raise SignedOut(NOBODY)
    return send_to(request, f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back_to(request)})}")


class ActorMiddleware:
    """Give each request its moment and, when first asked, its actor; speak the language of the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.at = now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            attend(request, at=request.at)  # type: ignore[attr-defined]
        _speak(request)
        with steady():
            return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not isinstance(request.user, Account):
        raise NotAllowed(NOBODY)
    by = actor_of(request.user, at=request.at, post_id=request.session.get(CHOSEN_POST))  # type: ignore[attr-defined]
    by = assured(by, Shown.of(request), at=request.at)  # type: ignore[attr-defined]
    request.actor = by  # type: ignore[attr-defined]
    return by


def _speak(request: HttpRequest) -> None:
    """Use the account's language, unless this browser has chosen one."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.COOKIES.get(
        settings.LANGUAGE_COOKIE_NAME
    ):
        return
    if isinstance(request.user, Account) and request.user.is_authenticated:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()


def _private(response: HttpResponseBase, *, private: bool) -> HttpResponseBase:
    """Keep pages of somebody signed in out of every cache: offices share computers."""
    if private and not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response
