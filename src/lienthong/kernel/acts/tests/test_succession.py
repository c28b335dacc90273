"""One key follows another: the head between them carries both signatures, and each head is checked by its own."""

import base64
import hashlib
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.ledger import keys, succession
from lienthong.kernel.acts.ledger import notes as signed
from lienthong.kernel.acts.ledger.differences import Kind
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.keys import key_file, next_key_file, signing_key
from lienthong.kernel.acts.ledger.logs import LOG_BEGUN
from lienthong.kernel.acts.ledger.notes import BadNote
from lienthong.kernel.acts.ledger.retired import retire, retired_file, retired_keys
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.ledger.succession import KEY_CHANGED, OtherKey, change_key
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act, Checkpoint
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.tests.offices import CLERK, MONDAY, against_all_rules, later, notes, published
from lienthong.kernel.keys import new_key

pytestmark = pytest.mark.usefixtures("ledger")
ORIGIN = "test.example/lienthong/simulated"


def a_head(acts: int, seconds: float) -> Checkpoint:
    notes(acts)
    sequence_all()
    head = sign_head(at=later(seconds))
    assert head is not None
    return head


def a_change(seconds: float) -> Checkpoint:
    assert change_key(at=later(seconds))
    head = sign_head(at=later(seconds))
    assert head is not None
    return head


def signers(note: str, *known: Ed25519PublicKey) -> list[int]:
    """Read a note by the text of C2SP alone; return which of the keys signed it, in the order of its lines."""
    text, _, lines = note.partition("\n\n")
    found = []
    for line in lines.splitlines():
        dash, name, data = line.split(" ")
        assert (dash, name) == ("—", text.split("\n")[0])
        hashed, signature = base64.b64decode(data)[:4], base64.b64decode(data)[4:]
        for place, key in enumerate(known):
            material = b"\x01" + key.public_bytes_raw()
            if hashlib.sha256(f"{name}\n".encode() + material).digest()[:4] == hashed:
                key.verify(signature, f"{text}\n".encode())
                found.append(place)
    return found


def test_the_first_head_after_the_change_is_signed_by_both() -> None:
    old = signing_key().public_key()
    before, between, after = a_head(3, 0), a_change(2), a_head(2, 4)
    new = signing_key().public_key()

    assert [signers(head.note, old, new) for head in (before, between, after)] == [[0], [1, 0], [1]]
    assert [head.tree_size for head in (before, between, after)] == [3, 4, 6]
    with pytest.raises(InvalidSignature):
        signers(between.note.replace("\n4\n", "\n5\n"), old, new)


def test_the_change_is_an_act_that_names_both_keys() -> None:
    old = signing_key().public_key()
    a_change(0)

    act = Act.objects.get(verb=KEY_CHANGED)
    assert act.detail == {
        "old": old.public_bytes_raw().hex(),
        "new": signing_key().public_key().public_bytes_raw().hex(),
    }
    assert act.actor_name == "Hệ thống"


def test_the_old_key_is_kept_with_its_sizes_and_the_private_one_is_gone() -> None:
    old, private = signing_key().public_key(), key_file().read_bytes()
    a_head(3, 0)
    a_change(2)
    a_change(4)

    first, second = retired_keys()
    assert (first.origin, first.since, first.until) == (ORIGIN, 0, 4)
    assert (second.since, second.until) == (4, 5)
    assert signed.raw(first.key) == signed.raw(old)
    assert private not in [file.read_bytes() for file in key_file().parent.iterdir()]
    assert {file.stat().st_mode & 0o777 for file in key_file().parent.iterdir()} == {0o600}


def test_heads_of_all_keys_hold_also_in_the_hands_of_others(ledger: Path) -> None:
    a_head(3, 0)
    held = published(ledger)
    a_change(2)
    a_head(1, 4)
    a_change(6)
    a_head(1, 8)

    assert verify(published(ledger), own=True).ok
    assert verify(held).ok
    assert verify(held).signatures_checked


@pytest.mark.parametrize("line", [0, 1], ids=["without the new", "without the old"])
def test_who_keeps_one_signature_of_the_head_between_has_enough_and_we_keep_both(
    ledger: Path, line: int
) -> None:
    a_head(3, 0)
    between = a_change(2)
    body, _, lines = between.note.partition("\n\n")
    stripped = f"{body}\n\n{lines.splitlines()[line]}\n"

    assert verify([stripped]).ok

    against_all_rules("UPDATE acts_checkpoint SET note = %s WHERE tree_size = 4", [stripped])
    found = verify().first_difference
    assert found is not None
    assert (found.kind, found.position) == (Kind.HEAD_UNSIGNED, 4)


