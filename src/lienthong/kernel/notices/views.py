"""The page "Thông báo". Doors are above: the actor is known when a view is reached."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.notices import reading
from lienthong.kernel.notices.titles import titles
from lienthong.kernel.refusals import Missing, NotAllowed


class Asking(HttpRequest):
    """A request that passed a door."""

    actor: Actor
    at: datetime


def notices(request: Asking) -> HttpResponse:
    """Show the account's notices, newest first; `truoc` is the last one of the page before."""
    only_unread = request.GET.get("chi") == "chua-doc"
    page = reading.page(_account(request), before=_key(request.GET.get("truoc", "")), only_unread=only_unread)
    waiting = reading.unread(_account(request))
    return render(
        request, "notices/notices.html", {"page": page, "only_unread": only_unread, "waiting": waiting}
    )


def open_notice(request: Asking, notice_id: UUID) -> HttpResponse:
    """Lead to the thing, and remember that this was read."""
    notice = reading.notice_of(_account(request), notice_id)
    reading.mark_read(_account(request), at=request.at, notice_id=notice_id)
    return redirect(titles.of([notice])[notice.id].url or "notices:list")


def read_all(request: Asking) -> HttpResponse:
    reading.mark_read(_account(request), at=request.at)
    return redirect("notices:list")


def _account(request: Asking) -> UUID:
    if request.actor.account_id is None:
        raise NotAllowed(_("Cần đăng nhập để xem thông báo."))
    return request.actor.account_id


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Missing from None
