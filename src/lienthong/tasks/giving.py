"""Giving tasks: one lead, several, or a group; an instalment of a standing task; taking a task back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lienthong.access.powers.authority import in_capacity
from lienthong.casework.assigning import end_assignment, involve
from lienthong.casework.deadlines import due_of
from lienthong.casework.models import Assignment, Case, Role
from lienthong.casework.moving import keep, move
from lienthong.directory.selectors import members, place_on
from lienthong.directory.selectors.calendars import calendar_of
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid
from lienthong.tasks.addressees import check_addressees
from lienthong.tasks.models import OutputKind, SourceKind, Task, TaskKind, TaskSource
from lienthong.tasks.numbers import next_number
from lienthong.tasks.policies import deciding_on, giving_for, may_decide, may_follow, may_give_for
from lienthong.tasks.states import IN_PROGRESS, SHARED, STANDING
from lienthong.tasks.taking import take

KIND = "tasks.task"


@dataclass(frozen=True, slots=True)
class Source:
    kind: SourceKind
    label: str
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Executor:
    """Who does one part: an agency, or an enterprise followed by an agency."""

    unit_id: UUID
    party_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A task as it is given; what is not said here is not asked for.

    `leads` are agencies (or enterprises behind their agency); `group` is the code of a group that leads together and is
    expanded to its members of that day. `term` is the deadline in the office's words, empty for work without one.
    """

    title: str
    kind: TaskKind
    assigner_id: UUID
    monitoring_id: UUID
    output: str
    leads: Sequence[Executor] = ()
    groups: Sequence[str] = ()
    supporting: Sequence[UUID] = ()
    for_information: Sequence[UUID] = ()
    sources: Sequence[Source] = ()
    term: str = ""
    recurrence: str = ""
    output_kind: OutputKind = OutputKind.DOCUMENT
    field: str = ""
    number: str = ""  # of the plan's item; without one the agency that gives has its series
    calendar: str = ""  # without one, that of the agency that leads
    place_id: UUID | None = None  # without one, it lies where the agency lies that leads


@action
def give(order: Order, *, by: Actor, at: datetime) -> Task:
    """Give a task. From this moment it binds; several leads become one part each, of those who are members today.

    Raises:
        NotAllowed: the actor may not give tasks.
        Invalid: something is missing or cannot be right; `field` says where.
    """
    return give_in(order, by=by, at=at)


def give_in(order: Order, *, by: Actor, at: datetime) -> Task:
    """Give a task inside an action of an area above (a plan, a document), in its transaction."""
    may_give_for(by, order.assigner_id, field=order.field, at=at).or_raise()
    by = in_capacity(by, giving_for(order.assigner_id, order.field), at=at)
    leads = _leads(order, local_day(at))
    _check(order, leads, at)
    check_addressees(order.assigner_id, _addressed(order, leads), local_day(at))
    if order.place_id and place_on(order.place_id, local_day(at)) is None:
        raise Invalid(_("Không có địa bàn này vào ngày giao."), field="place")
    alone = len(leads) == 1 and not order.groups and order.kind != TaskKind.STANDING
    if alone:
        return _give_one(order, leads[0], state=IN_PROGRESS, parent=None, by=by, at=at)
    state = STANDING if order.kind == TaskKind.STANDING else SHARED
    whole = _give_one(order, Executor(order.monitoring_id), state=state, parent=None, by=by, at=at)
    involve(whole.case, [lead.unit_id for lead in leads], Role.LEAD, at=at)
    if state == SHARED:
        for ordinal, lead in enumerate(leads, start=1):
            _give_part(order, whole, lead, ordinal, by=by, at=at)
    return whole


