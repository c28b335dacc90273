"""The commands of the ledger: plain words, and an exit code that a script can trust."""

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError

from lienthong.kernel.acts.ledger import keys
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.tests.offices import MONDAY, against_all_rules, notes


@pytest.fixture
def acts(db: None, settings: LazySettings, tmp_path: Path) -> list[Act]:
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.CHECKPOINTS_FILE = tmp_path / "checkpoints" / "log"
    keys.make_key()
    written = notes(4)
    sequence_all()
    sign_head(at=MONDAY)
    return written


def verify(*arguments: str) -> str:
    said = StringIO()
    call_command("verify_ledger", *arguments, stdout=said, no_color=True)
    return said.getvalue()


def test_it_says_what_was_gone_through(acts: list[Act]) -> None:
    said = verify()
    assert "Đã kiểm tra 4 thao tác, 0 đang chờ vị trí, 1 mốc đã ký, 1 mốc đã công bố" in said
    assert "Khóa kiểm tra chữ ký: test.example/lienthong/simulated+" in said
    assert said.rstrip().endswith("Nhật ký toàn vẹn.")
    assert "trigger" not in said


def test_it_names_the_first_act_that_differs(acts: list[Act]) -> None:
    against_all_rules("UPDATE acts_act SET actor_name = 'Người khác' WHERE id = %s", [acts[2].id])
    with pytest.raises(
        CommandError, match=r"KHÔNG toàn vẹn.*của Người khác.*08:00:00 02/01/2012.*vị trí 2"
    ) as said:
        verify()
    assert said.value.returncode == 1


def test_it_compares_with_a_file_of_heads(acts: list[Act], settings: LazySettings, tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_bytes(Path(settings.CHECKPOINTS_FILE).read_bytes())
    assert "toàn vẹn" in verify("--against", str(held))
    held.write_text(
        held.read_text(encoding="utf-8").replace("test.example", "tinh.example"), encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"thuộc về một nhật ký khác: tinh\.example"):
        verify("--against", str(held))


def test_the_key_is_changed_and_old_heads_still_hold(
    acts: list[Act], settings: LazySettings, tmp_path: Path
) -> None:
    held = tmp_path / "held"
    held.write_bytes(Path(settings.CHECKPOINTS_FILE).read_bytes())
    said = StringIO()

    call_command("change_ledger_key", stdout=said, no_color=True)

    assert "Khóa đã thôi dùng: test.example/lienthong/simulated+" in said.getvalue()
    assert "(mốc từ 0 đến 5 thao tác)" in said.getvalue()
    assert "Nhật ký toàn vẹn." in verify("--against", str(held))
    assert "(mốc từ 0 đến 5 thao tác)" in verify()


def test_a_key_that_does_not_lie_here_is_not_changed(acts: list[Act]) -> None:
    keys.key_file().unlink()
    with pytest.raises(CommandError, match="khóa chưa được đổi"):
        call_command("change_ledger_key")
    assert Act.objects.count() == 4


@pytest.mark.parametrize("where", ["/không/có", "http://127.0.0.1:9/log", "http://127.0.0.1:9/mốc"])
def test_what_cannot_be_read_is_said(acts: list[Act], where: str) -> None:
    with pytest.raises(CommandError, match="Không đọc được"):
        verify("--against", where)


def test_a_guard_that_is_off_is_said(acts: list[Act]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE acts_act DISABLE TRIGGER acts_act_never_changes")
    assert "Trigger bảo vệ của bảng acts_act đang tắt." in verify()


@pytest.mark.slow
def test_the_sequencer_ends_in_order(tmp_path: Path) -> None:
    environment = os.environ | {"LIENTHONG_HOME": str(tmp_path), "LIENTHONG_LOG": "ERROR"}
    command = [sys.executable, "-m", "lienthong.web", "sequence"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert "đang chạy" in started.stdout.readline()
        started.send_signal(signal.SIGTERM)
        assert started.wait(20) == 0
