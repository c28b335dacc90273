from datetime import date, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from lienthong.casework.models import Role
from lienthong.directory.models import GroupMember, UnitGroup
from lienthong.directory.revision import bump
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState
from lienthong.plans.giving import give_item
from lienthong.plans.models import PlanItem, PlanTask
from lienthong.tasks import giving
from lienthong.tasks.models import Task
from lienthong.tasks.tests.conftest import ALWAYS, LONG_AGO, MONDAY

ENTERPRISE_TASK, SINGLE_TASK, STANDING_TASK = "N03", "N20", "N07"
GROUP_TASK = "N01"
LATER = datetime(2012, 6, 4, 9, tzinfo=HANOI)


def parts_of(task):
    return list(Task.objects.filter(case__parent=task.case).order_by("case__number"))


def leads_of(task):
    named = task.case.involvements.filter(role=Role.LEAD).exclude(unit=task.monitoring_id)
    return set(named.values_list("unit__code", flat=True))


def test_a_group_leads_as_it_is_on_the_day(given, province):
    """A collective task of the plan is standing: each instalment opens a part for each member of its own day."""
    since_april = type(ALWAYS)(date(2012, 4, 1), None)
    newcomer = province.unit("SXD2", below="UBND")
    group = UnitGroup.objects.get(code="so_ban_nganh")
    GroupMember.objects.create(group=group, unit=newcomer, during=since_april, known_from=LONG_AGO)
    bump()

    task = given(GROUP_TASK)
    assert leads_of(task) == {"SNV", "SGDDT", "HTL", "HTP"}  # and the department that follows it

    half, term = type(ALWAYS)(date(2012, 7, 1), date(2013, 1, 1)), "chậm nhất ngày 31/12/2012"
    parts = giving.open_instalment(task.pk, period=half, term=term, by=province["director"], at=LATER)
    assert {part.case.holder.code for part in parts} == {"STTTT", "SNV", "SGDDT", "HTL", "HTP", "SXD2"}


def test_enterprises_act_through_their_department_one_part_each(given):
    task = given(ENTERPRISE_TASK)

    assert {part.case.holder.code for part in parts_of(task)} == {"STTTT"}
    assert {part.party.name for part in parts_of(task)} == {"Bưu điện tỉnh", "Viễn thông Mẫu"}


def test_a_task_says_where_the_plan_says_it_and_until_when(given, the_plan):
    alone = (
        i for i in the_plan.items.all() if len(i.leads) == 1 and i.kind == "deadline" and not i.executors
    )
    item = next(i for i in alone if "_" not in i.leads[0])

    task = given(item.code)

    source = task.sources.get()
    assert source.label.endswith(f"mục {item.section}, đoạn {item.paragraph}")
    assert task.case.term == "chậm nhất ngày 31/12/2015"
    assert (task.case.number, task.case.title, task.output) == (item.code, item.wording, item.output)


def test_a_standing_item_is_given_without_a_deadline(given):
    task = given(STANDING_TASK)

    assert (task.kind, task.recurrence, task.case.due_at) == ("standing", "year", None)


def test_every_item_can_be_given(the_plan, given):
    for item in the_plan.items.all():
        given(item.code)

    assert PlanTask.objects.count() == 65


def test_an_item_is_given_once(given):
    given(SINGLE_TASK)
    recorded = Act.objects.count()

    with pytest.raises(WrongState, match="đã được giao"):
        given(SINGLE_TASK)
    assert (Act.objects.count(), PlanTask.objects.count()) == (recorded, 1)


def test_an_item_is_given_again_after_it_was_taken_back(given, province):
    first = given(SINGLE_TASK)
    giving.withdraw(first.pk, reason="Giao lại", by=province["chair"], at=MONDAY)

    assert given(SINGLE_TASK, at=LATER).pk != first.pk


def test_a_specialist_gives_no_item(the_plan, province):
    item = PlanItem.objects.get(code=SINGLE_TASK)
    recorded = Act.objects.count()

    with pytest.raises(NotAllowed, match="giao nhiệm vụ"):
        give_item(item, by=province["specialist"], at=MONDAY)
    assert (Act.objects.count(), Task.objects.count()) == (recorded, 0)


def test_a_code_that_leads_nowhere_is_refused_by_name(given):
    PlanItem.objects.filter(code=SINGLE_TASK).update(leads=["KHONGCO"])
    recorded = Act.objects.count()

    with pytest.raises(Invalid, match="KHONGCO"):
        given(SINGLE_TASK)
    assert (Act.objects.count(), Task.objects.count()) == (recorded, 0)


def test_an_item_whose_time_has_passed_is_not_given(the_plan, given):
    late = next(i for i in the_plan.items.all() if i.kind == "deadline" and i.due_on == date(2015, 12, 31))

    with pytest.raises(Invalid, match="Thời hạn đã qua"):
        given(late.code, at=datetime(2016, 1, 4, 9, tzinfo=HANOI))
    assert not PlanTask.objects.exists()


def test_the_link_is_never_changed(given):
    given(SINGLE_TASK)

    other = "UPDATE plans_plantask SET item_id = (SELECT id FROM plans_planitem WHERE code = 'N21')"
    for sql in ("DELETE FROM plans_plantask", other):
        with (
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_nobody_but_the_issuer_of_the_plan_gives_its_items(the_plan, province):
    item = PlanItem.objects.get(code="N20")
    head = province.official("head_of_neighbour", "SNV", "tasks_assign")
    with pytest.raises(NotAllowed, match="cơ quan ban hành kế hoạch"):
        give_item(item, by=head, at=MONDAY)

    assert not item.given.exists()