@action
def open_instalment(
    task_id: UUID, *, period: DateRange, term: str, by: Actor, at: datetime, seen: int | None = None
) -> list[Task]:
    """Open one instalment of a standing task: a part for each lead of that day, with its own deadline."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_follow(by, task, at=at).or_raise()
    move(task.case, "open_instalment", by=by, at=at)
    if not period.lower < period.upper:
        raise Invalid(_("Ngày cuối phải sau ngày đầu của kỳ."), field="end")
    if Task.objects.filter(case__parent=task.case, period=period).exists():
        raise Invalid(_("Kỳ thực hiện này đã được mở."), field="period")
    order = _order_of(task, term=term)
    leads = _leads_of(task, local_day(at))
    _check(order, leads, at)
    start = Task.objects.filter(case__parent=task.case).count()
    record(
        "tasks.open_instalment",
        subject=task,
        case_id=task.pk,
        by=by,
        at=at,
        detail={"from": period.lower.isoformat(), "to": period.upper.isoformat(), "parts": len(leads)},
    )
    keep(task.case)
    return [
        _give_part(order, task, lead, ordinal, period=period, by=by, at=at)
        for ordinal, lead in enumerate(leads, start=start + 1)
    ]


@action
def withdraw(task_id: UUID, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Task:
    """Take a task back, with its open parts. Only who gave it may; it no longer counts from then on."""
    task = take(task_id, by=by, at=at, seen=seen)
    may_decide(by, task, at=at).or_raise()
    by = in_capacity(by, deciding_on(task), at=at)
    if not reason.strip():
        raise Invalid(_("Phải nêu lý do thôi giao nhiệm vụ."), field="reason")
    parts = Task.objects.select_related("case").filter(case__parent=task.case, case__closed_at__isnull=True)
    for one in [task, *parts.order_by("case__number")]:
        move(one.case, "withdraw", by=by, at=at)
        end_assignment(one.case, at=at)
        record("tasks.withdraw", subject=one, case_id=one.pk, by=by, at=at, detail={"reason": reason.strip()})
        keep(one.case)
    return task


def _give_part(
    order: Order,
    whole: Task,
    lead: Executor,
    ordinal: int,
    *,
    by: Actor,
    at: datetime,
    period: DateRange | None = None,
) -> Task:
    number = f"{whole.case.number}.{ordinal:02d}" if whole.case.number else ""
    monitoring = order.assigner_id if lead.unit_id == order.monitoring_id else order.monitoring_id
    part = replace(order, number=number, monitoring_id=monitoring, sources=(), for_information=())
    return _give_one(part, lead, state=IN_PROGRESS, parent=whole, period=period, by=by, at=at)


def _give_one(
    order: Order,
    lead: Executor,
    *,
    state: str,
    parent: Task | None,
    by: Actor,
    at: datetime,
    period: DateRange | None = None,
) -> Task:
    case = _open_case(order, lead, state=state, parent=parent, at=at)
    task = _write_down(order, lead, case, whole=parent is None, period=period)
    _involve_all(order, case, at)
    if state == IN_PROGRESS:  # a whole is led by those of its parts, see `give_in`
        involve(case, [lead.unit_id], Role.LEAD, at=at)
    act = record("tasks.give", subject=task, case_id=case.pk, by=by, at=at, detail=_facts(order, task, state))
    if state == IN_PROGRESS:
        Assignment.objects.create(case=case, unit_id=lead.unit_id, act_id=act.id, since=at)
    return task


def _open_case(order: Order, lead: Executor, *, state: str, parent: Task | None, at: datetime) -> Case:
    case_id, number = new_key(), order.number
    calendar = _counted_by(order, lead, at)
    if not (number or parent):  # a part is called by its whole
        number = next_number(case_id, order.assigner_id, on=local_day(at))
    return Case.objects.create(
        id=case_id,
        kind=KIND,
        number=number,
        title=order.title,
        state=state,
        revision=1,
        parent=parent.case if parent else None,
        holder_id=lead.unit_id,
        place_id=order.place_id,
        turn_unit_id=_first_turn(order, lead, state),
        begun_at=at if state == STANDING else None,  # followed by instalments: nothing new for who follows it
        opened_at=at,
        calendar=calendar,
        term=order.term,
        due_at=due_of(order.term, start=at, calendar=calendar, known_at=at) if order.term else None,
    )


def _counted_by(order: Order, lead: Executor, at: datetime) -> str:
    return order.calendar or calendar_of(lead.unit_id, local_day(at))


def _write_down(order: Order, lead: Executor, case: Case, *, whole: bool, period: DateRange | None) -> Task:
    """Write the task of a case with its sources; a part does not repeat what its whole says of all parts."""
    task = Task.objects.create(
        case=case,
        kind=order.kind if whole else _kind_of_part(order),
        assigner_id=order.assigner_id,
        monitoring_id=order.monitoring_id,
        group=";".join(order.groups) if whole else "",
        party_id=lead.party_id,
        parties=[one.party_id for one in order.leads if one.party_id] if whole else [],
        period=period,
        recurrence=order.recurrence if whole else "",
        output=order.output,
        output_kind=order.output_kind,
        field=order.field,
    )
    TaskSource.objects.bulk_create(
        [TaskSource(task=task, kind=s.kind, label=s.label, dated=s.dated) for s in order.sources]
    )
    return task


def _first_turn(order: Order, lead: Executor, state: str) -> UUID | None:
    """Return whose move it is: nobody's in a shared task, whose parts have their own."""
    return {IN_PROGRESS: lead.unit_id, STANDING: order.monitoring_id}.get(state)


