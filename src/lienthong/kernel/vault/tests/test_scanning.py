import io
from typing import Any

import pytest

from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, NotAllowed
from lienthong.kernel.vault.attaching import File, attach, last_scan, last_scans
from lienthong.kernel.vault.downloading import download
from lienthong.kernel.vault.keeping import keep, rescan, scan_waiting
from lienthong.kernel.vault.models import Blob, Finding, Scan
from lienthong.kernel.vault.scanning import Clamd
from lienthong.kernel.vault.tests.files import PDF, archive
from lienthong.kernel.vault.twins.clamd import EICAR

pytestmark = pytest.mark.django_db


def test_a_clean_file_is_kept_and_says_who_looked(clamd: str) -> None:
    keep(io.BytesIO(PDF), name="a.pdf")

    scan = Scan.objects.get()
    assert scan.finding == Finding.CLEAN
    assert "simulated" in scan.scanner


def test_an_infected_file_is_refused(clamd: str) -> None:
    with pytest.raises(Invalid, match="Eicar-Test-Signature"):
        keep(io.BytesIO(EICAR), name="a.txt")

    assert not Blob.objects.exists()
    assert not Scan.objects.exists()


def test_a_threat_across_two_parts_is_found(clamd: str) -> None:
    data = b"a" * (64 * 1024 - 20) + EICAR + b"a" * 70_000

    assert Clamd(clamd).scan(io.BytesIO(data)).finding == Finding.INFECTED


def test_a_scanner_that_does_not_answer_is_said(settings: Any, tmp_path: Any) -> None:
    settings.VAULT_SCANNER = f"unix:{tmp_path}/nobody"

    keep(io.BytesIO(PDF), name="a.pdf")

    scan = Scan.objects.get()
    assert scan.finding == Finding.NOT_SCANNED
    assert "No such file" in scan.detail


def test_a_strict_installation_keeps_nothing_unscanned(settings: Any) -> None:
    settings.VAULT_KEEPS_UNSCANNED = False

    with pytest.raises(Invalid, match="không quét được"):
        keep(io.BytesIO(PDF), name="a.pdf")

    assert not Blob.objects.exists()


def test_a_file_beyond_the_scanner_is_not_called_clean(clamd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lienthong.kernel.vault.twins.clamd.LARGEST", 10)

    report = Clamd(clamd).scan(io.BytesIO(PDF))

    assert report.finding == Finding.NOT_SCANNED
    assert report.detail


def test_what_was_found_once_stays_found(settings: Any, clamd: str) -> None:
    settings.VAULT_SCANNER = ""
    blob = keep(io.BytesIO(EICAR), name="a.txt")
    settings.VAULT_SCANNER = clamd
    assert rescan(blob).finding == Finding.INFECTED
    settings.VAULT_SCANNER = ""
    rescan(blob)

    found = last_scan(blob)

    assert found
    assert found.finding == Finding.INFECTED


def test_the_twin_answers_other_commands(clamd: str) -> None:
    assert Clamd(clamd).ask(b"zPING\0") == "PONG"
    assert Clamd(clamd).ask(b"zSHUTDOWN\0") == "UNKNOWN COMMAND"


def test_an_archive_is_scanned_as_it_is(clamd: str) -> None:
    keep(io.BytesIO(archive(a_dot_txt="x")), name="a.zip")

    assert Scan.objects.get().finding == Finding.CLEAN


def test_what_came_without_a_scanner_is_looked_at_later(settings: Any, clamd: str) -> None:
    settings.VAULT_SCANNER = ""
    clean, bad = keep(io.BytesIO(PDF), name="a.pdf"), keep(io.BytesIO(EICAR), name="a.txt")
    assert scan_waiting() == 0
    assert Scan.objects.count() == 2

    settings.VAULT_SCANNER = clamd
    assert scan_waiting() == 2
    assert scan_waiting() == 0

    scans = last_scans([clean, bad])
    assert [scans[blob.sha256].finding for blob in (clean, bad)] == [Finding.CLEAN, Finding.INFECTED]
    assert scans[clean.sha256].simulated


def test_a_file_found_infected_later_is_no_longer_handed_out(settings: Any, clamd: str) -> None:
    settings.VAULT_SCANNER = ""
    blob = keep(io.BytesIO(EICAR), name="a.txt")
    (file,) = attach([File("a.txt", blob)], to=("tests.thing", new_key()), act_id=new_key())
    assert download(file).status_code == 200

    settings.VAULT_SCANNER = clamd
    scan_waiting()

    with pytest.raises(NotAllowed, match="Eicar-Test-Signature"):
        download(file)
