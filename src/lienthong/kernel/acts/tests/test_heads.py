"""Signed heads: what they say, when they are made, and that none breaks a promise."""

import logging
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.kernel.acts import selectors
from lienthong.kernel.acts.ledger import checkpoints_file, heads
from lienthong.kernel.acts.ledger import notes as signed
from lienthong.kernel.acts.ledger.heads import BrokenLedger, root_at, sign_head, stand_in, turn
from lienthong.kernel.acts.ledger.keys import key_file, make_key, signing_key
from lienthong.kernel.acts.ledger.logs import LOG_BEGUN
from lienthong.kernel.acts.ledger.merkle import root_of
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Act, Checkpoint, Entry
from lienthong.kernel.acts.tests.offices import MONDAY, against_all_rules, later, note, notes, published

pytestmark = pytest.mark.usefixtures("ledger")


def leaves() -> list[bytes]:
    return [bytes(leaf) for leaf in Entry.objects.order_by("position").values_list("leaf", flat=True)]


def a_head(acts: int, seconds: float = 0) -> Checkpoint:
    notes(acts)
    sequence_all()
    head = sign_head(at=later(seconds))
    assert head is not None
    return head


def test_a_head_is_the_root_of_all_leaves(ledger: Path) -> None:
    head = a_head(3)

    assert bytes(head.root) == root_of(leaves())
    assert head.tree_size == 3
    assert published(ledger) == [head.note]
    said = signed.verify(head.note, signing_key().public_key())
    assert said == signed.Head("test.example/lienthong/simulated", 3, root_of(leaves()))


def test_the_next_head_goes_on_from_the_last(ledger: Path) -> None:
    a_head(3)
    second = a_head(4, seconds=2)

    assert bytes(second.root) == root_of(leaves())
    assert len(published(ledger)) == 2
    assert [root_at(size) for size in range(8)] == [root_of(leaves()[:size]) for size in range(8)]


def test_acts_that_the_ledger_does_not_hold_are_not_looked_for_in_all_of_it(ledger: Path) -> None:
    a_head(3)
    with CaptureQueriesContext(connection) as asked:
        a_head(1, seconds=2)
    assert not [
        query["sql"] for query in asked if "acts_entry" in query["sql"] and "acts_act" in query["sql"]
    ]


def test_nothing_new_is_not_signed_again() -> None:
    a_head(1)
    assert sign_head(at=later(5)) is None


def test_an_empty_ledger_is_not_signed() -> None:
    assert turn(at=MONDAY) == heads.Turn(0, None)


def test_a_turn_signs_at_most_once_a_second() -> None:
    note()
    assert turn(at=MONDAY).head is not None
    note()
    assert turn(at=later(0.9)) == heads.Turn(1, None)
    assert turn(at=later(1)).head is not None


def test_the_worker_stands_in_when_the_sequencer_is_silent() -> None:
    a_head(1)
    note()
    assert stand_in(at=later(4)) == heads.Turn(0, None)
    assert stand_in(at=later(6)).head is not None
    assert stand_in(at=later(60)) == heads.Turn(0, None)


def test_a_head_that_reached_only_the_file_is_signed_again(ledger: Path) -> None:
    head = a_head(2)
    against_all_rules("DELETE FROM acts_checkpoint")
    note()
    sequence_all()

    again = sign_head(at=later(2))

    assert again is not None
    assert signed.read(again.note).origin == signed.read(head.note).origin
    assert not Act.objects.filter(verb=LOG_BEGUN).exists()


def restored(kept: int) -> None:
    """Leave the database as a backup of that size would."""
    against_all_rules("DELETE FROM acts_checkpoint WHERE tree_size > %s", [kept])
    against_all_rules(
        "DELETE FROM acts_act WHERE id IN (SELECT act_id FROM acts_entry WHERE position >= %s)", [kept]
    )
    against_all_rules("DELETE FROM acts_entry WHERE position >= %s", [kept])


