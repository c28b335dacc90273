"""Addresses of the pages that belong to no area."""

from django.urls import path

from lienthong.web import home
from lienthong.web.pages import calendars, clock, health, ledger

urlpatterns = [
    path("", home.home, name="home"),
    path("nhat-ky/", ledger.ledger, name="ledger"),
    path("quan-tri/tinh-trang/", health.health, name="health"),
    path("quan-tri/dong-ho/", clock.clock, name="clock"),
    path("lich-lam-viec/", calendars.calendars, name="calendars"),
    path("lich-lam-viec/<uuid:calendar_id>/", calendars.calendar, name="calendar"),
    path("lich-lam-viec/<uuid:calendar_id>/thong-bao/", calendars.calendar_notice, name="calendar_notice"),
]
