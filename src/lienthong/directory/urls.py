"""Addresses of the directory. The doors stand above: `routes` takes the guard that sets one before a page."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from lienthong.directory import views
from lienthong.directory.policies import SEE

Guard = Callable[..., Callable[..., Any]]
app_name = "directory"


def routes(guard: Guard) -> list[URLPattern]:
    """Return the addresses, each page behind `guard(capability, view)`."""
    return [
        path("", guard(SEE, views.units_page), name="units"),
        path("to-chuc-bo-may/", guard(SEE, views.tree_page), name="tree"),
        path("can-bo/", guard(SEE, views.people_page), name="people"),
        path("can-bo/<uuid:person_id>/", guard(SEE, views.person_page), name="person"),
        path("dia-ban/", guard(SEE, views.places_page), name="places"),
        path("dia-ban/<uuid:place_id>/", guard(SEE, views.place_page), name="place"),
        path("<uuid:unit_id>/", guard(SEE, views.unit_page), name="unit"),
    ]
