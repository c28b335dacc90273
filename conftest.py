"""What every test stands on: a server and a folder of its own, a simulated installation, no way outside.

Settings read the environment once, so it is set here, before Django is configured (that is why the settings'
name is not in pyproject.toml: pytest-django would read them before this file).
"""

import atexit
import contextlib
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain, groupby
from typing import TypeVar

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import TestCase
from pytest_django import DjangoDbBlocker

T = TypeVar("T")
SITE = "the site of most journeys"
MINUTES_OF_SITE = 8.0
HOME = tempfile.mkdtemp(prefix="lienthong-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ |= {
    "LIENTHONG_HOME": HOME,
    "LIENTHONG_ROLE": "owner",
    "DJANGO_SETTINGS_MODULE": "lienthong.web.settings",
}

if not os.environ.get("DATABASE_OWNER_URL"):
    from lienthong.runtime.postgres.throwaway import throwaway

    server = contextlib.ExitStack()
    atexit.register(server.close)
    urls = server.enter_context(throwaway())
    os.environ |= {"DATABASE_OWNER_URL": urls.owner_url, "DATABASE_URL": urls.app_url}

import django  # noqa: E402 - the environment first

django.setup()  # conftest files of areas import models


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings; pytest-django sees it and sets Django up."""
    from django.conf import settings

    assert settings.INSTALLED_APPS
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # quick; the strong ones are slow
    config.addinivalue_line("markers", "as_it_happens: acts are recorded now and told, not played again")
    config.addinivalue_line(
        "markers", "long(minutes): so long on one core that it is begun before the others"
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Give the test database of this process its own default privileges, before its tables are made."""
    from django.db.models.signals import pre_migrate

    pre_migrate.connect(_allow_application)


@pytest.fixture(autouse=True)
def simulated_installation(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test uses the database, its installation is simulated and `recorded_at` follows `at`."""
    if not _uses_database(request):
        yield
        return
    kept = "keep" in request.fixturenames
    assert not (kept and _commits(request.node)), (
        "what a module keeps is not committed: threads do not see it"
    )
    request.getfixturevalue("db")
    with _simulated(replayed=request.node.get_closest_marker("as_it_happens") is None):
        if kept:
            _bump()
        yield


@pytest.fixture(scope="module")
def keep(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[Callable[[], T]], T]]:
    """Make once what the tests of a module share: `keep(build)` returns what `build()` made.

    Its rows stand in a transaction around those of the tests, and what a test changes is undone after it. The
    objects are shared: a fixture of the test gives a copy of them (`deepcopy`).
    """

    def once(build: Callable[[], T]) -> T:
        with django_db_blocker.unblock(), _simulated():
            made = build()
            connection.check_constraints()  # nothing waits: tests may change tables
            return made

    with django_db_blocker.unblock():
        around = TestCase._enter_atomics()
    yield once
    with django_db_blocker.unblock():
        TestCase._rollback_atomics(around)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> Iterator[None]:
    """Say which tests stay in one process, and order them over the random order of their modules.

    First what is long, so that no process works alone at the end. In a module, tests that do with less of what it
    keeps (fixtures called `kept_…`, one standing on another) run before those that need more.
    """
    if hasattr(config, "workerinput"):  # one of several processes
        for item in items:
            item.add_marker(pytest.mark.xdist_group(_stays_with(item)))
    yield
    together = [list(tests) for _path, tests in groupby(items, key=lambda item: item.path)]
    for tests in together:
        tests.sort(key=_needs)
    items[:] = sorted(chain.from_iterable(together), key=_long)


def _stays_with(item: pytest.Function) -> str:
    """Return what is run in one process: who visits the same site, else a module; its commits come after all."""
    if "site" in getattr(item, "fixturenames", ()) and not hasattr(item.module, "site"):
        return SITE
    return f"{item.path.relative_to(item.config.rootpath)}{' committed' if _commits(item) else ''}"


def _commits(item: pytest.Item) -> bool:
    database = item.get_closest_marker("django_db")
    return bool(database and database.kwargs.get("transaction"))


def _needs(item: pytest.Item) -> int:
    """Return how much of what its module keeps it needs."""
    return sum(name.startswith("kept_") for name in getattr(item, "fixturenames", ()))


def _long(item: pytest.Function) -> float:
    """Return the place of what says how many minutes it takes: the longest first."""
    mark = item.get_closest_marker("long")
    minutes = mark.kwargs["minutes"] if mark else MINUTES_OF_SITE if _stays_with(item) == SITE else 0
    return -float(minutes)


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    """A request leaves its language behind, as it does in a server; each test begins in that of the country."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def no_way_outside() -> Iterator[None]:
    """Refuse connections to anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise RuntimeError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@contextlib.contextmanager
def _simulated(*, replayed: bool = True) -> Iterator[None]:
    """Make the installation. Nobody else moves its clock: it is asked for once, statements are counted alike."""
    from lienthong.kernel.acts import moments
    from lienthong.kernel.acts.models import Installation
    from lienthong.kernel.acts.recording import replay

    since = datetime(2012, 1, 1, tzinfo=UTC)
    Installation.objects.get_or_create(
        id=1,
        defaults={
            "name": "Tỉnh thử nghiệm",
            "origin": "test.example/lienthong",
            "simulated": True,
            "since": since,
        },
    )
    moments.forget()
    caches["local"].clear()  # pages remember the installation there
    with pytest.MonkeyPatch.context() as patch, replay() if replayed else contextlib.nullcontext():
        patch.setattr(moments, "monotonic", lambda: 0.0)
        yield
    moments.forget()


def _bump() -> None:
    """Give the directory a number of the test's own: nothing is read that another test of the module left."""
    from lienthong.directory.revision import bump

    bump()


def _uses_database(request: pytest.FixtureRequest) -> bool:
    asked = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    return bool(asked) or request.node.get_closest_marker("django_db") is not None


def _allow_application(sender: object, using: str, **_: object) -> None:
    from django.conf import settings
    from django.db import connections
    from psycopg.conninfo import make_conninfo

    from lienthong.runtime.postgres.roles import allow_application

    if getattr(sender, "label", "") == "acts" and settings.APP_ROLE:
        database = make_conninfo(settings.OWNER_URL, dbname=connections[using].settings_dict["NAME"])
        allow_application(database, app=settings.APP_ROLE)
