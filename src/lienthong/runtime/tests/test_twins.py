"""The demo's twins: they answer in one process, say that they are simulated, and give way to real addresses."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lienthong.kernel.notices.channels import Message, SmsGateway, Smtp
from lienthong.kernel.vault.scanning import Clamd
from lienthong.kernel.vault.twins.clamd import EICAR
from lienthong.runtime.tests.test_postgres_traps import until
from lienthong.runtime.twins import Twins

LETTER = Message("p0001@binh-thuan.example", "Giao nhiệm vụ", "Xem chi tiết trong hệ thống.")


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[Twins]:
    made = Twins.on_free_ports(tmp_path / "twins")
    with subprocess.Popen(made.child.command) as process:
        assert until(lambda: answers(made))
        yield made
        process.terminate()


def answers(twins: Twins) -> bool:
    try:
        return SmsGateway(twins.environment["LIENTHONG_SMS"]).is_twin()
    except OSError:
        return False


def test_they_answer_where_the_settings_point(twins: Twins) -> None:
    scanner = Clamd(twins.environment["LIENTHONG_SCANNER"])
    mail, sms = Smtp(twins.environment["LIENTHONG_SMTP"], "a@b.example"), twins.environment["LIENTHONG_SMS"]

    assert "simulated" in scanner.version()
    assert scanner.scan(io.BytesIO(EICAR)).detail == "Eicar-Test-Signature"
    assert mail.is_twin()
    assert mail.send(LETTER)
    assert SmsGateway(sms).send(LETTER)
    assert (twins.folder / "mail" / "1.eml").is_file()
    assert (twins.folder / "sms" / "1.json").is_file()


def test_a_real_address_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIENTHONG_SCANNER", "tcp:10.0.0.9:3310")
    twins = Twins.on_free_ports(tmp_path)

    assert "LIENTHONG_SCANNER" not in twins.environment
    assert twins.environment["LIENTHONG_SMTP"] == f"127.0.0.1:{twins.mail}"


def test_each_has_a_port_of_its_own(tmp_path: Path) -> None:
    twins = Twins.on_free_ports(tmp_path)

    assert len({twins.scanner, twins.mail, twins.sms}) == 3
