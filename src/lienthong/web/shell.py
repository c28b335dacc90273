"""What every page shows around its content: who asks, the menu, the installation, the head of the ledger."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lienthong.access.doors import asker, in_office
from lienthong.directory.selectors import called_after
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Checkpoint, Installation
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.ui.menu import menu

FOR_LONG = 60  # seconds: the installation's row is written once
FOR_A_MOMENT = 3  # the ledger's head grows about once a second


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `shell`; each part is read only if the page shows it."""
    if not hasattr(request, "at"):
        return {"shell": {}}
    actor = asker(request) if hasattr(request, "user") else None
    return {
        "shell": {
            "actor": actor,
            "dense": getattr(request.user, "dense", False) if actor else False,
            "menu": _menu(actor, request.path) if actor else [],
            "installation": SimpleLazyObject(_installation),
            "place": SimpleLazyObject(lambda: _place(request.at)),
            "ledger_size": cache(_ledger_size),  # templates call it; a lazy number has no format
            "ledger_url": address("ledger"),
            "login_url": address("account_login"),
            "logout_url": address("account_logout"),
            "drafts_url": address("ui:draft"),
            "search_url": address("tasks:list") if in_office(actor) else "",
            "query": request.GET.get("q", ""),
            "account_links": _account_links(actor) if actor else [],
        }
    }


def address(name: str) -> str:
    """Return the address of a page, or "" in an installation without it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _menu(actor: Actor, path: str) -> list[dict[str, Any]]:
    groups = [(label, _reachable(entries)) for label, entries in menu.of(actor)]
    here = max(
        (url for _label, entries in groups for _entry, url in entries if path.startswith(url)),
        key=len,
        default="",
    )
    return [
        {
            "label": label,
            "entries": [
                {"label": entry.label, "icon": entry.icon, "url": url, "current": url == here}
                for entry, url in entries
            ],
        }
        for label, entries in groups
        if entries
    ]


def _reachable(entries: Iterable[Any]) -> list[tuple[Any, str]]:
    found = [(entry, address(entry.url_name)) for entry in entries]
    return [(entry, url) for entry, url in found if url]


def _account_links(actor: Actor) -> list[dict[str, str]]:
    official = bool(in_office(actor))
    mine = _("Tài khoản, chức vụ của tôi") if official else _("Tài khoản của tôi")
    links = [
        {"label": mine, "icon": "user", "url": address("access:mine")},
        {"label": _("Thông báo"), "icon": "bell", "url": address("notices:list")},
    ]
    if official:
        links += [
            {"label": _("Việc đang chạy"), "icon": "refresh", "url": address("ui:works")},
            {"label": _("Mẫu giao diện"), "icon": "screen", "url": address("ui:style")},
        ]
    return [link for link in links if link["url"]]


def _installation() -> Installation | None:
    kept = caches["local"]
    found: Installation | None = kept.get("installation")
    if found is None and (found := Installation.objects.first()) is not None:
        kept.set("installation", found, FOR_LONG)
    return found


def _place(at: datetime) -> str:
    """Return whose installation this is, as its province is called today."""
    installation = _installation()
    if installation is None:
        return ""
    day = local_day(at)
    kept, key = caches["local"], f"place-{day.isoformat()}"
    return str(kept.get_or_set(key, lambda: called_after(installation.name, day), FOR_LONG))


def _ledger_size() -> int:
    return int(caches["local"].get_or_set("ledger_size", _read_ledger_size, FOR_A_MOMENT) or 0)


def _read_ledger_size() -> int:
    return Checkpoint.objects.order_by("-tree_size").values_list("tree_size", flat=True).first() or 0
