"""Units are split: columns and roles of a task go the same way, also where work is handed on later."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from lienthong.casework.handing_on import hand_on
from lienthong.casework.models import Case, Role
from lienthong.directory import actions, selectors
from lienthong.directory.models import Place
from lienthong.directory.participants import Distribution, Reorganisation
from lienthong.directory.revision import bump
from lienthong.directory.tests.cast import EDITOR, a_place
from lienthong.kernel.refusals import NotAllowed, WrongState
from lienthong.tasks import following, giving, proposing
from lienthong.tasks.models import ProposalKind, Task
from lienthong.tasks.passing import TasksOfUnits
from lienthong.tasks.proposing import Asked
from lienthong.tasks.tests.conftest import MONDAY, acts_of, orders_of

ON = date(2012, 3, 6)
LATER = MONDAY + timedelta(days=1)
AFTER = MONDAY + timedelta(days=2)
HALF = Decimal("0.5")


@pytest.fixture
def split(province):
    """Split an agency in halves on 6 March; new ones stand below the committee, and their heads may do everything."""

    def carry_out(unit, *parts, rest=None, by_place=True, at=LATER):
        shares = {province.units[code]: HALF for code in parts}
        chosen = province.id_of(rest) if rest else None
        heirs = {part.pk: share for part, share in shares.items()}
        rule = selectors.distribution(heirs, ON, chosen=chosen, by_place=by_place)
        actions.split_unit(province.units[unit], parts=shares, on=ON, distribution=rule, by=EDITOR, at=at)

    for code in ("BAC", "NAM"):
        province.unit(code, below="UBND", place=a_place(code))
        province.official(code, code, "tasks_work", "tasks_hand_over", "tasks_monitor", "tasks_decide")
    province.official("distributor", "UBND", "tasks_hand_over")
    bump()
    return carry_out


def as_its_roles_say(task):
    """Return the task as it is now; its columns and its open roles say one thing."""
    task = Task.objects.select_related("case").get(pk=task.pk)
    roles = task.case.involvements.filter(until__isnull=True).values_list("role", "unit")
    said = {(role, unit) for role, unit in roles if role in {Role.ASSIGNER, Role.MONITORING}}
    assert said == {(Role.ASSIGNER, task.assigner_id), (Role.MONITORING, task.monitoring_id)}
    return task


def divisions_elsewhere(province):
    actions.move_unit(province.units["CNTT"], under=province.units["SNV"], on=ON, by=EDITOR, at=LATER)


def test_who_is_chosen_follows_although_the_unit_stays(a_task, province, split):
    task = a_task("awaiting_confirmation")

    split("VPUB", "VPUB", "BAC", rest="BAC")

    now = as_its_roles_say(task)
    assert now.monitoring_id == now.case.turn_unit_id == province.id_of("BAC")
    with pytest.raises(NotAllowed, match="cơ quan theo dõi"):
        following.confirm(task.pk, by=province["follower"], at=AFTER)
    following.confirm(task.pk, by=province["BAC"], at=AFTER)


def test_a_unit_that_stays_keeps_following_what_nobody_is_chosen_for(a_task, province, split):
    task = a_task("awaiting_confirmation")

    split("VPUB", "VPUB", "BAC")

    assert as_its_roles_say(task).monitoring_id == province.id_of("VPUB")


def test_what_others_do_is_followed_by_who_takes_the_rest_wherever_the_work_lies(a_task, province, split):
    task = a_task("awaiting_confirmation")
    lies_in(task, "BAC")

    split("VPUB", "BAC", "NAM", rest="NAM")

    assert as_its_roles_say(task).monitoring_id == province.id_of("NAM")
    following.confirm(task.pk, by=province["NAM"], at=AFTER)


def lies_in(task, code):
    """The work lies in the place in which the heir sits."""
    Case.objects.filter(pk=task.pk).update(place=Place.objects.get(code=code))


def test_who_gave_a_task_to_itself_decides_on_it_where_it_is_handed_on(order, province, split):
    boss = province.official("boss", "STTTT", "tasks_assign", "tasks_decide")
    asked = order(assigner_id=province.id_of("STTTT"))
    task = giving.give(asked, by=boss, at=MONDAY)
    divisions_elsewhere(province)

    split("STTTT", "BAC", "NAM")
    assert as_its_roles_say(task).assigner_id == province.id_of("UBND")
    hand_on([task.pk], to=province.id_of("BAC"), by=province["distributor"], at=AFTER)

    now = as_its_roles_say(task)
    assert now.assigner_id == now.case.holder_id == province.id_of("BAC")
    giving.withdraw(task.pk, reason="Không còn cần", by=province["BAC"], at=AFTER)


def test_what_is_handed_on_to_who_monitors_it_is_followed_by_its_assigner(a_task, province, split):
    task = a_task("awaiting_confirmation", monitoring_id=province.id_of("BAC"))
    divisions_elsewhere(province)
    split("STTTT", "BAC", "NAM")

    hand_on([task.pk], to=province.id_of("BAC"), by=province["distributor"], at=AFTER)

    now = as_its_roles_say(task)
    assert (now.case.holder_id, now.monitoring_id) == (province.id_of("BAC"), province.id_of("UBND"))
    assert now.case.turn_unit_id == province.id_of("UBND")
    assert acts_of(task)[-1] == "tasks.change_monitoring"
    assert now.case.revision == len(acts_of(task))


def test_what_is_transferred_meanwhile_waits_for_nobody_to_hand_it_on(a_task, province, split):
    lead = province.official("lead", "UBND", "tasks_work", "tasks_hand_over")
    task = a_task(monitoring_id=province.id_of("VPUB"))
    divisions_elsewhere(province)
    split("STTTT", "BAC", "NAM")
    asked = Asked(ProposalKind.TRANSFER, "Đúng chức năng", to_unit_id=province.id_of("SNV"))
    proposal = proposing.propose(task.pk, asked, by=lead, at=AFTER)

    proposing.answer(proposal.pk, accept=True, text="", by=province["chair"], at=AFTER)

    now = Task.objects.select_related("case").get(pk=task.pk)
    assert (now.case.holder_id, now.case.heirs_of_id) == (province.id_of("SNV"), None)


def test_it_is_not_handed_on_where_nobody_would_follow_it(a_task, province, split):
    bac = province.id_of("BAC")
    boss = province.official("boss", "BAC", "tasks_assign")
    task = giving.give(orders_of(province)(assigner_id=bac, monitoring_id=bac), by=boss, at=MONDAY)
    divisions_elsewhere(province)
    split("STTTT", "BAC", "NAM")

    with pytest.raises(WrongState, match="cùng một cơ quan giao"):
        hand_on([task.pk], to=bac, by=province["distributor"], at=AFTER)

    assert as_its_roles_say(task).case.holder_id == province.id_of("UBND")
    hand_on([task.pk], to=province.id_of("NAM"), by=province["distributor"], at=AFTER)


def test_the_preview_of_a_split_says_of_which_tasks_the_assigner_follows(a_task, province, split):
    """In the place of the one the monitoring unit comes to lead; the other goes to nobody who follows it."""
    tasks = [a_task(title=code, monitoring_id=province.id_of("BAC")) for code in ("BAC", "NAM")]
    lies_in(tasks[0], "BAC")
    lies_in(tasks[1], "NAM")
    halves = {province.id_of(code): Fraction(1, 2) for code in ("BAC", "NAM")}
    rest = Distribution(province.id_of("BAC"), chosen=True)
    change = Reorganisation(province.id_of("STTTT"), halves, ON, rest)
    divisions_elsewhere(province)

    said = "1 nhiệm vụ sẽ do cơ quan giao theo dõi, vì cơ quan chủ trì và cơ quan theo dõi nhập làm một."
    assert TasksOfUnits().preview([change]) == [(change, said)]
    split("STTTT", "BAC", "NAM", rest="BAC")

    assert [as_its_roles_say(task).monitoring_id for task in tasks] == [
        province.id_of("UBND"),
        province.id_of("BAC"),
    ]


def test_what_goes_up_to_be_distributed_does_not_meet_the_one_heir_yet(a_task, province, split):
    a_task(monitoring_id=province.id_of("BAC"))
    heirs, rule = {province.id_of("BAC"): Fraction(1)}, Distribution(province.id_of("UBND"))

    assert TasksOfUnits().preview([Reorganisation(province.id_of("STTTT"), heirs, ON, rule)]) == []
