import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.titles import Title, titles
from lienthong.kernel.notices.twins.sms import SmsTwin
from lienthong.kernel.notices.twins.smtp import SmtpTwin

MONDAY = datetime(2020, 3, 2, 1, tzinfo=UTC)
CLERK = Actor(ActorKind.OFFICIAL, "Trần Thị Mẫu", post="Văn thư", unit="Sở Thử nghiệm", account_id=new_key())


@action
def remind(subject: UUID, *, by: Actor = CLERK, at: datetime = MONDAY) -> Act:
    return record("notices_test.remind", subject=("notices_test.thing", subject), by=by, at=at)


def reminders(number: int) -> list[Act]:
    return [remind(new_key(), at=MONDAY + timedelta(minutes=minute)) for minute in range(number)]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the area of the tests name its things."""

    def titles_of(keys: Iterable[UUID]) -> dict[UUID, Title]:
        return {key: Title(f"Việc {str(key)[-4:]}", f"/viec/{key}/") for key in keys}

    monkeypatch.setitem(titles.kinds, "notices_test.thing", titles_of)


def serving(server: Any) -> Iterator[Any]:
    with server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def mail(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Switch e-mail on, to the twin; return its folder."""
    for server in serving(SmtpTwin("127.0.0.1", 0, tmp_path / "mail")):
        settings.NOTICES_SMTP = f"127.0.0.1:{server.server_address[1]}"
        yield server.folder


@pytest.fixture
def sms(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Switch SMS on, to the twin; return its folder."""
    for server in serving(SmsTwin("127.0.0.1", 0, tmp_path / "sms")):
        settings.NOTICES_SMS = f"http://127.0.0.1:{server.server_address[1]}/"
        yield server.folder
