"""The doors: who asks, at which moment, and whether this page is for them. Every route has a policy."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from lienthong.access.actors import actor_of
from lienthong.access.capabilities import Capability
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.moments import now
from lienthong.kernel.refusals import NotAllowed, Verdict, allow, deny

P = ParamSpec("P")
Policy = Callable[[Actor | None], Verdict]
CHOSEN_POST = "post_id"
NOBODY = _("Hãy đăng nhập để xem trang này.")


class Request(HttpRequest):
    """A request at a door: `actor` asks, at the moment `at`."""

    actor: Actor
    at: datetime
    htmx: HtmxDetails


def anyone(_actor: Actor | None) -> Verdict:
    return allow()


def signed_in(actor: Actor | None) -> Verdict:
    return allow() if actor is not None else deny(NOBODY)


def needs(capability: Capability | str) -> Policy:
    """Return the policy of pages for officials whose post has the capability."""

    def policy(actor: Actor | None) -> Verdict:
        if actor is None:
            return deny(NOBODY)
        if actor.kind != ActorKind.OFFICIAL:
            return deny(_("Trang này dành cho cán bộ, công chức đang giữ chức vụ."))
        if not actor.can(capability):
            words = Capability(capability).label
            return deny(_("Anh/chị chưa được giao quyền này: %(power)s.") % {"power": words})
        return allow()

    policy.__name__ = f"needs_{capability}"
    return policy


def page(
    policy: Policy, *, methods: tuple[str, ...] = ("GET",)
) -> Callable[[Callable[Concatenate[Any, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Put a view behind its policy: other methods 405, nobody is sent to sign in, who may not is told why."""

    def behind(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def door(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in {*methods, "HEAD", "OPTIONS"}:
                return HttpResponseNotAllowed(methods)
            verdict = policy(asker(request))
            if verdict:
                return view(request, *args, **kwargs)
            if asker(request) is None:
                return _to_sign_in(request)
            raise NotAllowed(verdict.reason)

        door.policy = policy  # type: ignore[attr-defined]
        return door

    return behind


def guard(capability: str | None, view: Callable[..., HttpResponseBase], **options: Any) -> Callable[..., Any]:
    """Put a view of a storey below behind a door; without a capability any signed-in account may."""
    return page(needs(capability) if capability else signed_in, **options)(view)


def asker(request: HttpRequest) -> Actor | None:
    """Return who asks, or None for somebody not signed in."""
    return request.actor if request.user.is_authenticated else None  # type: ignore[attr-defined]


class ActorMiddleware:
    """Give each request its moment and, when first asked, its actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.at = now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        raise NotAllowed(NOBODY)
    return actor_of(request.user, at=request.at, post_id=request.session.get(CHOSEN_POST))  # type: ignore[attr-defined, arg-type]


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?next={quote(request.get_full_path())}")
