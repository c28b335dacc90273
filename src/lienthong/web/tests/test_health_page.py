"""Health in plain words: what is wrong, what to do, and never a stack trace."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation

from lienthong.access.twins.identity import IdentityTwin
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.ledger import keys
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.tests.offices import MONDAY, notes
from lienthong.kernel.notices.twins.sms import SmsTwin
from lienthong.kernel.notices.twins.smtp import SmtpTwin
from lienthong.kernel.ui.components import Tone
from lienthong.kernel.vault.twins.clamd import twin
from lienthong.web.pages import checks, outside
from lienthong.web.pages.finding import Check

ADDRESS = "/quan-tri/tinh-trang/"


@pytest.fixture(autouse=True)
def vietnamese(db: None, folders: Path) -> Iterator[None]:
    with translation.override("vi"):
        yield


def test_the_administrator_reads_every_check(signed_in_as: Callable[[str], Client]) -> None:
    page = signed_in_as("admin").get(ADDRESS)

    assert page.status_code == 200
    for label, _check in checks.CHECKS:
        assert str(label) in page.content.decode()


@pytest.mark.parametrize("profile", ["chair", "specialist", ""])
def test_others_are_told_why_not(signed_in_as: Callable[[str], Client], profile: str) -> None:
    page = signed_in_as(profile).get(ADDRESS)

    assert page.status_code == 403
    assert "PostgreSQL" not in page.content.decode()


def test_what_cannot_be_looked_at_is_said_without_a_trace(
    signed_in_as: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OperationalError("secret details of the server")

    monkeypatch.setattr(checks, "queue_health", broken)
    page = signed_in_as("admin").get(ADDRESS)

    assert page.status_code == 200
    assert "Không kiểm tra được" in page.content.decode()
    assert "secret details" not in page.content.decode()


def test_one_role_for_both_is_said(settings: LazySettings) -> None:
    if settings.APP_ROLE:
        assert checks.roles(MONDAY).tone == Tone.GOOD
    settings.APP_ROLE = ""  # then the role that is connected is asked, and here that is the owner

    found = checks.roles(MONDAY)

    assert found.tone == Tone.WARN
    assert "chỉ được bảo vệ bằng trigger" in found.words


def test_a_trigger_that_is_off_is_bad() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE acts_act DISABLE TRIGGER acts_act_never_changes")

    found = checks.roles(MONDAY)

    assert found.tone == Tone.BAD
    assert "acts_act" in found.words


def test_leaves_that_wait_long_are_bad_and_a_quiet_night_is_not() -> None:
    keys.make_key()
    notes(2)
    sequence_all()
    sign_head(at=MONDAY)
    assert checks.ledger(MONDAY + timedelta(hours=9)).tone == Tone.GOOD
    notes(1)

    found = checks.ledger(MONDAY + timedelta(minutes=5))

    assert found.tone == Tone.BAD
    assert "1 thao tác đang chờ; mốc cuối ký 5 phút trước" in found.words


def test_no_worker_is_bad() -> None:
    assert checks.queue(MONDAY).tone == Tone.BAD


def test_backups_are_known_by_their_age(folders: Path) -> None:
    now = moments.now()
    assert "Chưa thấy bản sao lưu" in checks.backup(now).words
    archive = folders / "backups" / "lienthong-1.tar"
    archive.parent.mkdir()
    archive.touch()
    assert checks.backup(now).tone == Tone.GOOD

    old = archive.stat().st_mtime - 3 * 24 * 3600
    os.utime(archive, (old, old))

    assert "quá hai ngày" in checks.backup(now).advice


def test_a_vault_that_is_missing_is_said(folders: Path) -> None:
    assert "Chưa có thư mục kho tệp" in checks.vault(MONDAY).words
    Path(settings.VAULT_ROOT).mkdir()
    assert "Ghi được vào" in checks.vault(MONDAY).words


def test_a_full_disk_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = checks.shutil._ntuple_diskusage
    for free, tone in ((50, Tone.GOOD), (7, Tone.WARN), (1, Tone.BAD)):
        monkeypatch.setattr(
            checks.shutil, "disk_usage", lambda _folder, free=free: usage(100, 100 - free, free)
        )
        assert checks.disk(MONDAY).tone == tone


@pytest.fixture
def twins(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """Start the three of the demo, and point the settings to them."""
    scanner = twin("tcp:127.0.0.1:0")
    provider = IdentityTwin("127.0.0.1", 0, [])
    servers = (scanner, SmtpTwin("127.0.0.1", 0, tmp_path), SmsTwin("127.0.0.1", 0, tmp_path), provider)
    for server in servers:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    ports = [server.server_address[1] for server in servers]
    settings.VAULT_SCANNER = f"tcp:127.0.0.1:{ports[0]}"
    settings.NOTICES_SMTP, settings.NOTICES_SMS = f"127.0.0.1:{ports[1]}", f"http://127.0.0.1:{ports[2]}/"
    settings.IDENTITY = settings.IDENTITY | {"issuer": provider.issuer, "client_id": "c", "secret": "s"}
    yield
    for server in servers:
        server.shutdown()
        server.server_close()


CHANNELS = [outside.scanner, outside.mail, outside.sms, outside.identity]


@pytest.mark.parametrize("check", CHANNELS)
def test_a_twin_is_called_simulated(twins: None, check: Check) -> None:
    found = check(MONDAY)

    assert found.tone == Tone.INFO
    assert "mô phỏng" in found.words


@pytest.mark.parametrize("check", CHANNELS)
def test_who_does_not_answer_is_said(settings: LazySettings, check: Check) -> None:
    settings.VAULT_SCANNER = "tcp:127.0.0.1:9"
    settings.NOTICES_SMTP, settings.NOTICES_SMS = "127.0.0.1:9", "http://127.0.0.1:9/"
    settings.IDENTITY = settings.IDENTITY | {
        "issuer": "http://127.0.0.1:9",
        "client_id": "c",
        "secret": "s",
    }

    found = check(MONDAY)

    assert found.tone == Tone.BAD
    assert "không trả lời" in found.words


@pytest.mark.parametrize("check", CHANNELS)
def test_what_is_not_set_up_is_said(settings: LazySettings, check: Check) -> None:
    settings.VAULT_SCANNER = settings.NOTICES_SMTP = settings.NOTICES_SMS = ""

    found = check(MONDAY)

    assert "LIENTHONG_" in found.words + found.advice
