"""The file outside the database: whole notes in order, whatever interrupted the writing."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings

from lienthong.kernel.acts.ledger import checkpoints_file
from lienthong.kernel.acts.ledger.merkle import EMPTY
from lienthong.kernel.acts.ledger.notes import Head, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def note(size: int) -> str:
    return sign(Head("tinh.example", size, EMPTY), KEY)


@pytest.fixture
def file(tmp_path: Path, settings: LazySettings) -> Path:
    settings.CHECKPOINTS_FILE = tmp_path / "checkpoints" / "log"
    return settings.CHECKPOINTS_FILE


def kept(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return list(checkpoints_file.split(lines))


def test_nothing_yet(file: Path) -> None:
    assert checkpoints_file.last() is None


def test_notes_are_kept_in_order(file: Path) -> None:
    for size in (1, 2, 300):
        checkpoints_file.append(note(size))
    assert kept(file) == [note(1), note(2), note(300)]
    assert checkpoints_file.last() == note(300)


@pytest.mark.parametrize("cut", range(1, len(note(2).encode()) + 1, 7))
def test_an_interrupted_writing_is_cut_off(file: Path, cut: int) -> None:
    checkpoints_file.append(note(1))
    with file.open("ab") as torn:
        torn.write(note(2).encode()[:cut])

    assert checkpoints_file.last() == note(1)
    checkpoints_file.append(note(3))

    assert kept(file) == [note(1), note(3)]


def test_the_last_of_many_is_found_at_the_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints_file, "TAIL", 400)
    for size in range(20):
        checkpoints_file.append(note(size))
    assert checkpoints_file.last() == note(19)
    assert len(kept(file)) == 20
