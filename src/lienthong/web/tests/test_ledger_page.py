"""The ledger is open to everybody: heads, key, how to check, the file that others keep."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from lienthong.kernel.acts.ledger import keys
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.notes import verifier_key
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.acts.tests.offices import MONDAY, notes

ADDRESS = "/nhat-ky/"


@pytest.fixture
def signed(db: None, folders: Path) -> Checkpoint:
    keys.make_key()
    notes(3)
    sequence_all()
    head = sign_head(at=MONDAY)
    assert head is not None
    return head


def test_anybody_reads_the_head_the_key_and_how_to_check(signed: Checkpoint, client: Client) -> None:
    page = client.get(ADDRESS).content.decode()

    assert bytes(signed.root).hex() in page
    assert "test.example/lienthong/simulated+" in page.replace("&#x2B;", "+")
    assert "./lienthong verify --against" in page
    assert "Đây là hệ thống mô phỏng" in page


def test_the_file_of_heads_is_what_lies_outside_the_database(
    signed: Checkpoint, client: Client, folders: Path
) -> None:
    answer = client.get(ADDRESS, {"export": "log"})

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "checkpoints.txt" in answer["Content-Disposition"]
    sent = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert sent == (folders / "checkpoints" / "log").read_bytes()
    assert signed.note in sent.decode()


def test_before_the_first_head_the_page_says_so(db: None, folders: Path, client: Client) -> None:
    assert "Chưa có mốc nào được ký" in client.get(ADDRESS).content.decode()
    assert client.get(ADDRESS, {"export": "log"}).status_code == 404


def test_keys_that_signed_once_stay_in_public(signed: Checkpoint, client: Client) -> None:
    old = keys.signing_key().public_key()
    call_command("change_ledger_key", stdout=StringIO())

    page = client.get(ADDRESS).content.decode().replace("&#x2B;", "+")

    assert "Khóa đã thôi dùng" in page
    for key in (old, keys.signing_key().public_key()):
        assert verifier_key("test.example/lienthong/simulated", key) in page
    assert 'class="end">0</td><td class="end">4</td>' in page


def test_without_the_key_the_page_still_stands(signed: Checkpoint, client: Client, folders: Path) -> None:
    keys.key_file().unlink()

    assert "Không có trên máy này" in client.get(ADDRESS).content.decode()
