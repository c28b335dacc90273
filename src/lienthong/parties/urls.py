"""Addresses of this area. The doors stand above: `routes` takes the guard that sets one before a page."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from lienthong.parties import views
from lienthong.parties.policies import SEE

Guard = Callable[..., Callable[..., Any]]
app_name = "parties"


def routes(guard: Guard) -> list[URLPattern]:
    """Return the addresses, each page behind `guard(capability, view)`."""
    return [
        path("", guard(SEE, views.parties_page), name="parties"),
        path("<uuid:party_id>/", guard(SEE, views.party_page, methods=("GET", "POST")), name="party"),
    ]
