"""A province that holds every code of the plan, the plan itself, and heads set by hand."""

import csv
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from itertools import chain

import pytest
from django.conf import LazySettings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponseBase
from django.test import RequestFactory

from lienthong.access.models import Account
from lienthong.directory.models import GroupMember, UnitGroup
from lienthong.directory.revision import bump
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.parties.models import Party, PartyGroup, PartyGroupMember
from lienthong.plans.giving import give_item
from lienthong.plans.loading import DATA, load_plan
from lienthong.plans.loading_targets import load_targets
from lienthong.plans.models import Plan, PlanItem
from lienthong.tasks.models import Task
from lienthong.tasks.tests.conftest import (
    ALWAYS,
    LONG_AGO,
    MONDAY,
    Province,
    a_task,
    kept_province,
    order,
    province,
    seal,
)

__all__ = ["a_task", "kept_province", "order", "province", "seal"]  # of the area below

GROUPS = {"so_ban_nganh": ["STTTT", "SNV", "SGDDT"], "ubnd_huyen": ["HTL", "HTP"]}
ENTERPRISES = "doanh_nghiep_bcvt"
SENT = {
    "period": "2012",
    "numerator": "38",
    "denominator": "108",
    "maturity": "estimate",
    "kind": "reported",
    "source": "Báo cáo 45/BC-STTTT",
}


@pytest.fixture(autouse=True)
def plain_files(settings: LazySettings) -> None:
    """Styles and scripts are not collected in tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="module")
def kept_plan(keep: Callable[..., Plan], kept_province: Province) -> Plan:
    return keep(lambda: a_plan(kept_province))


@pytest.fixture
def the_plan(province: Province, kept_plan: Plan) -> Plan:
    return deepcopy(kept_plan)


def a_plan(province: Province) -> Plan:
    """Load the plan of 65 items into a province where each of its codes leads somewhere."""
    plan: Plan = load_plan(by=SYSTEM, at=LONG_AGO)
    groups = {*GROUPS, *_codes_of("executor")}
    wanted = {
        *_codes_of("lead"),
        *_codes_of("supporting"),
        *_codes_of("monitoring"),
        *chain(*GROUPS.values()),
    }
    for code in sorted(wanted - groups - {*province.units}):
        province.unit(code, below="UBND")
    for code, units in GROUPS.items():
        group = UnitGroup.objects.create(code=code, name=f"Nhóm {code}")
        for unit in units:
            GroupMember.objects.create(
                group=group, unit=province.units[unit], during=ALWAYS, known_from=LONG_AGO
            )
    enterprises = PartyGroup.objects.create(code=ENTERPRISES, name="Doanh nghiệp bưu chính, viễn thông")
    for name in ("Bưu điện tỉnh", "Viễn thông Mẫu"):
        party = Party.objects.create(
            code=name,
            kind="enterprise",
            name=name,
            identifier_kind="tax_code",
            identifier=name,
            since=LONG_AGO,
        )
        PartyGroupMember.objects.create(group=enterprises, party=party, during=ALWAYS, known_from=LONG_AGO)
    bump()
    return plan


@pytest.fixture(scope="module")
def kept_targets(keep: Callable[..., None], kept_plan: Plan) -> None:
    def load() -> None:
        load_targets(kept_plan, by=SYSTEM, at=LONG_AGO)
        seal(MONDAY)

    keep(load)


@pytest.fixture
def the_targets(the_plan: Plan, kept_targets: None) -> Plan:
    return the_plan


@pytest.fixture
def leader(province: Province) -> Actor:
    return replace(province["chair"], capabilities=frozenset({"figures_see", "plan_see"}))


@pytest.fixture
def director(province: Province) -> Actor:
    return replace(province["director"], capabilities=frozenset({"figures_see", "figures_enter"}))


@pytest.fixture
def sent(province: Province) -> dict[str, str]:
    return SENT | {"unit": str(province.id_of("UBND"))}


@pytest.fixture
def given(the_plan: Plan, province: Province) -> Callable[..., Task]:
    """Give the task of an item by its code, as the chair."""

    def give(code: str, *, at: datetime = MONDAY) -> Task:
        item = PlanItem.objects.get(plan=the_plan, code=code)
        task: Task = give_item(item, by=province["chair"], at=at)
        return task

    return give


@pytest.fixture
def visit(rf: RequestFactory) -> Callable[..., HttpResponseBase]:
    """Ask a view as somebody; what the doors and the shell need stands on the request."""

    def ask(
        view: Callable[..., HttpResponseBase],
        query: str = "",
        *args: str,
        by: Actor,
        at: datetime = MONDAY,
        posted: dict[str, str] | None = None,
    ) -> HttpResponseBase:
        request = rf.get(f"/{query}") if posted is None else rf.post(f"/{query}", posted)
        request.actor, request.at = by, at  # type: ignore[attr-defined]
        request.user = Account(username="doc")  # type: ignore[assignment]
        request._messages = CookieStorage(request)  # type: ignore[attr-defined]
        return view(request, *args)

    return ask


def _codes_of(column: str) -> set[str]:
    with (DATA / "tasks.csv").open(encoding="utf-8", newline="") as lines:
        return {code for row in csv.DictReader(lines) for code in row[column].split(";") if code}
