"""Verification lets pass what was recorded, and names the first act that differs, however it was changed."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lienthong.kernel.acts.erasing import erase
from lienthong.kernel.acts.leaves import leaf_of
from lienthong.kernel.acts.ledger import notes as signed
from lienthong.kernel.acts.ledger.differences import Kind
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.keys import key_file
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act, Checkpoint, Entry
from lienthong.kernel.acts.tests.offices import (
    CLERK,
    MONDAY,
    against_all_rules,
    later,
    note,
    notes,
    published,
)
from lienthong.kernel.keys import new_key

pytestmark = pytest.mark.usefixtures("ledger")
PERSONAL = {"họ tên": "Nguyễn Văn Thử", "năm sinh": 1980}


@pytest.fixture
def acts(ledger: Path) -> list[Act]:
    """Nine acts in order under heads of 3, 6 and 9."""
    return [act for number in range(3) for act in signed_together(notes(3), seconds=2 * number)]


def signed_together(acts: list[Act], seconds: float) -> list[Act]:
    sequence_all()
    assert sign_head(at=later(seconds)) is not None
    return acts


def change(act: Act, **columns: object) -> None:
    for column, value in columns.items():
        against_all_rules(f"UPDATE acts_act SET {column} = %s WHERE id = %s", [value, act.id])


def change_leaf(position: int, leaf: bytes) -> None:
    against_all_rules("UPDATE acts_entry SET leaf = %s WHERE position = %s", [leaf, position])


def test_what_was_recorded_holds(acts: list[Act], ledger: Path) -> None:
    note("chờ vào sổ")

    found = verify(published(ledger), own=True)

    assert found.ok
    assert (found.acts, found.waiting, found.heads, found.published, found.signed) == (9, 1, 3, 3, 9)
    assert found.root == bytes(Checkpoint.objects.get(tree_size=9).root)
    assert found.signatures_checked
    assert found.acts_per_s > 0


def test_an_empty_ledger_holds() -> None:
    assert verify().ok


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "Người khác"),
        ("verb", "test.other"),
        ("detail", '{"text": "Việc thứ hai"}'),
        ("detail", '{"text": 1.5}'),
        ("recorded_at", "2012-01-02 08:00:00.000001+07"),
        ("case_id", "01890000-0000-7000-8000-000000000000"),
        ("unit_id", "01890000-0000-7000-8000-000000000000"),
        ("revokes", "01890000-0000-7000-8000-000000000000"),
        ("leaf_version", 2),
    ],
)
def test_a_changed_act_is_named(acts: list[Act], column: str, value: object) -> None:
    change(acts[4], **{column: value})

    found = verify().first_difference

    assert found is not None
    assert (found.kind, found.position, found.act_id) == (Kind.ACT_CHANGED, 4, acts[4].id)
    who = "Người khác" if column == "actor_name" else "Lê Thị Mẫu"
    for word in (str(acts[4].id), f"của {who}, Văn thư, Sở Thử nghiệm", "08:00:00 02/01/2012", "ở vị trí 4"):
        assert word in found.reason


def test_the_first_of_two_changed_acts_is_named(acts: list[Act]) -> None:
    change(acts[7], actor_name="Người khác")
    change(acts[2], actor_name="Người khác")
    assert named().position == 2


def test_a_changed_act_that_still_waits_is_named(acts: list[Act]) -> None:
    waiting = note()
    change(waiting, actor_post="Giám đốc")
    assert (named().kind, named().act_id, named().position) == (Kind.ACT_CHANGED, waiting.id, None)
    assert "chưa có vị trí" in named().reason


def test_a_deleted_act_is_named(acts: list[Act]) -> None:
    against_all_rules("DELETE FROM acts_act WHERE id = %s", [acts[5].id])
    assert (named().kind, named().position, named().act_id) == (Kind.ACT_DELETED, 5, acts[5].id)


def test_an_act_deleted_with_its_entry_leaves_a_gap(acts: list[Act]) -> None:
    against_all_rules("DELETE FROM acts_act WHERE id = %s", [acts[5].id])
    against_all_rules("DELETE FROM acts_entry WHERE position = 5")
    assert (named().kind, named().position) == (Kind.POSITION_MISSING, 5)


def test_a_gap_that_was_closed_up_breaks_the_next_head(acts: list[Act]) -> None:
    against_all_rules("DELETE FROM acts_act WHERE id = %s", [acts[4].id])
    against_all_rules("DELETE FROM acts_entry WHERE position = 4")
    for position in range(5, 9):
        against_all_rules("UPDATE acts_entry SET position = %s WHERE position = %s", [position - 1, position])
    assert (named().kind, named().position) == (Kind.ROOT_DIFFERS, 3)


def test_a_cut_off_end_is_shorter_than_its_head(acts: list[Act]) -> None:
    against_all_rules("DELETE FROM acts_act WHERE id = %s", [acts[8].id])
    against_all_rules("DELETE FROM acts_entry WHERE position = 8")
    assert named().kind is Kind.SHORTER
    assert "mốc cho 9 thao tác, nhật ký chỉ còn 8: thiếu 1 thao tác" in named().reason


def test_a_forged_act_is_named(acts: list[Act]) -> None:
    forged = forge(acts[3])
    assert (named().kind, named().act_id) == (Kind.ACT_UNPLACED, forged.id)


def test_a_forged_act_with_an_entry_in_the_past_breaks_the_head(acts: list[Act]) -> None:
    forged = forge(acts[3])
    against_all_rules("UPDATE acts_entry SET act_id = %s WHERE position = 3", [forged.id])
    change_leaf(3, leaf_of(forged))
    assert (named().kind, named().position) == (Kind.ROOT_DIFFERS, 3)


def test_exchanged_entries_break_the_head_of_their_range(acts: list[Act]) -> None:
    one, two = Entry.objects.get(position=4), Entry.objects.get(position=5)
    against_all_rules("DELETE FROM acts_entry WHERE position IN (4, 5)")
    Entry.objects.create(position=4, act_id=two.act_id, leaf=two.leaf)
    Entry.objects.create(position=5, act_id=one.act_id, leaf=one.leaf)
    assert (named().kind, named().position) == (Kind.ROOT_DIFFERS, 3)


def test_an_act_changed_with_its_leaf_is_found_between_two_heads(acts: list[Act]) -> None:
    change(acts[7], actor_name="Người khác")
    change_leaf(7, leaf_of(Act.objects.get(id=acts[7].id)))

    assert (named().kind, named().position) == (Kind.ROOT_DIFFERS, 6)
    assert "Từ vị trí 6 đến 8" in named().reason
    assert str(acts[6].id) in named().reason


def test_a_changed_leaf_is_named(acts: list[Act]) -> None:
    change_leaf(2, bytes(32))
    assert (named().kind, named().position) == (Kind.ACT_CHANGED, 2)


def test_a_head_of_another_key_is_not_ours(acts: list[Act]) -> None:
    root = bytes(Checkpoint.objects.get(tree_size=6).root)
    forged = signed.sign(signed.Head(origin(), 6, root), Ed25519PrivateKey.generate())
    against_all_rules("UPDATE acts_checkpoint SET note = %s WHERE tree_size = 6", [forged])
    assert (named().kind, named().position) == (Kind.HEAD_UNSIGNED, 6)


def test_without_a_key_signatures_are_not_checked_and_it_says_so(acts: list[Act]) -> None:
    key_file().unlink()
    found = verify()
    assert found.ok
    assert not found.signatures_checked


def test_an_act_placed_and_waiting_is_named(acts: list[Act]) -> None:
    against_all_rules("INSERT INTO acts_pending SELECT act_id, leaf FROM acts_entry WHERE position = 1")
    assert (named().kind, named().position) == (Kind.PLACED_TWICE, 1)


def test_what_was_erased_by_an_act_holds(acts: list[Act]) -> None:
    act = note(personal=PERSONAL)
    erasing = erase(act.id, ground="Yêu cầu của công dân", by=CLERK, at=MONDAY)
    signed_together([act], seconds=10)

    found = verify()

    assert found.ok
    assert found.erased == {act.id: erasing.id}


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("DELETE FROM acts_personal", Kind.PERSONAL_GONE),
        ("""UPDATE acts_personal SET payload = '{"họ tên": "Người khác"}'""", Kind.PERSONAL_CHANGED),
        ("UPDATE acts_personal SET salt = 'muối khác'", Kind.PERSONAL_CHANGED),
    ],
)
def test_a_personal_part_that_differs_is_named(acts: list[Act], sql: str, kind: Kind) -> None:
    act = note(personal=PERSONAL)
    signed_together([act], seconds=10)
    against_all_rules(sql)
    assert (named().kind, named().position, named().act_id) == (kind, 9, act.id)


def test_a_personal_part_added_to_an_act_is_named(acts: list[Act]) -> None:
    against_all_rules("INSERT INTO acts_personal VALUES (%s, 'x', '{}')", [acts[2].id])
    assert (named().kind, named().position) == (Kind.PERSONAL_CHANGED, 2)


def test_a_personal_part_that_stays_after_erasing_is_named(acts: list[Act]) -> None:
    act = note(personal=PERSONAL)
    erase(act.id, ground="Yêu cầu của công dân", by=CLERK, at=MONDAY)
    sequence_all()
    against_all_rules("INSERT INTO acts_personal VALUES (%s, 'x', '{}')", [act.id])
    assert (named().kind, named().act_id) == (Kind.PERSONAL_STAYS, act.id)


def test_published_heads_reveal_a_rewritten_ledger(acts: list[Act], ledger: Path) -> None:
    held = published(ledger)
    rewrite(lambda act: change(act, actor_name="Người khác"), acts[4].id)
    assert verify().ok, "who holds the key and the database may rewrite everything"

    found = verify(held).first_difference

    assert found is not None
    assert (found.kind, found.position) == (Kind.PUBLISHED_DIFFERS, 3)
    assert "Từ vị trí 3 đến 5" in found.reason


def test_published_heads_reveal_a_shortened_ledger(acts: list[Act], ledger: Path) -> None:
    held = published(ledger)
    shorten(kept=6)
    assert verify().ok

    found = verify(held).first_difference

    assert found is not None
    assert found.kind is Kind.PUBLISHED_SHORTER
    assert "Đã công bố mốc cho 9 thao tác, nhật ký chỉ còn 6: thiếu 3 thao tác" in found.reason


def test_a_lost_log_is_remembered_here_and_a_difference_elsewhere(acts: list[Act], ledger: Path) -> None:
    held = published(ledger)
    shorten(kept=6)
    sign_head(at=later(20))
    signed_together(notes(4), seconds=22)

    ours, theirs = verify(published(ledger), own=True), verify(held)

    assert ours.ok
    assert ours.beyond is not None
    assert ours.beyond.kind is Kind.PUBLISHED_LOST
    assert (
        "tiếp sau thao tác thứ 6 (khôi phục từ bản sao lưu): 3 thao tác sau đó không còn"
        in ours.beyond.reason
    )
    assert theirs.first_difference == ours.beyond


def test_heads_of_another_log_are_refused(acts: list[Act]) -> None:
    other = signed.sign(signed.Head("tinh-khac.example", 3, bytes(32)), Ed25519PrivateKey.generate())
    found = verify([other]).first_difference
    assert found is not None
    assert (found.kind, "tinh-khac.example" in found.reason) == (Kind.OTHER_LOG, True)


def test_a_forged_published_head_is_the_file_s_fault(acts: list[Act]) -> None:
    forged = signed.sign(signed.Head(origin(), 3, bytes(32)), Ed25519PrivateKey.generate())
    found = verify([forged]).first_difference
    assert found is not None
    assert found.kind is Kind.PUBLISHED_UNREADABLE


def test_a_head_that_only_others_hold_is_computed(acts: list[Act], ledger: Path) -> None:
    held = published(ledger)
    against_all_rules("DELETE FROM acts_checkpoint WHERE tree_size = 6")
    assert verify(held).ok


def named():
    found = verify().first_difference
    assert found is not None
    return found


def origin() -> str:
    return signed.read(Checkpoint.objects.get(tree_size=3).note).origin


def forge(model: Act) -> Act:
    forged = Act.objects.get(id=model.id)
    forged.id = new_key()
    forged.save(force_insert=True)
    return forged


def rewrite(do: Callable[[Act], None], act_id: UUID) -> None:
    """Change an act and make all leaves and heads after it anew, as who holds key and database could."""
    do(Act.objects.get(id=act_id))
    entry = Entry.objects.get(act_id=act_id)
    change_leaf(entry.position, leaf_of(Act.objects.get(id=act_id)))
    sizes = list(Checkpoint.objects.order_by("tree_size").values_list("tree_size", flat=True))
    rows = list(Entry.objects.order_by("position"))
    against_all_rules("DELETE FROM acts_checkpoint")
    against_all_rules("DELETE FROM acts_entry")
    hide_published()
    for row in rows:
        Entry.objects.create(position=row.position, act_id=row.act_id, leaf=row.leaf)
        if row.position + 1 in sizes:
            sign_head(at=later(row.position))


def shorten(kept: int) -> None:
    against_all_rules("DELETE FROM acts_checkpoint WHERE tree_size > %s", [kept])
    against_all_rules(
        "DELETE FROM acts_act WHERE id IN (SELECT act_id FROM acts_entry WHERE position >= %s)", [kept]
    )
    against_all_rules("DELETE FROM acts_entry WHERE position >= %s", [kept])


def hide_published() -> None:
    from lienthong.kernel.acts.ledger.checkpoints_file import own_file

    own_file().unlink()