def test_a_restored_backup_begins_a_new_log_that_names_the_lost_head(
    ledger: Path, caplog: pytest.LogCaptureFixture
) -> None:
    a_head(2)
    lost = a_head(3, seconds=2)
    restored(kept=2)
    note("sau khi khôi phục")
    sequence_all()

    with caplog.at_level(logging.ERROR):
        assert sign_head(at=later(4)) is None
    first = sign_head(at=later(5))

    assert (
        "published head 5 of test.example/lienthong/simulated cannot be kept (3 leaves here)" in caplog.text
    )
    act = Act.objects.get(verb=LOG_BEGUN)
    assert (act.detail["lost_size"], act.detail["lost_root"]) == (5, bytes(lost.root).hex())
    assert (act.detail["kept"], selectors.position_of(act.id)) == (3, 3)
    assert first is not None
    assert signed.read(first.note).origin == act.detail["origin"] != signed.read(lost.note).origin
    assert act.detail["origin"].startswith("test.example/lienthong/simulated/2-")
    assert len(published(ledger)) == 3


def test_a_new_log_begins_once() -> None:
    a_head(5)
    restored(kept=2)
    for second in range(3, 6):
        sign_head(at=later(second))
    assert Act.objects.filter(verb=LOG_BEGUN).count() == 1
    assert selectors.tree_size() == 3


def test_the_same_size_with_another_past_also_begins_a_new_log() -> None:
    a_head(3)
    restored(kept=0)
    notes(3)
    sequence_all()

    assert sign_head(at=later(2)) is None

    assert Act.objects.filter(verb=LOG_BEGUN).count() == 1


def test_a_backup_older_than_the_new_log_begins_a_third() -> None:
    a_head(2)
    a_head(3, seconds=2)
    restored(kept=4)
    sign_head(at=later(3))
    second = sign_head(at=later(4))
    restored(kept=2)
    sign_head(at=later(6))
    third = sign_head(at=later(7))

    assert second is not None
    assert third is not None
    origins = {signed.read(each.note).origin for each in (second, third)}
    assert len(origins) == 2
    assert Act.objects.get(verb=LOG_BEGUN).detail["lost_origin"] == signed.read(second.note).origin


@pytest.mark.parametrize("position", [1, 2])
def test_nothing_is_signed_over_a_gap(position: int) -> None:
    a_head(2)
    notes(2)
    sequence_all()
    against_all_rules("DELETE FROM acts_entry WHERE position >= %s AND position <> 3", [position])
    with pytest.raises(BrokenLedger, match="is missing"):
        sign_head(at=later(2))
    assert Checkpoint.objects.count() == 1


def test_nothing_is_signed_over_a_lost_end() -> None:
    a_head(2)
    against_all_rules("DELETE FROM acts_entry WHERE position = 1")
    with pytest.raises(BrokenLedger, match="2 leaves are signed, 1 are there"):
        sign_head(at=later(2))


def test_the_key_is_made_once_and_for_its_owner_alone() -> None:
    before = key_file().read_bytes()
    make_key()
    assert key_file().read_bytes() == before
    assert key_file().stat().st_mode & 0o777 == 0o600


def test_the_head_at_a_moment_is_the_last_signed_before() -> None:
    first, second = a_head(1), a_head(1, seconds=60)
    assert selectors.checkpoint_at(later(-1)) is None
    assert selectors.checkpoint_at(later(59)) == first
    assert selectors.checkpoint_at(later(60)) == second == selectors.latest()


def test_a_head_knows_what_was_revoked_under_it() -> None:
    case = note().id
    wrong = note("sai", case_id=case)
    sequence_all()
    note("thu hồi", case_id=case, revokes=wrong.id)
    assert selectors.known_at(2).count() == selectors.standing_at(2).count() == 2
    sequence_all()
    assert selectors.known_at(3).count() == 3
    assert wrong not in selectors.standing_at(3)
    assert [act.detail["text"] for act in selectors.timeline(case)] == ["sai", "thu hồi"]


def test_the_file_is_written_before_others_may_sign(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints_file, "append", _full_disk)
    notes(1)
    sequence_all()
    with pytest.raises(OSError, match="đầy"):
        sign_head(at=MONDAY)
    assert not Checkpoint.objects.exists()


def _full_disk(note: str) -> None:
    raise OSError("đĩa đầy")
