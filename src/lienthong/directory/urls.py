"""Addresses of the directory. The doors stand above: `routes` takes the guard that sets one before a page."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from lienthong.directory import keeping, views
from lienthong.directory.catalogue import views as catalogue
from lienthong.directory.policies import EDIT, MANAGE, SEE
from lienthong.directory.reorganising.desk import acting, bulk_views, composing, editing
from lienthong.directory.reorganising.desk import views as plans
from lienthong.kernel.clock.policies import KEEP_CALENDARS

Guard = Callable[..., Callable[..., Any]]
PEOPLE = (MANAGE, EDIT)  # whose people, the pages ask
CATALOGUES = (EDIT, KEEP_CALENDARS)  # which catalogues, each says itself
app_name = "directory"


def routes(guard: Guard) -> list[URLPattern]:
    """Return the addresses, each page behind `guard(capability, view)`."""
    return [*_catalogues(guard), *_reading(guard), *_reorganising(guard), *_keeping(guard)]


def _reading(guard: Guard) -> list[URLPattern]:
    return [
        path("", guard(SEE, views.units_page), name="units"),
        path("to-chuc-bo-may/", guard(SEE, views.tree_page), name="tree"),
        path("can-bo/", guard(SEE, views.people_page), name="people"),
        path("can-bo/<uuid:person_id>/", guard(SEE, views.person_page), name="person"),
        path("dia-ban/", guard(SEE, views.places_page), name="places"),
        path("dia-ban/<uuid:place_id>/", guard(SEE, views.place_page), name="place"),
        path("chuc-vu/<uuid:post_id>/", guard(SEE, views.post_page), name="post"),
        path("<uuid:unit_id>/", guard(SEE, views.unit_page), name="unit"),
    ]


def _keeping(guard: Guard) -> list[URLPattern]:
    def form(view: Callable[..., Any], power: str | tuple[str, ...] = EDIT) -> Callable[..., Any]:
        return guard(power, view, methods=("GET", "POST"))

    post = "chuc-vu/<uuid:post_id>/"
    return [
        path("moi/", form(keeping.found_page), name="found"),
        path("can-bo/moi/", form(keeping.register_page, PEOPLE), name="register"),
        path("can-bo/<uuid:person_id>/bo-nhiem/", guard(PEOPLE, keeping.fill_page), name="fill"),
        path(
            "can-bo/<uuid:person_id>/<slug:slug>/", form(keeping.person_act_page, PEOPLE), name="person_act"
        ),
        path(f"{post}bo-nhiem/", form(keeping.appoint_page, PEOPLE), name="appoint"),
        path(f"{post}<slug:slug>/", form(keeping.post_act_page, PEOPLE), name="post_act"),
        path("<uuid:unit_id>/<slug:slug>/", form(keeping.unit_act_page), name="unit_act"),
    ]


def _catalogues(guard: Guard) -> list[URLPattern]:
    def keep(view: Callable[..., Any]) -> Callable[..., Any]:
        return guard(CATALOGUES, view, methods=("GET", "POST"))

    one = "danh-muc/<slug:name>/"
    return [
        path("danh-muc/", guard(SEE, catalogue.catalogues_page), name="catalogues"),
        path(one, guard(SEE, catalogue.catalogue_page), name="catalogue"),
        path(f"{one}xuat/", guard(SEE, catalogue.export_page), name="catalogue_export"),
        path(f"{one}muc/", guard(SEE, catalogue.entry_page), name="entry"),
        path(f"{one}muc/sua/", keep(catalogue.edit_page), name="edit_entry"),
        path(f"{one}muc/moi/", keep(catalogue.new_page), name="new_entry"),
        path(f"{one}nap/", keep(catalogue.file_page), name="catalogue_file"),
        path(f"{one}nap/<uuid:upload_id>/", keep(catalogue.dry_run_page), name="catalogue_dry_run"),
    ]


def _reorganising(guard: Guard) -> list[URLPattern]:
    def form(view: Callable[..., Any]) -> Callable[..., Any]:
        return guard(EDIT, view, methods=("GET", "POST"))

    def press(view: Callable[..., Any]) -> Callable[..., Any]:
        return guard(EDIT, view, methods=("POST",))

    plan = "sap-xep/<uuid:plan_id>/"
    return [
        path("sap-xep/", guard(SEE, plans.plans_page), name="plans"),
        path("sap-xep/moi/", form(composing.draft_page), name="draft_plan"),
        path(plan, guard(SEE, plans.plan_page), name="plan"),
        path(f"{plan}sua/", form(composing.change_page), name="change_plan"),
        path(f"{plan}bo/", form(composing.drop_page), name="drop_plan"),
        path(f"{plan}nhap/", form(bulk_views.bulk_page), name="bulk_steps"),
        path(f"{plan}cac-buoc.xlsx", guard(SEE, bulk_views.export_page), name="export_steps"),
        path(f"{plan}thu-tu/", press(composing.arrange), name="arrange_steps"),
        path(f"{plan}buoc/<uuid:step_id>/", form(editing.edit_page), name="edit_step"),
        path(f"{plan}buoc/<slug:slug>/", form(composing.step_page), name="add_step"),
        path(f"{plan}xem-truoc/", form(acting.preview_page), name="preview_plan"),
        path(f"{plan}chot/", press(acting.schedule_plan), name="schedule_plan"),
        path(f"{plan}rut/", press(acting.unschedule_plan), name="unschedule_plan"),
        path(f"{plan}thuc-hien/", press(acting.carry_out_plan), name="carry_out_plan"),
        path(f"{plan}bien-ban/", guard(SEE, plans.all_minutes_page), name="all_minutes"),
        path(f"{plan}bien-ban/<uuid:act_id>/", guard(SEE, plans.minutes_page), name="minutes"),
    ]
