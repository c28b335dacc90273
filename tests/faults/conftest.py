"""The small province of `tasks`, with accounts: who tries something wrong, in a browser or as a program."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.test import Client

from lienthong.access.models import Account, ProfileCapability
from lienthong.access.tests.factor import shown_lately
from lienthong.directory.models import Appointment
from lienthong.directory.revision import bump
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.tasks import giving
from lienthong.tasks.models import Task
from lienthong.tasks.tests.conftest import (
    ALWAYS,
    LONG_AGO,
    MONDAY,
    Province,
    a_task,
    kept_province,
    order,
    orders_of,
    province,
)

__all__ = ["a_task", "kept_province", "order", "province"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOTHING = (
    "01a20000-0000-7000-8000-000000000000"  # has this key; written out, for all processes call a test alike
)
PASSWORD = "mật khẩu dài và riêng"


@pytest.fixture(autouse=True)
def surroundings(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use plain assets, a vault of its own; it is a Monday in March 2012."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.VAULT_ROOT = tmp_path / "vault"
    settings.STATIC_ROOT = str(tmp_path)
    monkeypatch.setattr("lienthong.access.doors.now", lambda: MONDAY)


@dataclass
class Desk:
    """Browsers of the province's officials, and what was recorded since the desk was set."""

    province: Province
    before: frozenset[UUID] = frozenset()
    browsers: dict[str, Client] = field(default_factory=dict)

    def account(self, name: str) -> Account:
        found = Account.objects.filter(username=name).first()
        if found is None:
            person_id = self.province[name].person_id
            found = Account.objects.make(name, PASSWORD)
            found.person_id = person_id
            found.save()
        return found

    def browser(self, name: str, **options: Any) -> Client:
        """Sign somebody in, with a second factor shown: what else is wrong is tried here."""
        return shown_lately(self.by_password(name, **options), self.account(name), MONDAY)

    def by_password(self, name: str, **options: Any) -> Client:
        client = Client(raise_request_exception=False, **options)
        client.force_login(self.account(name), backend=BACKEND)
        return client

    def __getitem__(self, name: str) -> Client:
        if name not in self.browsers:
            self.browsers[name] = self.browser(name)
        return self.browsers[name]

    def listen(self) -> None:
        """Count acts from here on."""
        self.before = frozenset(Act.objects.values_list("id", flat=True))

    @property
    def news(self) -> QuerySet[Act]:
        return Act.objects.exclude(id__in=self.before)

    @property
    def recorded(self) -> list[str]:
        """The verbs of the acts since, by name (a key is as old as its form, so it does not order)."""
        return sorted(self.news.values_list("verb", flat=True))

    @property
    def nothing_recorded(self) -> bool:
        return not self.news.exists()


@pytest.fixture(scope="module")
def kept_desk(keep: Callable[[Callable[[], None]], None], kept_province: Province) -> None:
    keep(lambda: _empower(kept_province))


@pytest.fixture
def desk(province: Province, kept_desk: None) -> Desk:
    return Desk(province)


def _empower(province: Province) -> None:
    for name, actor in province.actors.items():
        for capability in {*actor.capabilities, "figures_see", "directory_see"}:
            ProfileCapability.objects.create(
                profile=name, tier="", capability=capability, during=ALWAYS, known_from=LONG_AGO
            )


@pytest.fixture(scope="module")
def kept_task(keep: Callable[..., Task], kept_desk: None, kept_province: Province) -> Task:
    def give() -> Task:
        desk = Desk(kept_province)
        for name in ("chair", "follower", "director", "specialist", "neighbour", "stranger"):
            desk.account(name)
        given = giving.give(orders_of(kept_province)(), by=kept_province["chair"], at=MONDAY)
        return Task.objects.select_related("case").get(pk=given.pk)

    return keep(give)


@pytest.fixture
def task(desk: Desk, kept_task: Task) -> Task:
    """A task of the department, in progress; acts count from here."""
    desk.listen()
    return deepcopy(kept_task)


def page(task: Task, act: str = "") -> str:
    return f"/nhiem-vu/{task.pk}/{act}/" if act else f"/nhiem-vu/{task.pk}/"


def api(task: Task, what: str = "") -> str:
    return f"/api/tasks/{task.pk}/{what}" if what else f"/api/tasks/{task.pk}"


def progress(task: Task, **differs: Any) -> dict[str, Any]:
    """What the form of progress sends; None leaves a field out."""
    sent = {
        "key": str(new_key()),
        "seen": str(Task.objects.get(pk=task.pk).case.revision),
        "percent": "40",
        "text": "Đã khảo sát bốn xã",
    }
    return {name: value for name, value in (sent | differs).items() if value is not None}


def words(response: Any) -> str:
    """Return what the page says, with its entities read."""
    body = b"".join(response) if response.streaming else response.content
    return unescape(body.decode())


@pytest.fixture
def ended(province: Province) -> Callable[[str], None]:
    """End the appointment of somebody the day before."""

    def end(name: str) -> None:
        held = Appointment.objects.get(person_id=province[name].person_id)
        held.correct(at=MONDAY, during=DateRange(ALWAYS.lower, MONDAY.date()))
        bump()

    return end
