"""The ledger is open to everybody: heads, key, how to check, the file that others keep."""

from pathlib import Path

import pytest
from django.test import Client

from lienthong.kernel.acts.ledger import keys
from lienthong.kernel.acts.ledger.heads import sign_head
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


def test_without_the_key_the_page_still_stands(signed: Checkpoint, client: Client, folders: Path) -> None:
    keys.key_file().unlink()

    assert "Không có trên máy này" in client.get(ADDRESS).content.decode()
