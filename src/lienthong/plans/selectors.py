"""Reading plans: which, who their codes are, the tasks given for their items."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lienthong.casework.models import Case
from lienthong.directory.models import PostVersion, Unit, UnitGroup
from lienthong.directory.selectors import names
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Missing
from lienthong.parties.models import PartyGroup
from lienthong.plans.models import Plan, PlanItem, PlanTask
from lienthong.tasks.models import Task
from lienthong.tasks.selectors import visible_tasks
from lienthong.tasks.states import DONE, IN_PROGRESS


def plans() -> QuerySet[Plan]:
    """Return the plans, the latest first."""
    return Plan.objects.order_by("-during", "code")


def plan_by_code(code: str) -> Plan:
    found = Plan.objects.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def item_of(plan_code: str, code: str) -> PlanItem:
    found = PlanItem.objects.select_related("plan").filter(plan__code=plan_code, code=code).first()
    if found is None:
        raise Missing
    return found


def words_of_codes(codes: Collection[str], day: date) -> dict[str, str]:
    """Return what codes of units, of groups of units and of groups of enterprises are called on the day."""
    units = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    known = names(list(units.values()), day)
    named: list[UnitGroup | PartyGroup] = [*UnitGroup.objects.filter(code__in=codes)]
    named += PartyGroup.objects.filter(code__in=codes)
    words = {group.code: group.local_name for group in named}
    return words | {code: known.get(unit, code) for code, unit in units.items()}


def tasks_of(items: Collection[UUID], by: Actor, at: datetime) -> dict[UUID, Task]:
    """Return the task of each item that has one this actor may see; of several, the last that was given."""
    links = (
        PlanTask.objects.filter(item__in=items).order_by("task__case__opened_at").values_list("item", "task")
    )
    given: dict[UUID, UUID] = dict(links)
    seen = visible_tasks(by, at).prefetch_related("deliveries").filter(pk__in=given.values())
    tasks = {task.pk: task for task in seen}
    return {item: tasks[task] for item, task in given.items() if task in tasks}


def parts_of(tasks: Collection[UUID], at: datetime) -> dict[UUID, tuple[int, int, int]]:
    """Return (done, late, all) of the parts of each task that has parts."""
    rows = Case.objects.filter(parent__in=tasks).values_list("parent").order_by("parent")
    late = Count("id", filter=Q(state=IN_PROGRESS, due_at__lt=at))
    counted = rows.annotate(done=Count("id", filter=Q(state=DONE)), late=late, every=Count("id"))
    return {parent: (done, late, every) for parent, done, late, every in counted}


def cases_of(items: QuerySet[PlanItem]) -> QuerySet[Case]:
    """Return the cases of items: their tasks and the parts of these."""
    given = PlanTask.objects.filter(item__in=items).values("task")
    return Case.objects.filter(Q(pk__in=given) | Q(parent__in=given))


def own_fields(by: Actor, at: datetime) -> tuple[str, ...]:
    """Return the fields the actor's post answers for; none for the head of a unit, who answers for all."""
    post = PostVersion.objects.on(local_day(at)).filter(post=by.post_id, rank__gt=1).first()
    return tuple(post.fields) if post else ()