def _kind_of_part(order: Order) -> str:
    return TaskKind.DEADLINE if order.term else TaskKind.OPEN


def _facts(order: Order, task: Task, state: str) -> dict[str, str | bool | None]:
    """Return what figures count: parts and single tasks count, what is only followed through parts does not."""
    due_at = task.case.due_at
    return {
        "counts": state == IN_PROGRESS,
        "lead": str(task.case.holder_id),
        "monitoring": str(task.monitoring_id),
        "due": due_at.isoformat() if due_at else None,
        "parent": str(task.case.parent_id) if task.case.parent_id else None,
        "field": task.field,
        "kind": str(task.kind),
        "term": order.term,
        "place": str(order.place_id) if order.place_id else None,
    }


def _involve_all(order: Order, case: Case, at: datetime) -> None:
    involve(case, [order.assigner_id], Role.ASSIGNER, at=at)
    involve(case, [order.monitoring_id], Role.MONITORING, at=at)
    involve(case, [unit for unit in order.supporting if unit != case.holder_id], Role.SUPPORTING, at=at)
    involve(case, list(order.for_information), Role.FOR_INFORMATION, at=at)


def _addressed(order: Order, leads: list[Executor]) -> dict[str, Collection[UUID]]:
    """Return whom the order names, by the question that asked for them."""
    return {
        "leads": [lead.unit_id for lead in leads],
        "monitoring": [order.monitoring_id],
        "supporting": order.supporting,
        "for_information": order.for_information,
    }


def _leads(order: Order, day: date) -> list[Executor]:
    of_groups = [Executor(unit.pk) for code in order.groups for unit in members(code, day)]
    return list(dict.fromkeys([*order.leads, *of_groups]))


def _leads_of(task: Task, day: date) -> list[Executor]:
    """Return who leads a standing task today: its groups as they are today, else those it was given to."""
    of_groups = [Executor(unit.pk) for code in task.group.split(";") if code for unit in members(code, day)]
    named = task.case.involvements.filter(role=Role.LEAD, until__isnull=True)
    units = list(named.order_by("unit__code").values_list("unit_id", flat=True))
    through = [Executor(unit, party) for unit in units for party in task.parties]
    return of_groups or through or [Executor(unit) for unit in units]


def _order_of(task: Task, *, term: str) -> Order:
    supports = task.case.involvements.filter(role=Role.SUPPORTING, until__isnull=True)
    supporting = supports.order_by("unit__code").values_list("unit_id", flat=True)
    return Order(
        title=task.case.title,
        kind=TaskKind.DEADLINE,
        assigner_id=task.assigner_id,
        monitoring_id=task.monitoring_id,
        output=task.output,
        groups=[code for code in task.group.split(";") if code],
        supporting=list(supporting),
        term=term,
        output_kind=OutputKind(task.output_kind),
        field=task.field,
        calendar=task.case.calendar,
        place_id=task.case.place_id,
    )


def _follows_itself(order: Order, lead: Executor) -> bool:
    """Return whether nobody else is left to follow: in a group the assigner does, unless it is that same agency."""
    if lead.unit_id != order.monitoring_id:
        return False
    return not order.groups or order.assigner_id == order.monitoring_id


def _check(order: Order, leads: list[Executor], at: datetime) -> None:
    if not order.title.strip():
        raise Invalid(_("Phải ghi nội dung nhiệm vụ."), field="title")
    if not order.output.strip():
        raise Invalid(_("Phải ghi sản phẩm, kết quả cần đạt."), field="output")
    if not leads:
        raise Invalid(_("Phải chọn cơ quan chủ trì."), field="leads")
    if any(_follows_itself(order, lead) for lead in leads):
        raise Invalid(_("Cơ quan theo dõi không thể tự theo dõi việc do mình chủ trì."), field="monitoring")
    if order.kind == TaskKind.DEADLINE and not order.term:
        raise Invalid(_("Nhiệm vụ có thời hạn phải ghi thời hạn."), field="term")
    calendars = {_counted_by(order, lead, at) for lead in leads} if order.term else ()
    if any(due_of(order.term, start=at, calendar=calendar, known_at=at) <= at for calendar in calendars):
        raise Invalid(_("Thời hạn đã qua."), field="term")
