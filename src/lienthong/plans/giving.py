"""Giving the task of a plan's item: its leads as they are that day, its output, its deadline, the plan as source."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from lienthong.directory.models import Unit, UnitGroup
from lienthong.directory.selectors import members, unit_by_code
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, WrongState
from lienthong.parties.models import Party, PartyGroupMember
from lienthong.plans.models import PlanItem, PlanTask
from lienthong.plans.policies import may_give_item
from lienthong.tasks.giving import Executor, Order, Source, give_in
from lienthong.tasks.models import OutputKind, SourceKind, Task, TaskKind
from lienthong.tasks.states import WITHDRAWN


@action
def give_item(item: PlanItem, *, by: Actor, at: datetime) -> Task:
    """Give the task of an item in the name of the plan's issuer; again only after it was taken back.

    Raises:
        NotAllowed: the actor does not give in that name.
        WrongState: the item has a task.
        Invalid: a code of the item leads nowhere, or the order cannot be right.
    """
    locked = PlanItem.objects.select_for_update().get(pk=item.pk)
    if locked.given.exclude(task__case__state=WITHDRAWN).exists():
        raise WrongState(_("Nhiệm vụ này của kế hoạch đã được giao."))
    may_give_item(by, item, at=at).or_raise()
    task = give_in(order_of(item, local_day(at)), by=by, at=at)
    PlanTask.objects.create(item=item, task=task)
    return task


def order_of(item: PlanItem, day: date) -> Order:
    """Return the task as it will be given on the day; groups stay groups, enterprises come through their lead."""
    groups = set(UnitGroup.objects.values_list("code", flat=True))
    units = [_unit(code, day) for code in item.leads if code not in groups]
    return Order(
        title=item.wording,
        kind=TaskKind(item.kind),
        assigner_id=_unit(item.plan.issuer, day).pk,
        monitoring_id=_unit(item.monitoring, day).pk,
        output=item.output,
        output_kind=OutputKind(item.output_kind),
        leads=_executors(item, units, day),
        groups=[code for code in item.leads if code in groups],
        supporting=[unit.pk for unit in _all(item.supporting, groups, day)],
        sources=[Source(SourceKind.PLAN, f"{item.plan.title}, {item.place}")],
        term=f"chậm nhất ngày {item.due_on:%d/%m/%Y}"
        if item.due_on and item.kind == TaskKind.DEADLINE
        else "",
        recurrence=item.recurrence,
        field=item.field,
        number=item.code,
    )


def receivers_of(order: Order, day: date) -> list[Executor]:
    """Return who would get a part on the day: the leads named, and the members of the groups."""
    of_groups = [Executor(unit.pk) for code in order.groups for unit in members(code, day)]
    return list(dict.fromkeys([*order.leads, *of_groups]))


def _executors(item: PlanItem, units: list[Unit], day: date) -> list[Executor]:
    """One part for each enterprise of the group, through the department that leads; else the leads themselves."""
    if not item.executors:
        return [Executor(unit.pk) for unit in units]
    listed = PartyGroupMember.objects.on(day).filter(group__code=item.executors)
    parties = list(Party.objects.filter(pk__in=listed.values("party")).order_by("name"))
    return [Executor(unit.pk, party.pk, party.name) for unit in units for party in parties]


def _all(codes: Iterable[str], groups: set[str], day: date) -> list[Unit]:
    found = [members(code, day) if code in groups else [_unit(code, day)] for code in codes]
    return [unit for units in found for unit in units]


def _unit(code: str, day: date) -> Unit:
    unit = unit_by_code(code, day)
    if unit is None:
        raise Invalid(_("Không có cơ quan mang mã %(code)s.") % {"code": code})
    return unit
