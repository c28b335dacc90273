"""What a leader says on a case: typed, or entered from paper and answered by that leader alone."""

import io
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lienthong.access.assisting import end_assistance
from lienthong.casework import instructing
from lienthong.casework.instructing import Words, confirm, disown, instruct, instruct_for
from lienthong.casework.instructions import instructed, waiting_for
from lienthong.casework.models import Case, Instruction, Medium
from lienthong.casework.registry import kinds
from lienthong.casework.telling import of_instruction, titles_of_instructions
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.leading import a_committee, a_given_case
from lienthong.directory.models import Appointment
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Stale, WrongState
from lienthong.kernel.vault.attaching import take_in
from lienthong.kernel.vault.models import Attachment

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PDF = b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"
TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.VAULT_ROOT = tmp_path / "vault"
    settings.VAULT_SCANNER = ""


@pytest.fixture
def committee(db):
    made = a_committee()
    made.assist()
    return made


@pytest.fixture
def case(kind, committee):
    return a_given_case(kind, committee)


@pytest.fixture
def enter(case, committee):
    def make(**differs):
        values = {"text": "Giao Sở làm ngay.", "medium": Medium.HANDWRITTEN, "photos": a_file()}
        common = {"by": committee["secretary"], "at": MONDAY, "leader_post": committee.post("chair")}
        asked = {name: differs.pop(name) for name in list(differs) if name in {*common, "seen", "key"}}
        return instruct_for(case.pk, words=Words(**(values | differs)), **(common | asked))

    return make


def a_file(name="bút phê.png", content=PNG):
    file = io.BytesIO(content)
    file.name = name
    return take_in([file])


def nothing_was_written():
    return not Instruction.objects.exists() and not Act.objects.filter(verb__startswith="casework.").exists()


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


def test_the_leader_confirms_once(committee, enter, case):
    made = enter()

    confirm(made.pk, by=committee["chair"], at=TOMORROW)

    made.refresh_from_db()
    assert (made.confirmed_at, made.waits) == (TOMORROW, False)
    assert not waiting_for(made.leader_id).exists()
    with pytest.raises(WrongState, match="đã được trả lời"):
        confirm(made.pk, by=committee["chair"], at=TOMORROW)
    with pytest.raises(WrongState, match="đã được trả lời"):
        disown(made.pk, reason="Nhầm", by=committee["chair"], at=TOMORROW)
    case.refresh_from_db()
    assert case.revision == Act.objects.filter(case_id=case.pk).count() + 1


def test_a_second_touch_of_the_same_button_counts_once(committee, enter):
    made, key = enter(), new_key()
    confirm(made.pk, by=committee["chair"], at=MONDAY, key=key)

    with pytest.raises(AlreadyDone):
        confirm(made.pk, by=committee["chair"], at=MONDAY, key=key)


@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        ("secretary", NotAllowed),  # nobody confirms what they entered
        ("vice_chair", NotAllowed),  # no other leader, no substitute
        ("director", NotAllowed),
        ("administrator", Missing),
        ("colleague", Missing),
        ("stranger", Missing),
    ],
)
@pytest.mark.parametrize("answer", ["confirm", "disown"])
def test_nobody_answers_in_the_leaders_place(committee, enter, by, refusal, answer):
    made = enter()
    more = {"reason": "Không đúng"} if answer == "disown" else {}

    with pytest.raises(refusal):
        getattr(instructing, answer)(made.pk, **more, by=committee[by], at=MONDAY)

    made.refresh_from_db()
    assert made.waits


def test_the_leader_answers_in_whatever_post_today(committee, enter):
    made = enter()
    chair = committee.seats["chair"]
    Appointment.objects.believed().get(person=chair.person_id).cut(local_day(TOMORROW), at=MONDAY)
    elsewhere = replace(committee["stranger"], person_id=chair.person_id)

    assert confirm(made.pk, by=elsewhere, at=TOMORROW).confirmed_at == TOMORROW


def test_what_is_disowned_stays_marked_with_the_reason(committee, enter, case):
    made = enter()

    with pytest.raises(Invalid, match="lý do"):
        disown(made.pk, reason=" ", by=committee["chair"], at=TOMORROW)
    disown(made.pk, reason="Tôi chỉ nói xem xét.", by=committee["chair"], at=TOMORROW)

    act = Act.objects.get(verb="casework.disown_instruction")
    assert act.revokes == made.act_id
    (shown,) = instructed(case, committee["secretary"], TOMORROW).shown
    assert shown.instruction.text == "Giao Sở làm ngay."
    assert "không nhận là ý kiến" in str(shown.state)
    assert shown.instruction.disown_reason == "Tôi chỉ nói xem xét."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "Chờ lãnh đạo xác nhận"),
        (3, "Chờ lãnh đạo xác nhận"),
        (4, "Chưa xác nhận, đã quá 3 ngày làm việc"),
    ],
)
def test_silence_confirms_nothing_and_is_said(committee, enter, case, days, words):
    enter(medium=Medium.TELEPHONE, photos=())

    (shown,) = instructed(case, committee["director"], MONDAY + timedelta(days=days)).shown

    assert str(shown.state) == words


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


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(kind, settings, tmp_path):
    committee = a_committee()
    committee.assist()
    case = a_given_case(kind, committee)
    words = Words("Làm.", Medium.TELEPHONE)
    by, chair = committee["secretary"], committee["chair"]
    made = instruct_for(case.pk, leader_post=committee.post("chair"), words=words, by=by, at=MONDAY)
    said: list[str] = []

    def answer(act):
        from lienthong.kernel.acts.recording import replay

        try:
            with replay():
                act()
            said.append("done")
        except WrongState:
            said.append("refused")
        finally:
            connection.close()

    acts = [
        lambda: confirm(made.pk, by=chair, at=TOMORROW),
        lambda: disown(made.pk, reason="Không phải", by=chair, at=TOMORROW),
    ]
    threads = [threading.Thread(target=answer, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["done", "refused"]
    assert (
        Act.objects.filter(verb__in=["casework.confirm_instruction", "casework.disown_instruction"]).count()
        == 1
    )
