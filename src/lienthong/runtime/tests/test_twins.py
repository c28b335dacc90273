"""The demo's twins: they answer in one process, say that they are simulated, and give way to real addresses."""

import io
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

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
    discovery = f"{twins.environment['LIENTHONG_IDENTITY']}/.well-known/openid-configuration"
    with urllib.request.urlopen(discovery, timeout=5) as said:  # noqa: S310 - our own server
        assert json.load(said)["simulated"]


def test_a_real_address_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIENTHONG_SCANNER", "tcp:10.0.0.9:3310")
    twins = Twins.on_free_ports(tmp_path)

    assert "LIENTHONG_SCANNER" not in twins.environment
    assert twins.environment["LIENTHONG_SMTP"] == f"127.0.0.1:{twins.mail}"


def test_each_has_a_port_of_its_own(tmp_path: Path) -> None:
    twins = Twins.on_free_ports(tmp_path)

    assert len({twins.scanner, twins.mail, twins.sms, twins.identity}) == 4


def test_a_real_identity_provider_is_not_mixed_with_the_twin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIENTHONG_IDENTITY", "https://sso.example")

    assert not [name for name in Twins.on_free_ports(tmp_path).environment if "IDENTITY" in name]


def test_the_identity_provider_sends_browsers_back_where_the_demo_answers(tmp_path: Path) -> None:
    back = reverse("access:arrive")

    twins = Twins.on_free_ports(tmp_path, web=8123)

    assert twins.back == (f"http://localhost:8123{back}", f"http://127.0.0.1:8123{back}")
