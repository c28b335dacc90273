"""A mandate passes to another unit, and the open tasks of its fields with it: nothing is lost, nothing is doubled."""

from collections import Counter
from datetime import date, timedelta

import pytest

from lienthong.casework.models import Assignment, Case, Involvement
from lienthong.directory import actions
from lienthong.directory.participants import MandatePassing, mandates
from lienthong.directory.reorganising.carrying import carry_out, rehearse
from lienthong.directory.reorganising.drafting import draft, schedule
from lienthong.directory.reorganising.minutes import minutes_of
from lienthong.directory.tests import cast
from lienthong.directory.tests.cast import EDITOR
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.measures.asking import Period, Question
from lienthong.measures.computing import by_unit, whole
from lienthong.tasks import following, giving, working
from lienthong.tasks.giving import Executor
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.models import Task, TaskKind
from lienthong.tasks.tests.conftest import MONDAY, acts_of, seal

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)
AFTER = MONDAY + timedelta(days=2)
TITLE = "Quản lý an toàn thông tin"


@pytest.fixture
def mandate(province):
    """The department is there for information security; its tasks in that field go with it."""
    for code, name in (("attt", "An toàn thông tin"), ("cntt", "Công nghệ thông tin")):
        cast.a_field(code, name)
    return actions.set_mandate(
        "attt",
        title=TITLE,
        unit=province.units["STTTT"],
        fields=["attt"],
        on=date(2012, 1, 1),
        by=EDITOR,
        at=MONDAY,
    )


@pytest.fixture
def passes(mandate, province):
    def move(to: str = "SNV", **how: object) -> None:
        actions.move_mandate("attt", to=province.units[to], on=ON, by=EDITOR, at=LATER, **how)

    return move


def said(province, to: str = "SNV", *, fields: tuple[str, ...] = ("attt",), stays: bool = False) -> list[str]:
    units = province.id_of("STTTT"), province.id_of(to)
    return mandates.preview(MandatePassing(*units, TITLE, frozenset(fields), ON, stays))


def codes(task: Task) -> tuple[str, str | None]:
    case = Case.objects.select_related("holder", "turn_unit").get(pk=task.pk)
    return case.holder.code, case.turn_unit and case.turn_unit.code


def roles(task: Task) -> set[tuple[str, str]]:
    open_roles = Involvement.objects.filter(case=task.pk, until__isnull=True)
    return set(open_roles.values_list("unit__code", "role"))


def test_open_tasks_of_the_field_pass_with_the_mandate_and_no_others(a_task, passes, province):
    going, other, done = a_task(field="attt"), a_task(field="cntt"), a_task("done", field="attt")

    passes()

    assert [codes(one)[0] for one in (going, other, done)] == ["SNV", "STTTT", "STTTT"]
    assert codes(going) == ("SNV", "SNV")
    assert roles(going) == {("UBND", "assigner"), ("VPUB", "monitoring"), ("SNV", "lead")}
    assert acts_of(going)[-1] == "casework.pass_to_successor"
    act = Act.objects.get(case_id=going.pk, verb="casework.pass_to_successor")
    assert act.detail["holder"] == str(province.id_of("SNV"))
    assert Case.objects.get(pk=going.pk).revision == len(acts_of(going))


def test_who_had_it_in_hand_has_it_no_more_and_the_new_lead_goes_on(a_task, passes, province):
    task, officer = a_task(field="attt"), province["specialist"]
    working.hand_over(
        task.pk, unit_id=officer.unit_id, person_id=officer.person_id, by=province["director"], at=MONDAY
    )

    passes()

    held = Assignment.objects.get(case=task.pk, until__isnull=True)
    assert (held.unit.code, held.person_id) == ("SNV", None)
    assert codes(task) == ("SNV", "SNV")
    assert not {unit for unit, _role in roles(task)} & {"STTTT", "CNTT"}
    working.finish(task.pk, output="Xong", document_number="1/BC", by=province["neighbour"], at=AFTER)
    following.confirm(task.pk, by=province["follower"], at=AFTER)
    assert Case.objects.get(pk=task.pk).state == "done"


def test_the_figure_counts_it_for_the_new_lead_once(a_task, passes, province):
    a_task(field="attt")
    passes()

    head = seal(AFTER)
    question = Question(Period(date(2012, 1, 1), date(2013, 1, 1), "2012"), head)
    figures = by_unit(COMPLETION, question)
    assert whole(COMPLETION, figures).total == 1
    assert {unit for unit, figure in figures.items() if figure.total} == {province.id_of("SNV")}


def test_what_a_group_was_given_is_each_members_own(a_task, passes):
    shared = a_task("shared", field="attt")

    passes()

    led = Counter(Case.objects.filter(parent=shared.pk).values_list("holder__code", flat=True))
    assert led == {"STTTT": 1, "SNV": 1}
    assert not Act.objects.filter(verb="casework.pass_to_successor").exists()


