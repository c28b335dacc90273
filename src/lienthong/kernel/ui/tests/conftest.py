"""What the tests of this room share: a reader, a request, and rows of a table to list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.cache import caches
from django.http import HttpRequest
from django.test import RequestFactory

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.keys import new_key

AT = datetime(2012, 11, 5, 3, 0, tzinfo=UTC)  # 10 giờ, thứ Hai


@pytest.fixture(autouse=True)
def plain_files(settings: Any, tmp_path: Path) -> None:
    """Styles and scripts are not collected in tests; what works leave lies in a folder of the test."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.HOME = tmp_path


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    caches["local"].clear()


@pytest.fixture
def hanh() -> Actor:
    return Actor(
        kind=ActorKind.OFFICIAL,
        name="Trần Thị Hạnh",
        post="Chuyên viên",
        unit="Phòng Tổng hợp",
        account_id=new_key(),
        post_id=new_key(),
    )


@pytest.fixture
def stranger(hanh: Actor) -> Actor:
    return replace(hanh, name="Người Lạ", account_id=new_key())


@pytest.fixture
def asks(hanh: Actor) -> Callable[..., Any]:
    """Make the request of an actor, as it stands behind a door."""

    def make(path: str = "/", *, by: Actor = hanh, post: Any = None, **headers: str) -> HttpRequest:
        factory = RequestFactory(headers=headers)
        request = factory.get(path) if post is None else factory.post(path, post)
        request.actor = by  # type: ignore[attr-defined]
        request.at = AT  # type: ignore[attr-defined]
        request.session = SessionStore()
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
        return request

    return make


def account_of(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def body(response: Any) -> bytes:
    """Read a streamed answer to its end; closing it whole would close the test's connection too."""
    read = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return read
