from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import GroupMember, UnitCalendar
from lienthong.directory.revision import bump
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.actions import enter_notice, open_calendar
from lienthong.kernel.clock.days import off
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Stale, WrongState
from lienthong.tasks import following, giving, proposing, working
from lienthong.tasks.models import ProposalKind, Task, TaskKind
from lienthong.tasks.proposing import Asked
from lienthong.tasks.reading import who_has_the_turn
from lienthong.tasks.selectors import deadline_of
from lienthong.tasks.tests.conftest import ALWAYS, MONDAY, acts_of

LATER = MONDAY + timedelta(days=1)
TOO_LATE = MONDAY + timedelta(days=40)


def test_a_task_walks_from_the_chair_to_its_confirmation(a_task, province):
    task = a_task()
    specialist = province["specialist"]
    working.hand_over(
        task.pk,
        unit_id=specialist.unit_id,
        person_id=specialist.person_id,
        by=province["director"],
        at=LATER,
    )
    working.report_progress(task.pk, percent=60, text="Đã nối 80 xã", by=specialist, at=LATER)
    delivery = working.finish(task.pk, output="Đã nối", document_number="9/BC", by=specialist, at=LATER)
    following.confirm(task.pk, by=province["follower"], at=LATER)

    task = Task.objects.get(pk=task.pk)
    assert task.case.state == "done"
    assert task.case.turn_unit is None
    assert delivery.on_time
    assert acts_of(task) == [
        "tasks.give", "tasks.hand_over", "tasks.report_progress", "tasks.finish", "tasks.confirm",
    ]  # fmt: skip


def test_on_time_is_when_it_was_delivered_not_when_it_was_confirmed(a_task, province):
    task = a_task()
    working.finish(task.pk, output="Xong", document_number="1/BC", by=province["director"], at=LATER)

    following.confirm(task.pk, by=province["follower"], at=TOO_LATE)

    assert Act.objects.get(verb="tasks.confirm").detail["on_time"] is True


def test_what_was_delivered_in_time_is_not_called_late_while_it_waits(a_task, province):
    task = a_task("awaiting_confirmation")

    assert str(deadline_of(task, at=TOO_LATE)) == "Gửi đúng hạn (hết ngày 30/03/2012)"


def test_a_group_becomes_one_part_for_each_member_of_that_day(a_task, province):
    whole = a_task("shared")
    assert set(whole.case.parts.values_list("holder__code", flat=True)) == {"STTTT", "SNV"}

    for member in GroupMember.objects.believed():
        member.withdraw(at=LATER)
    bump()

    assert whole.case.parts.count() == 2


def test_a_shared_task_is_led_by_its_parts_and_waits_for_nobody_else(a_task, province):
    whole = a_task("shared")

    leads = whole.case.involvements.filter(role="lead").values_list("unit__code", flat=True)

    assert set(leads) == {"STTTT", "SNV"}
    assert whole.case.turn_unit is None
    assert who_has_the_turn(whole, MONDAY) == "2 phần việc chưa hoàn thành"


def test_the_whole_is_complete_with_its_last_part_and_followed_again_when_one_is_reopened(a_task, province):
    whole = a_task("shared")
    for name, code in (("director", "STTTT"), ("neighbour", "SNV")):
        part = whole.case.parts.get(holder__code=code)
        working.finish(part.pk, output="Xong", document_number="2/BC", by=province[name], at=LATER)
        following.confirm(part.pk, by=province["follower"], at=LATER)
    whole.case.refresh_from_db()
    assert whole.case.state == "done"

    following.reopen(part.pk, reason="Chưa đủ", by=province["follower"], at=LATER)
    whole.case.refresh_from_db()
    assert (whole.case.state, whole.case.turn_unit) == ("shared", None)


def test_a_standing_task_is_followed_by_instalments_and_never_completes(a_task, province):
    task = a_task("standing")
    period = DateRange(MONDAY.date().replace(month=1, day=1), MONDAY.date().replace(month=12, day=31))
    parts = giving.open_instalment(
        task.pk, period=period, term="chậm nhất ngày 30/11/2012", by=province["follower"], at=LATER
    )
    working.finish(parts[0].pk, output="Xong", document_number="3/BC", by=province["director"], at=LATER)
    following.confirm(parts[0].pk, by=province["follower"], at=LATER)

    task.case.refresh_from_db()
    assert task.case.state == "standing"
    with pytest.raises(Invalid, match="đã được mở"):
        giving.open_instalment(
            task.pk, period=period, term="chậm nhất ngày 30/11/2012", by=province["follower"], at=LATER
        )


