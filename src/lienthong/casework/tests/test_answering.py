"""What was entered for a leader waits for that leader alone: confirmed, disowned, or left unanswered."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from lienthong.casework import instructing
from lienthong.casework.instructing import Words, confirm, disown, instruct_for
from lienthong.casework.instructions import instructed, waiting_for
from lienthong.casework.models import Medium
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.instructing import TOMORROW, case, committee, enter, kept_committee, vault
from lienthong.casework.tests.leading import a_committee, a_given_case
from lienthong.directory.models import Appointment
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, WrongState

__all__ = ["case", "committee", "enter", "kept_committee", "vault"]  # fixtures


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
