"""Units merge: the successor leads, decides and follows; nobody monitors what they lead; no total changes."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from lienthong.casework.assigning import involve
from lienthong.casework.models import Case, Role
from lienthong.directory import actions
from lienthong.directory.models import Appointment
from lienthong.directory.participants import Reorganisation, reorganisations
from lienthong.directory.tests.cast import EDITOR
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.kernel.refusals import NotAllowed, WrongState
from lienthong.measures.asking import Period, Question
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.drilling import rows
from lienthong.tasks import following, giving, proposing, working
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.models import ProposalKind, Task
from lienthong.tasks.passing import TasksOfUnits
from lienthong.tasks.proposing import Asked
from lienthong.tasks.reading import notes_of
from lienthong.tasks.tests.conftest import MONDAY, acts_of, seal

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)
AFTER = MONDAY + timedelta(days=2)
YEAR = DateRange(date(2012, 1, 1), date(2013, 1, 1))


@pytest.fixture
def merge(province):
    """Merge agencies into one; a new one gets a head who may work, follow and decide."""

    def carry_out(*codes, into, at=LATER):
        if into not in province.units:
            province.unit(into)
            powers = ("tasks_work", "tasks_hand_over", "tasks_monitor", "tasks_decide")
            province.official("head", into, *powers)
        units = [province.units[code] for code in codes]
        actions.merge_units(units, into=province.units[into], on=ON, by=EDITOR, at=at)

    return carry_out


@pytest.fixture
def units_of(province):
    """Who gave, who monitors and who leads a task now, by code."""
    codes = {unit.pk: code for code, unit in province.units.items()}

    def read(task):
        task = Task.objects.select_related("case").get(pk=task.pk)
        known = codes | {unit.pk: code for code, unit in province.units.items()}
        return tuple(known[key] for key in (task.assigner_id, task.monitoring_id, task.case.holder_id))

    return read


def test_the_successor_of_the_lead_works_and_the_old_lead_does_not(a_task, province, merge, units_of):
    task = a_task()

    merge("STTTT", into="MOI")

    assert units_of(task) == ("UBND", "VPUB", "MOI")
    with pytest.raises(NotAllowed, match="cơ quan khác chủ trì"):
        working.report_progress(task.pk, percent=1, text="…", by=province["director"], at=AFTER)
    working.finish(task.pk, output="Xong", document_number="1/BC", by=province["head"], at=AFTER)
    following.confirm(task.pk, by=province["follower"], at=AFTER)
    assert acts_of(task) == ["tasks.give", "casework.pass_to_successor", "tasks.finish", "tasks.confirm"]


def test_the_successor_of_the_monitoring_unit_follows(a_task, province, merge, units_of):
    task = a_task("awaiting_confirmation")

    merge("VPUB", into="MOI")

    assert units_of(task) == ("UBND", "MOI", "STTTT")
    with pytest.raises(NotAllowed, match="cơ quan theo dõi"):
        following.confirm(task.pk, by=province["follower"], at=AFTER)
    following.confirm(task.pk, by=province["head"], at=AFTER)


def test_the_successor_of_the_assigner_decides(a_task, province, merge, units_of):
    task = a_task()

    merge("UBND", into="MOI")

    assert units_of(task) == ("MOI", "VPUB", "STTTT")
    giving.withdraw(task.pk, reason="Không còn cần", by=province["head"], at=AFTER)


def test_what_is_closed_stays_with_whom_it_was_closed(a_task, merge, units_of):
    done, withdrawn = a_task("done"), a_task("withdrawn", title="Việc khác")

    merge("UBND", "VPUB", "STTTT", into="MOI")

    assert units_of(done) == units_of(withdrawn) == ("UBND", "VPUB", "STTTT")
    assert "casework.pass_to_successor" not in acts_of(done)


MEETINGS = [
    pytest.param(["STTTT"], "VPUB", id="lead into monitor"),
    pytest.param(["VPUB"], "STTTT", id="monitor into lead"),
    pytest.param(["STTTT", "VPUB"], "MOI", id="both into a new one"),
    pytest.param(["VPUB", "STTTT"], "MOI", id="both, the other first"),
]


@pytest.mark.parametrize(("codes", "into"), MEETINGS)
def test_where_lead_and_monitor_become_one_the_assigner_monitors(
    a_task, province, merge, units_of, codes, into
):
    task, other = a_task("awaiting_confirmation"), a_task(title="Chưa xong")

    merge(*codes, into=into)

    assert units_of(task) == units_of(other) == ("UBND", "UBND", into)
    task.case.refresh_from_db()
    assert task.case.turn_unit == province.units["UBND"]
    assert task.case.revision == Act.objects.filter(case_id=task.pk).count()
    monitors = task.case.involvements.filter(role=Role.MONITORING, until__isnull=True)
    assert [row.unit for row in monitors] == [province.units["UBND"]]
    act = Act.objects.get(verb="tasks.change_monitoring", case_id=task.pk)
    assert act.detail["monitoring"] == str(province.id_of("UBND"))
    following.confirm(task.pk, by=province["chair"], at=AFTER)


def test_a_merger_after_which_nobody_else_would_monitor_is_refused(a_task, province, merge, units_of):
    task = a_task(monitoring_id=province.id_of("UBND"))
    change = Reorganisation(province.id_of("STTTT"), {province.id_of("UBND"): 1}, ON)

    said = "1 nhiệm vụ sẽ do cùng một cơ quan giao, chủ trì và theo dõi; hãy xác nhận hoặc thôi giao trước."
    assert TasksOfUnits().preview([change]) == [(change, said)]
    with pytest.raises(WrongState, match="cùng một cơ quan giao"):
        merge("STTTT", into="UBND")

    assert units_of(task) == ("UBND", "UBND", "STTTT")
    assert acts_of(task) == ["tasks.give"]
    assert not Act.objects.filter(verb="directory.merge_units").exists()


@pytest.mark.parametrize(
    "codes", [("STTTT", "VPUB", "UBND"), ("UBND", "STTTT", "VPUB")], ids=["assigner last", "assigner first"]
)
def test_where_assigner_lead_and_monitor_pass_into_one_it_is_refused(a_task, merge, units_of, codes):
    task = a_task()

    with pytest.raises(WrongState, match="cùng một cơ quan giao"):
        merge(*codes, into="MOI")

    assert units_of(task) == ("UBND", "VPUB", "STTTT")
    assert acts_of(task) == ["tasks.give"]


def test_a_standing_task_whose_leads_and_monitor_pass_into_one_is_met_once(a_task, province, merge, units_of):
    leads = [giving.Executor(province.id_of(code)) for code in ("STTTT", "SNV")]
    task = a_task("standing", leads=leads)

    merge("STTTT", "SNV", "VPUB", into="MOI")

    assert units_of(task) == ("UBND", "UBND", "UBND")
    assert acts_of(task).count("tasks.change_monitoring") == 1
    task.case.refresh_from_db()
    assert task.case.revision == len(acts_of(task))


def test_a_standing_task_goes_on_with_the_successor_and_without_following_itself(
    a_task, province, merge, units_of
):
    task = a_task("standing", leads=[giving.Executor(province.id_of("STTTT"))])

    merge("STTTT", into="VPUB")
    parts = giving.open_instalment(
        task.pk, period=YEAR, term="chậm nhất ngày 30/11/2012", by=province["chair"], at=AFTER
    )

    assert units_of(task) == ("UBND", "UBND", "UBND")
    assert [units_of(part) for part in parts] == [("UBND", "UBND", "VPUB")]


def test_a_standing_task_of_a_group_keeps_its_monitor(a_task, province, merge, units_of):
    task = a_task("standing", groups=["so"], leads=[])

    merge("SNV", into="VPUB")
    parts = giving.open_instalment(
        task.pk, period=YEAR, term="chậm nhất ngày 30/11/2012", by=province["follower"], at=AFTER
    )

    assert units_of(task) == ("UBND", "VPUB", "VPUB")
    assert [units_of(part) for part in parts] == [("UBND", "VPUB", "STTTT")]


def test_a_unit_that_supported_and_ended_does_not_support_the_next_instalment(a_task, province, merge):
    task = a_task("standing", supporting=[province.id_of("SNV")])

    merge("SNV", into="MOI")
    [part] = giving.open_instalment(
        task.pk, period=YEAR, term="chậm nhất ngày 30/11/2012", by=province["follower"], at=AFTER
    )

    supports = part.case.involvements.filter(role=Role.SUPPORTING)
    assert [row.unit for row in supports] == [province.units["MOI"]]


def test_a_transfer_to_a_unit_that_ended_meanwhile_is_not_granted(a_task, province, merge, units_of):
    task = a_task()
    asked = Asked(ProposalKind.TRANSFER, "Đúng chức năng", to_unit_id=province.id_of("SNV"))
    proposal = proposing.propose(task.pk, asked, by=province["director"], at=LATER)
    merge("SNV", into="MOI")

    with pytest.raises(WrongState, match="không còn nhận được nhiệm vụ này"):
        proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=AFTER)

    assert units_of(task) == ("UBND", "VPUB", "STTTT")
    assert acts_of(task) == ["tasks.give", "tasks.propose"]
    proposing.answer(proposal.pk, accept=False, text="Cơ quan đã sáp nhập", by=province["chair"], at=AFTER)


def test_who_hands_over_redistributes_what_a_person_left(a_task, province):
    task, one = a_task(), province["specialist"]
    working.hand_over(
        task.pk, unit_id=one.unit_id, person_id=one.person_id, by=province["director"], at=MONDAY
    )
    left = Appointment.objects.get(person=one.person_id)
    actions.end_appointment(left, on=ON, by=EDITOR, at=LATER)

    case = Case.objects.get(pk=task.pk)
    assert (case.turn_unit_id, case.turn_person_id, case.begun_at) == (one.unit_id, None, None)
    working.report_progress(task.pk, percent=5, text="Nhận lại", by=province["colleague"], at=AFTER)


def test_a_preview_of_all_areas_says_what_moves_and_who_monitors(a_task, province):
    a_task()
    change = Reorganisation(province.id_of("STTTT"), {province.id_of("VPUB"): 1}, ON)

    assert reorganisations.preview(change) == [
        "1 nhiệm vụ sẽ do cơ quan giao theo dõi, vì cơ quan chủ trì và cơ quan theo dõi nhập làm một.",
        "1 công việc đang mở chuyển cho VPUB ngay khi ghi nhận.",
    ]


# Several follow: role and column are one, whoever takes the work and by whatever way.


def test_the_timeline_says_who_followed_whom(a_task, merge):
    task = a_task()
    merge("STTTT", into="VPUB")
    acts = Act.objects.filter(case_id=task.pk)

    notes = notes_of(task, acts, local_day(AFTER))

    assert {act.verb: notes[act.id].words for act in acts if notes[act.id].words} == {
        "casework.pass_to_successor": "STTTT → VPUB",
        "tasks.change_monitoring": "UBND",
    }


@pytest.mark.parametrize("into", ["MOI", "VPUB"])
def test_twenty_tasks_cost_as_many_statements_as_three(a_task, province, merge, units_of, into):
    counts = []
    merge("XA", into=into)  # makes it
    for number in (3, 20):
        lead = province.unit(f"LEAD{number}", below="UBND")
        given = [a_task(title=f"Việc {turn}", leads=[giving.Executor(lead.pk)]) for turn in range(number)]
        with CaptureQueriesContext(connection) as asked:
            merge(lead.code, into=into)
        assert {units_of(task)[2] for task in given} == {into}
        counts.append(len(asked))

    assert counts[0] == counts[1]


# Figures: what a head knew stays, what a period held stays, the total stays; open work counts where it is led.


@pytest.fixture
def figures(province):
    def read(period, head):
        codes = {unit.pk: code for code, unit in province.units.items()}
        found = by_unit(COMPLETION, Question(period, head))
        return {codes[unit]: dict(figure.counts) for unit, figure in found.items()}

    return read


SPRING = Period(date(2012, 1, 1), date(2012, 3, 10), "Đầu năm")
REST = Period(date(2012, 3, 10), date(2013, 1, 1), "Cuối năm")
MERGED = datetime(2012, 3, 20, 9, tzinfo=HANOI)
SUMMER = datetime(2012, 6, 1, 9, tzinfo=HANOI)


def test_a_merger_moves_open_tasks_between_units_and_changes_no_total(a_task, province, merge, figures):
    snv = [giving.Executor(province.id_of("SNV"))]
    a_task("done")
    a_task("awaiting_confirmation", title="Chờ")
    a_task("shared", title="Chung")
    a_task(title="Của Sở Nội vụ", leads=snv)
    a_task("withdrawn", title="Thôi")
    early = seal(MONDAY)
    closed, before = figures(SPRING, early), figures(REST, early)

    merge("STTTT", "SNV", into="MOI", at=MERGED)
    late = seal(MERGED)

    assert figures(SPRING, early) == closed
    assert figures(SPRING, late) == closed
    assert before == {"STTTT": {"open_within": 2}, "SNV": {"open_within": 2}}
    assert figures(REST, late) == {"MOI": {"open_within": 4}}
    for period in (SPRING, REST):
        one, other = (by_unit(COMPLETION, Question(period, head)) for head in (early, late))
        assert whole(COMPLETION, one) == whole(COMPLETION, other)
    both = Question(Period(SPRING.start, REST.end, "Cả năm"), late)
    assert figures(both.period, late) == {"STTTT": {"done_on_time": 1}, "MOI": {"open_within": 4}}
    assert len(rows(COMPLETION, both, limit=None)) == whole(COMPLETION, by_unit(COMPLETION, both)).total == 5


def test_what_changes_after_the_merger_counts_for_who_leads_then(a_task, province, merge, figures):
    task, longer = a_task(), a_task(title="Gia hạn")
    merge("STTTT", into="MOI", at=LATER)
    asked = Asked(ProposalKind.EXTENSION, "Sáp nhập", term="chậm nhất ngày 20/04/2012")
    proposal = proposing.propose(longer.pk, asked, by=province["head"], at=AFTER)
    proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=AFTER)
    transfer = Asked(ProposalKind.TRANSFER, "Đúng chức năng", to_unit_id=province.id_of("SNV"))
    moved = proposing.propose(task.pk, transfer, by=province["head"], at=AFTER)
    proposing.answer(moved.pk, accept=True, text="", by=province["chair"], at=AFTER)

    assert figures(REST, seal(MERGED)) == {"MOI": {"open_within": 1}, "SNV": {"open_within": 1}}
    merge("SNV", into="MOI", at=MERGED)
    assert figures(REST, seal(SUMMER)) == {"MOI": {"open_overdue": 2}}


def test_who_only_monitored_or_supported_does_not_come_to_lead(a_task, province, merge, figures):
    involve(a_task().case, [province.id_of("SNV")], Role.SUPPORTING, at=MONDAY)

    merge("SNV", "VPUB", into="MOI", at=LATER)

    assert figures(REST, seal(MERGED)) == {"STTTT": {"open_within": 1}}