def test_the_clock_runs_while_an_extension_is_asked_and_moves_when_it_is_granted(a_task, province):
    task = a_task()
    due = task.case.due_at
    asked = Asked(ProposalKind.EXTENSION, "Thiếu kinh phí", term="chậm nhất ngày 20/04/2012")
    proposal = proposing.propose(task.pk, asked, by=province["director"], at=LATER)
    task.case.refresh_from_db()
    assert task.case.due_at == due

    proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=LATER)
    task.case.refresh_from_db()
    assert task.case.due_at > due
    assert task.case.extensions.count() == 1


def test_a_transfer_moves_the_lead_and_the_old_lead_still_sees_it(a_task, province):
    task = a_task()
    asked = Asked(ProposalKind.TRANSFER, "Đúng chức năng", to_unit_id=province.id_of("SNV"))
    proposal = proposing.propose(task.pk, asked, by=province["director"], at=LATER)
    proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=LATER)

    working.finish(task.pk, output="Xong", document_number="4/BC", by=province["neighbour"], at=LATER)
    with pytest.raises(NotAllowed, match="cơ quan khác chủ trì"):
        working.report_progress(task.pk, percent=1, text="…", by=province["director"], at=LATER)


def test_an_adjustment_changes_what_has_to_come_out(a_task, province):
    task = a_task()
    asked = Asked(ProposalKind.ADJUSTMENT, "Cho đúng thực tế", wording="Biên bản nghiệm thu")
    proposal = proposing.propose(task.pk, asked, by=province["director"], at=LATER)
    proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=LATER)

    assert Task.objects.get(pk=task.pk).output == "Biên bản nghiệm thu"


# What is refused: the reason is said, and nothing was recorded.

REFUSALS = [
    ("stranger", Missing, "Không tìm thấy"),
    ("citizen", Missing, "Không tìm thấy"),
    ("neighbour", Missing, "Không tìm thấy"),
    ("follower", NotAllowed, "chưa được giao quyền"),
]


@pytest.mark.parametrize(("who", "refusal", "reason"), REFUSALS)
def test_who_may_not_finish(a_task, province, who, refusal, reason):
    task = a_task()

    with pytest.raises(refusal, match=reason):
        working.finish(task.pk, output="Xong", document_number="1/BC", by=province[who], at=LATER)

    assert acts_of(task) == ["tasks.give"]


def test_nobody_confirms_their_own_work(a_task, province):
    task = a_task(leads=[giving.Executor(province.id_of("SNV"))])
    working.finish(task.pk, output="Xong", document_number="1/BC", by=province["neighbour"], at=LATER)
    Task.objects.filter(pk=task.pk).update(monitoring=province.id_of("SNV"))

    with pytest.raises(NotAllowed, match="Không ai tự xác nhận"):
        following.confirm(task.pk, by=province["neighbour"], at=LATER)


def test_a_colleague_may_not_do_what_was_handed_to_another(a_task, province):
    task = a_task()
    one, other = province["specialist"], province["colleague"]
    working.hand_over(
        task.pk, unit_id=one.unit_id, person_id=one.person_id, by=province["director"], at=LATER
    )

    with pytest.raises(NotAllowed, match="phân công cho người khác"):
        working.report_progress(task.pk, percent=10, text="…", by=other, at=LATER)


def test_work_is_not_handed_outside_the_agency(a_task, province):
    task = a_task()

    with pytest.raises(Invalid, match="trong cơ quan chủ trì"):
        working.hand_over(
            task.pk, unit_id=province.id_of("SNV"), person_id=None, by=province["director"], at=LATER
        )
    assert acts_of(task) == ["tasks.give"]


BAD_ORDERS = [
    ({"title": "  "}, "title", "nội dung"),
    ({"output": ""}, "output", "sản phẩm"),
    ({"leads": []}, "leads", "chủ trì"),
    ({"term": ""}, "term", "thời hạn"),
    ({"term": "chậm nhất ngày 01/03/2012"}, "term", "đã qua"),
    ({"term": "khi nào xong"}, "term", "Không đọc được"),
    ({"term": "chậm nhất ngày 31/02/2013"}, "term", "Không có ngày"),
]


@pytest.mark.parametrize(("differs", "field", "reason"), BAD_ORDERS)
def test_an_order_that_cannot_be_right(order, province, differs, field, reason):
    with pytest.raises(Invalid, match=reason) as refused:
        giving.give(order(**differs), by=province["chair"], at=MONDAY)

    assert refused.value.field == field
    assert not Act.objects.filter(verb="tasks.give").exists()


def test_an_agency_does_not_follow_its_own_task(order, province):
    with pytest.raises(Invalid, match="tự theo dõi"):
        giving.give(order(monitoring_id=province.id_of("STTTT")), by=province["chair"], at=MONDAY)