@pytest.mark.parametrize("size", [3, 6], ids=["the new key before its time", "the old key after its time"])
def test_a_head_by_a_key_that_was_not_valid_for_its_size_is_not_ours(size: int) -> None:
    old = signing_key()
    a_head(3, 0)
    a_change(2)
    a_head(2, 4)
    wrong = signing_key() if size == 3 else old
    row = Checkpoint.objects.get(tree_size=size)
    forged = signed.sign(signed.Head(ORIGIN, size, bytes(row.root)), wrong)

    of_others = verify([forged]).first_difference
    against_all_rules("UPDATE acts_checkpoint SET note = %s WHERE tree_size = %s", [forged, size])
    ours = verify().first_difference

    assert of_others is not None
    assert of_others.kind is Kind.PUBLISHED_UNREADABLE
    assert ours is not None
    assert (ours.kind, ours.position) == (Kind.HEAD_UNSIGNED, size)


@action
def say(old: str, new: str, *, by: Actor, at: datetime) -> Act:
    """Write an act of a change as who holds the database could, without any key."""
    return record(KEY_CHANGED, subject=("acts.log", new_key()), by=by, at=at, detail={"old": old, "new": new})


def test_the_database_alone_cannot_name_a_key() -> None:
    head = a_head(3, 0)
    forger = Ed25519PrivateKey.generate()
    say(
        signed.raw(signing_key().public_key()).hex(),
        signed.raw(forger.public_key()).hex(),
        by=CLERK,
        at=MONDAY,
    )
    sequence_all()

    forged = signed.sign(signed.Head(ORIGIN, 3, bytes(head.root)), forger)
    found = verify([forged]).first_difference

    assert found is not None
    assert found.kind is Kind.PUBLISHED_UNREADABLE
    with pytest.raises(OtherKey):
        sign_head(at=later(2))


def test_a_change_that_broke_off_before_a_head_goes_on() -> None:
    old = signing_key().public_key()
    assert change_key(at=later(0))
    assert change_key(at=later(1)), "said again, it is the same change"
    assert Act.objects.filter(verb=KEY_CHANGED).count() == 1
    assert signed.raw(signing_key().public_key()) == signed.raw(old)

    between = a_head(1, 2)

    assert signers(between.note, old, signing_key().public_key()) == [1, 0]
    assert not next_key_file().exists()


def test_a_change_that_broke_off_after_the_head_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    old = signing_key().public_key()
    with monkeypatch.context() as broken:
        broken.setattr(succession, "settle", lambda _head: None)
        a_change(0)
    retire(old, origin=ORIGIN, until=1)  # and once more, after half of the settling

    again = a_head(1, 2)

    assert signers(again.note, old, signing_key().public_key()) == [1, 0]
    assert [(one.since, one.until) for one in retired_keys()] == [(0, 2)]
    assert verify().ok


def test_nothing_is_signed_by_a_key_that_the_ledger_left(ledger: Path) -> None:
    before = key_file().read_bytes()
    a_change(0)
    key_file().write_bytes(before)
    retired_file().unlink()
    notes(1)
    sequence_all()

    with pytest.raises(OtherKey, match="which is not here"):
        sign_head(at=later(2))
    assert len(published(ledger)) == 1


def restored(kept: int) -> None:
    against_all_rules("DELETE FROM acts_checkpoint WHERE tree_size > %s", [kept])
    against_all_rules(
        "DELETE FROM acts_act WHERE id IN (SELECT act_id FROM acts_entry WHERE position >= %s)", [kept]
    )
    against_all_rules("DELETE FROM acts_entry WHERE position >= %s", [kept])


@pytest.mark.parametrize("kept", [3, 5], ids=["before both changes", "between the changes"])
def test_a_backup_from_before_a_change_begins_a_log_of_the_present_key(ledger: Path, kept: int) -> None:
    a_head(3, 0)
    a_change(2)
    a_head(1, 4)
    a_change(6)
    a_head(1, 8)
    restored(kept)

    assert sign_head(at=later(10)) is None
    assert Act.objects.filter(verb=LOG_BEGUN).exists()
    head = sign_head(at=later(11))

    assert head is not None
    assert signers(head.note, signing_key().public_key()) == [0]
    assert verify(published(ledger), own=True).ok


@pytest.mark.parametrize("line", ["name+00000000+AAAA 0 1", "không phải khóa", f"{ORIGIN} 0 1"])
def test_a_file_of_retired_keys_that_is_none_is_not_passed_over(line: str) -> None:
    retired_file().write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(BadNote):
        verify()


def test_without_a_key_none_follows() -> None:
    key_file().unlink()
    with pytest.raises(FileNotFoundError):
        change_key(at=later(0))
    assert not keys.next_key_file().exists()
    assert not Act.objects.exists()
