"""What a leader types on a case: who may, where it stands, and when it cannot be."""

from dataclasses import replace

import pytest

from lienthong.casework.instructing import instruct
from lienthong.casework.instructions import instructed
from lienthong.casework.models import Case, Instruction, Medium
from lienthong.casework.registry import kinds
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.instructing import (
    case,
    committee,
    enter,
    kept_committee,
    nothing_was_written,
    vault,
)
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing, NotAllowed, Stale, WrongState

__all__ = ["case", "committee", "enter", "kept_committee", "vault"]  # fixtures


def test_a_leader_types_and_it_stands(case, committee):
    made = instruct(case.pk, text=" Khẩn trương. ", by=committee["chair"], at=MONDAY)

    assert (made.text, made.medium, made.waits) == ("Khẩn trương.", Medium.TYPED, False)
    assert made.leader_title == "Chủ tịch UBND tỉnh, Ủy ban nhân dân tỉnh"
    act = Act.objects.get(verb="casework.instruct")
    assert (act.case_id, act.detail["text"]) == (case.pk, "Khẩn trương.")
    case.refresh_from_db()
    assert case.revision == 2
    assert case.state == "open"


@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        ("chair", None),
        ("vice_chair", None),
        ("director", None),
        ("specialist", NotAllowed),  # sees the case, gives no instructions
        ("secretary", Missing),  # reads it for the leader: that is no power here
        ("colleague", Missing),
        ("stranger", Missing),  # may instruct, elsewhere
        ("administrator", Missing),
    ],
)
def test_who_may_instruct(case, committee, by, refusal):
    if refusal is None:
        assert instruct(case.pk, text="Làm ngay.", by=committee[by], at=MONDAY).leader_name
        return
    with pytest.raises(refusal):
        instruct(case.pk, text="Làm ngay.", by=committee[by], at=MONDAY)
    assert nothing_was_written()


def test_a_kind_that_takes_no_instructions_says_so(case, committee):
    known = kinds.of(case)
    taken = {verb: way for verb, way in known.transitions.items() if verb != "instruct"}
    kinds.known[case.kind] = replace(known, transitions=taken)

    with pytest.raises(NotAllowed, match="không nhận ý kiến chỉ đạo"):
        instruct(case.pk, text="Làm.", by=committee["chair"], at=MONDAY)
    assert instructed(case, committee["chair"], MONDAY).may_instruct is None


def test_a_closed_case_takes_none(case, committee, enter):
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=MONDAY, turn_unit=None)

    with pytest.raises(WrongState, match="Đã xong"):
        instruct(case.pk, text="Làm.", by=committee["chair"], at=MONDAY)
    with pytest.raises(WrongState, match="Đã xong"):
        enter()
    assert nothing_was_written()


def test_an_old_page_is_told_what_changed(case, committee, enter):
    instruct(case.pk, text="Trước.", by=committee["vice_chair"], at=MONDAY)

    with pytest.raises(Stale):
        instruct(case.pk, text="Sau.", by=committee["chair"], at=MONDAY, seen=1)
    with pytest.raises(Stale):
        enter(seen=1)
    assert Instruction.objects.count() == 1
