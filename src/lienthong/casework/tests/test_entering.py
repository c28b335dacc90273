"""What a leader said on paper or by telephone, entered by an assistant of the day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lienthong.access.assisting import end_assistance
from lienthong.casework.instructing import Words, instruct_for
from lienthong.casework.instructions import instructed
from lienthong.casework.models import Instruction, Medium
from lienthong.casework.telling import of_instruction, titles_of_instructions
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.instructing import (
    PDF,
    TOMORROW,
    a_file,
    case,
    committee,
    enter,
    kept_committee,
    nothing_was_written,
    vault,
)
from lienthong.casework.tests.leading import a_given_case
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed
from lienthong.kernel.vault.models import Attachment

__all__ = ["case", "committee", "enter", "kept_committee", "vault"]  # fixtures


def test_what_was_written_by_hand_is_entered_with_its_picture_and_waits(case, committee, enter):
    made = enter()

    assert made.waits
    assert (made.leader_name, made.entered_name) == ("Hoàng Văn Chủ", "Tô Thị Ký")
    act = Act.objects.get(verb="casework.instruct_for")
    assert act.actor_name == "Tô Thị Ký"
    (file,) = Attachment.objects.filter(act_id=act.id)
    assert act.detail["files"] == [file.blob_id]
    (shown,) = instructed(case, committee["chair"], MONDAY).shown
    assert shown.by_words == (
        "Ghi theo bút phê của Hoàng Văn Chủ, Chủ tịch UBND tỉnh, Ủy ban nhân dân tỉnh; người nhập: Tô Thị Ký"
    )
    assert [link.name for link in shown.pictures] == ["bút phê.png"]
    assert str(shown.state) == "Chờ lãnh đạo xác nhận"


@pytest.mark.parametrize(
    ("differs", "field", "why"),
    [
        ({"photos": ()}, "photo", "phải kèm ảnh"),
        ({"medium": Medium.TYPED}, "medium", "Hãy chọn"),
        ({"text": " "}, "text", "Hãy ghi ý kiến"),
        ({"given_at": TOMORROW}, "given_on", "tương lai"),
        ({"given_at": MONDAY - timedelta(days=1)}, "late_reason", "lý do nhập muộn"),
        (
            {"given_at": MONDAY - timedelta(days=20), "late_reason": "Đi công tác"},
            "given_on",
            "10 ngày làm việc",
        ),
    ],
)
def test_what_cannot_be_so_is_refused(committee, enter, differs, field, why):
    with pytest.raises(Invalid, match=why) as refused:
        enter(**differs)

    assert refused.value.field == field
    assert nothing_was_written()


def test_only_pictures_and_pdf_are_taken(enter):
    with pytest.raises(Invalid, match=r"ghi chú\.txt: chỉ nhận ảnh hoặc PDF"):
        enter(photos=a_file("ghi chú.txt", b"loi cua lanh dao"))

    assert nothing_was_written()
    assert enter(photos=a_file("quét.pdf", PDF)).waits


def test_the_telephone_needs_no_picture(enter):
    made = enter(medium=Medium.TELEPHONE, photos=())

    assert made.waits


def test_a_moment_on_paper_may_be_earlier_with_its_reason_and_both_are_shown(enter):
    earlier = MONDAY - timedelta(days=3)

    made = enter(given_at=earlier, late_reason="Lãnh đạo đi cơ sở.")

    act = Act.objects.get(verb="casework.instruct_for")
    assert (made.given_at, made.entered_at) == (earlier, MONDAY)
    assert (act.at, act.recorded_at) == (earlier, MONDAY)


@pytest.mark.parametrize(
    ("by", "refusal"),
    [("colleague", Missing), ("stranger", Missing), ("specialist", NotAllowed), ("chair", NotAllowed)],
)
def test_only_the_assistant_of_today_enters_for_a_leader(committee, enter, by, refusal):
    with pytest.raises(refusal):
        enter(by=committee[by])
    assert nothing_was_written()


def test_not_for_a_leader_one_does_not_assist(committee, enter):
    with pytest.raises(NotAllowed, match="không giúp việc cho lãnh đạo này"):
        enter(leader_post=committee.post("vice_chair"))
    assert nothing_was_written()


def test_not_after_the_assistance_has_ended(committee, enter):
    row = committee.assist("colleague", "vice_chair")
    end_assistance(row.pk, on=local_day(MONDAY), by=committee["vice_chair"], at=MONDAY)

    with pytest.raises(Missing):
        enter(by=committee["colleague"], leader_post=committee.post("vice_chair"))
    assert nothing_was_written()


def test_not_for_a_leader_who_does_not_see_the_case(kind, committee):
    committee.assist("specialist", "director")
    foreign = a_given_case(kind, committee, title="Việc của Văn phòng")
    foreign.involvements.all().delete()
    foreign.involvements.create(unit=committee.units["VP"], role="lead", since=MONDAY)
    committee.assist("secretary", "vice_chair", by=committee["vice_chair"])
    words = Words("Làm.", Medium.TELEPHONE)

    with pytest.raises(NotAllowed, match="không tham gia công việc này"):
        instruct_for(
            foreign.pk,
            leader_post=committee.post("vice_chair"),
            words=words,
            by=committee["secretary"],
            at=MONDAY,
        )
    with pytest.raises(Missing):
        instruct_for(
            foreign.pk,
            leader_post=committee.post("director"),
            words=words,
            by=committee["specialist"],
            at=MONDAY,
        )
    assert nothing_was_written()


def test_those_whose_turn_it_is_and_the_leader_are_told(committee, enter, case):
    director, chair, secretary = (committee[role].account_id for role in ("director", "chair", "secretary"))
    made = enter()

    told = of_instruction(Act.objects.get(verb="casework.instruct_for"))

    assert {director, chair, secretary} <= told
    title = titles_of_instructions([made.pk])[made.pk]
    assert (title.words, title.url) == ("Một việc", f"/{case.pk}/")


def test_the_database_refuses_what_the_rules_refuse(committee, enter, case):
    made = enter()
    rows = Instruction.objects.filter(pk=made.pk)

    for wrong, name in [
        ({"entered_by_id": made.leader_id}, "instruction_of_its_leader"),
        ({"confirmed_at": MONDAY, "disowned_at": MONDAY, "disown_reason": "x"}, "instruction_one_answer"),
        ({"disowned_at": MONDAY}, "instruction_disowned_for_a_reason"),
        ({"given_at": TOMORROW}, "instruction_given_before_entered"),
        (
            {"medium": Medium.TYPED, "entered_by_id": made.leader_id, "confirmed_at": MONDAY},
            "typed_needs_no_answer",
        ),
    ]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**wrong)


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_reads_its_instructions_in_so_many_statements(
    committee, enter, case, count, django_assert_num_queries
):
    for _ in range(count):
        enter()
    by = committee["chair"]
    instructed(case, by, MONDAY)  # the tree and the calendar are read once

    with django_assert_num_queries(5):  # instructions, files, scans, the calendar, whom one assists
        assert len(instructed(case, by, MONDAY).shown) == count


def test_the_button_to_enter_is_there_for_who_assists_a_leader_who_sees_the_case(kind, committee, case):
    assert instructed(case, committee["secretary"], MONDAY).may_enter
    assert not instructed(case, committee["colleague"], MONDAY).may_enter
    case.involvements.all().delete()

    assert not instructed(case, committee["secretary"], MONDAY).may_enter