def test_parts_and_standing_tasks_given_by_name_pass_with_their_whole(a_task, passes, province):
    shared = a_task(field="attt", leads=[Executor(province.id_of(one)) for one in ("STTTT", "XA")])
    standing = a_task("standing", field="attt")

    passes()

    assert set(Case.objects.filter(parent=shared.pk).values_list("holder__code", flat=True)) == {"SNV", "XA"}
    for one in (shared, standing):
        assert ("SNV", "lead") in roles(one)
        assert ("STTTT", "lead") not in roles(one)
        assert codes(one)[0] == "VPUB"
    assert said(province) == []


def test_nobody_follows_what_they_lead_from_now_on(a_task, passes, province):
    given = a_task(field="attt", monitoring_id=province.id_of("SNV"))
    own = {"assigner_id": province.id_of("SNV"), "monitoring_id": province.id_of("SNV")}
    by = province.official("head", "SNV", "tasks_assign")
    nobodys = giving.give(
        giving.Order(
            "Việc", TaskKind.OPEN, **own, output="x", leads=[Executor(province.id_of("STTTT"))], field="attt"
        ),
        by=by,
        at=MONDAY,
    )
    assert said(province) == [
        f"1 nhiệm vụ đang mở thuộc lĩnh vực An toàn thông tin chuyển cho SNV cùng chức năng “{TITLE}”.",
        f"1 nhiệm vụ không đi theo chức năng “{TITLE}”, vì SNV giao và theo dõi.",
    ]

    passes()

    given.refresh_from_db()
    assert (codes(given)[0], given.monitoring.code) == ("SNV", "UBND")
    assert codes(nobodys)[0] == "STTTT"


def test_work_stays_where_the_step_says_so_or_the_mandate_names_no_field(a_task, passes, province):
    task = a_task(field="attt")
    a_task(field="cntt")
    assert said(province, stays=True) == [
        f"1 nhiệm vụ đang mở thuộc lĩnh vực An toàn thông tin không đi theo chức năng “{TITLE}”."
    ]
    assert said(province, fields=()) == [
        f"Chức năng “{TITLE}” không ghi lĩnh vực: 2 nhiệm vụ đang mở không đi theo."
    ]

    passes(work_stays=True)

    assert codes(task)[0] == "STTTT"
    assert Act.objects.get(verb="directory.move_mandate").detail["work"] == "stays"


def plan(province, *steps):
    made = draft("Sắp xếp", on=ON, basis="1/NQ", steps=list(steps), by=EDITOR, at=MONDAY)
    return schedule(made.pk, by=EDITOR, at=MONDAY)


def test_in_a_plan_the_mandates_work_goes_first_and_the_rest_with_the_unit(a_task, mandate, province):
    going, rest = a_task(field="attt"), a_task(field="cntt")
    made = plan(
        province,
        ("mandate", {"mandate": "attt", "to": "XA"}),
        ("merge", {"units": ["CNTT"], "into": "SNV"}),
        ("merge", {"units": ["STTTT"], "into": "SNV"}),
    )
    looked = rehearse(made, by=EDITOR, at=LATER).outlook
    assert looked is not None
    words = [one.words for one in looked.lines]
    assert (
        f"1 nhiệm vụ đang mở thuộc lĩnh vực An toàn thông tin chuyển cho XA cùng chức năng “{TITLE}”."
        in words
    )
    assert "1 công việc đang mở chuyển cho SNV ngay khi ghi nhận." in words
    assert codes(going)[0] == "STTTT"

    carry_out(made.pk, by=EDITOR, at=LATER)

    assert (codes(going)[0], codes(rest)[0]) == ("XA", "SNV")
    of_unit = next(one for one in minutes_of(made) if one.subject_id == province.id_of("STTTT"))
    assert [line for line in of_unit.detail["lines"] if "cùng chức năng" in line]


def test_a_unit_that_passes_whole_takes_its_work_once(a_task, mandate, province):
    task = a_task(field="attt")
    made = plan(
        province,
        ("mandate", {"mandate": "attt", "to": "SNV"}),
        ("merge", {"units": ["CNTT"], "into": "SNV"}),
        ("merge", {"units": ["STTTT"], "into": "SNV"}),
    )

    carry_out(made.pk, by=EDITOR, at=LATER)

    assert codes(task)[0] == "SNV"
    assert Act.objects.filter(case_id=task.pk, verb="casework.pass_to_successor").count() == 1


def test_statements_do_not_grow_with_tasks(a_task, mandate, province, django_assert_max_num_queries):
    for _ in range(8):
        a_task(field="attt")
    assert local_day(LATER) == ON
    with django_assert_max_num_queries(45):
        actions.move_mandate("attt", to=province.units["SNV"], on=ON, by=EDITOR, at=LATER)
    assert set(Case.objects.values_list("holder__code", flat=True)) == {"SNV"}