def test_an_extension_is_asked_before_the_deadline(a_task, province):
    task = a_task()
    asked = Asked(ProposalKind.EXTENSION, "Chậm", term="chậm nhất ngày 20/06/2012")

    with pytest.raises(Invalid, match="trước khi hết hạn"):
        proposing.propose(task.pk, asked, by=province["director"], at=TOO_LATE)
    assert acts_of(task) == ["tasks.give"]


def test_a_document_needs_its_number(a_task, province):
    task = a_task()

    with pytest.raises(Invalid, match="số, ký hiệu") as refused:
        working.finish(task.pk, output="Xong", by=province["director"], at=LATER)
    assert refused.value.field == "document_number"


def test_two_officials_at_once_the_second_is_told_what_happened(a_task, province):
    task = a_task()
    seen = task.case.revision
    working.report_progress(task.pk, percent=20, text="Một", by=province["director"], at=LATER, seen=seen)

    with pytest.raises(Stale, match="vừa có người khác") as stale:
        working.report_progress(task.pk, percent=30, text="Hai", by=province["director"], at=LATER, seen=seen)
    assert [act.verb for act in stale.value.changes] == ["tasks.report_progress"]
    assert task.progress.count() == 1


def test_a_form_sent_twice_counts_once(a_task, province):
    task, key = a_task(), uuid4()
    finish = {
        "output": "Xong",
        "document_number": "5/BC",
        "by": province["director"],
        "at": LATER,
        "key": key,
    }
    working.finish(task.pk, **finish)

    with pytest.raises(AlreadyDone) as again:
        working.finish(task.pk, **finish)
    assert again.value.act_id == key
    assert acts_of(task) == ["tasks.give", "tasks.finish"]


def test_a_refusal_needs_a_reason(a_task, province):
    task = a_task("awaiting_confirmation")

    with pytest.raises(Invalid, match="lý do"):
        following.send_back(task.pk, reason=" ", by=province["follower"], at=LATER)
    assert Task.objects.get(pk=task.pk).case.state == "awaiting_confirmation"


def test_what_was_sent_back_goes_to_who_had_it(a_task, province):
    task = a_task()
    one = province["specialist"]
    working.hand_over(
        task.pk, unit_id=one.unit_id, person_id=one.person_id, by=province["director"], at=LATER
    )
    working.finish(task.pk, output="Xong", document_number="6/BC", by=one, at=LATER)

    following.send_back(task.pk, reason="Thiếu biểu", by=province["follower"], at=LATER)

    assert Task.objects.get(pk=task.pk).case.turn_person_id == one.person_id


def test_a_task_that_is_done_is_not_finished_again(a_task, province):
    task = a_task("done")

    with pytest.raises(WrongState, match="Hoàn thành"):
        working.finish(task.pk, output="Lại", document_number="7/BC", by=province["director"], at=LATER)


def test_taking_a_shared_task_back_takes_its_open_parts(a_task, province):
    whole = a_task("shared")
    giving.withdraw(whole.pk, reason="Đã có kế hoạch khác", by=province["chair"], at=LATER)

    assert set(whole.case.parts.values_list("state", flat=True)) == {"withdrawn"}


def test_a_task_without_a_deadline_cannot_be_late(a_task):
    task = a_task(kind=TaskKind.OPEN, term="")

    assert task.case.due_at is None
    assert task.case.due_order.year == 9999


def test_what_was_delivered_reads_as_whole(a_task, province):
    task = a_task()
    working.report_progress(task.pk, percent=64, text="Gần xong", by=province["director"], at=MONDAY)
    assert Task.objects.get(pk=task.pk).percent_shown == 64

    working.finish(task.pk, output="Xong", document_number="1/BC", by=province["director"], at=MONDAY)
    assert Task.objects.get(pk=task.pk).percent_shown == 100


def test_a_term_is_counted_by_the_calendar_of_the_agency_that_leads(a_task, province):
    before = a_task(term="05 ngày làm việc")
    open_calendar("rieng", "Lịch riêng", NamedCalendar.objects.get(key="vn"), by=SYSTEM, at=MONDAY)
    off_day = (off(date(2012, 3, 8)),)
    own = NamedCalendar.objects.get(key="rieng")
    enter_notice(
        own, year=2012, title="Ngày truyền thống", document="1/TB", days=off_day, by=SYSTEM, at=MONDAY
    )
    UnitCalendar.objects.create(
        unit=province.units["STTTT"], calendar="rieng", during=ALWAYS, known_from=MONDAY
    )
    bump()

    after = a_task(term="05 ngày làm việc")

    assert (before.case.calendar, after.case.calendar) == ("vn", "rieng")
    assert after.case.due_at == before.case.due_at + timedelta(days=1)
