"""What every page shows around its content: who asks, the menu, the installation, the head of the ledger."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from lienthong.access.doors import asker
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Checkpoint, Installation
from lienthong.kernel.ui.menu import menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `shell`; each part is read only if the page shows it."""
    if not hasattr(request, "at"):
        return {"shell": {}}
    actor = asker(request) if hasattr(request, "user") else None
    return {
        "shell": {
            "actor": actor,
            "dense": getattr(request.user, "dense", False) if actor else False,
            "menu": list(_menu(actor, request.path)) if actor else [],
            "installation": SimpleLazyObject(_installation),
            "ledger_size": cache(_ledger_size),  # templates call it; a lazy number has no format
            "ledger_url": _address("ledger"),
            "login_url": _address("account_login"),
            "logout_url": _address("account_logout"),
            "drafts_url": _address("ui:draft"),
            "search_url": _address("tasks:list") if actor else "",
            "query": request.GET.get("q", ""),
            "account_links": [],
        }
    }


def _menu(actor: Actor, path: str) -> Iterable[dict[str, Any]]:
    for label, entries in menu.of(actor):
        shown = [(entry, _address(entry.url_name)) for entry in entries]
        yield {
            "label": label,
            "entries": [
                {"label": entry.label, "icon": entry.icon, "url": url, "current": url == path}
                for entry, url in shown
                if url
            ],
        }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1)
def _installation() -> Installation | None:
    return Installation.objects.first()


def _ledger_size() -> int:
    size = Checkpoint.objects.order_by("-tree_size").values_list("tree_size", flat=True).first()
    return size or 0
