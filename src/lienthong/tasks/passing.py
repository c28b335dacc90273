"""Tasks follow the units that gave and follow them: the successor decides, the successor reminds and confirms.

The engine passes lead, turn and roles on; here the two columns of a task that policies compare go the same way.
Nobody monitors what they lead: where a merger makes one of lead and monitoring unit, the assigner monitors from
then on, as in a part whose lead would monitor itself (`giving`). Where the assigner is of the merger too, nobody else
is left to confirm, and the merger is refused until these tasks are confirmed or withdrawn. An assigner that comes to
lead, with another that monitors, is as if it had given the task to itself: that is allowed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from lienthong.casework.distributing import distributed
from lienthong.casework.models import Case, Involvement, Role
from lienthong.casework.stakes import stakes_of
from lienthong.directory.participants import Hindrance, Reorganisation
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import WrongState
from lienthong.tasks.models import Task
from lienthong.tasks.states import AWAITING, IN_PROGRESS, STANDING

CHANGED: Final = "tasks.change_monitoring"


class TasksOfUnits:
    """What tasks do when units merge, split or close; before the engine, while the old roles still stand."""

    def preview(self, change: Reorganisation) -> list[str]:
        if change.takes_the_rest is None:
            return []
        met = _all_met(change)
        lost = _followed_by_nobody(met, change)
        if lost:
            return [Hindrance(nobody_follows(lost))]
        said = _(
            "%(count)s nhiệm vụ sẽ do cơ quan giao theo dõi, vì cơ quan chủ trì và cơ quan theo dõi nhập làm một."
        )
        return [said % {"count": len(met)}] if met else []

    def carry_out(self, change: Reorganisation, *, by: Actor, at: datetime) -> None:
        """Let the successor of the assigner decide and that of the monitoring unit follow, in open tasks."""
        unit, heir = change.unit_id, change.takes_the_rest
        if heir is None:
            return
        met = _all_met(change, lock=True)
        lost = _followed_by_nobody(met, change)
        if lost:
            raise WrongState(nobody_follows(lost))
        if met:
            _let_assigners_follow(met, by=by, at=at)
        still_open = Task.objects.filter(case__closed_at__isnull=True)
        still_open.filter(assigner=unit).update(assigner=heir)
        still_open.filter(monitoring=unit).update(monitoring=heir)


def nobody_follows(count: int) -> str:
    return _(
        "%(count)s nhiệm vụ sẽ do cùng một cơ quan giao, chủ trì và theo dõi; hãy xác nhận hoặc thôi giao trước."
    ) % {"count": count}


def _all_met(change: Reorganisation, *, lock: bool = False) -> list[Task]:
    """Return the tasks that would be led and followed by one unit, in the order of keys."""
    if change.successor is not None:
        return _taken(_met(change.unit_id, change.successor), lock=lock)
    shared = distributed(stakes_of(change.unit_id), change)
    taken_by = {stake.case_id: heir for heir, stakes in shared.items() for stake in stakes}
    found = [
        task
        for heir in sorted(shared)
        for task in _taken(_met(change.unit_id, heir), lock=lock)
        if heir == (taken_by.get(task.pk) if task.monitoring_id == heir else change.takes_the_rest)
    ]
    return sorted(found, key=lambda task: task.pk)


def _taken(tasks: QuerySet[Task], *, lock: bool) -> list[Task]:
    rows = tasks.order_by("pk")
    return list(rows.select_for_update(of=("self", "case")) if lock else rows)


def _met(unit: UUID, heir: UUID) -> QuerySet[Task]:
    """Return the open tasks of which one of the two leads and the other monitors.

    A standing task that is not led by a group counts by its named leads; a group is expanded, and looked at, with
    each instalment. A shared task has its parts.
    """
    worked = Q(case__state__in=[IN_PROGRESS, AWAITING])
    led = worked & (Q(case__holder=unit, monitoring=heir) | Q(case__holder=heir, monitoring=unit))
    named = (Q(monitoring=heir) & _leads(unit)) | (Q(monitoring=unit) & _leads(heir))
    standing = Q(case__state=STANDING, group="") & named
    return Task.objects.select_related("case").filter(led | standing)


def _leads(unit: UUID) -> Q:
    lead = Involvement.objects.filter(case=OuterRef("case"), unit=unit, role=Role.LEAD, until__isnull=True)
    return Q(Exists(lead))


def _followed_by_nobody(met: Sequence[Task], change: Reorganisation) -> int:
    """Count those whose assigner is of the merger, or takes the lead itself: nobody else is left to confirm."""
    both = {change.unit_id, change.takes_the_rest}
    return sum(task.assigner_id in both or task.assigner_id == task.monitoring_id for task in met)


def _let_assigners_follow(met: Sequence[Task], *, by: Actor, at: datetime) -> None:
    keys = [task.pk for task in met]
    for task in met:
        detail = {"from": str(task.monitoring_id), "monitoring": str(task.assigner_id)}
        record(CHANGED, subject=task, case_id=task.pk, by=by, at=at, detail=detail)
    _replace_monitoring(met, at=at)
    Task.objects.filter(pk__in=among(keys)).update(monitoring=F("assigner"))
    cases = Case.objects.filter(pk__in=among(keys))
    cases.update(revision=F("revision") + 1)
    assigner = Subquery(Task.objects.filter(pk=OuterRef("pk")).values("assigner"))
    cases.filter(state__in=[AWAITING, STANDING]).update(turn_unit=assigner, turn_person=None, begun_at=None)
    cases.filter(state=STANDING).update(holder=assigner)


def _replace_monitoring(tasks: Sequence[Task], *, at: datetime) -> None:
    """Put the assigner in the place of the monitoring unit."""
    before = Q()
    for monitoring in {task.monitoring_id for task in tasks}:
        before |= Q(
            unit=monitoring, case__in=among([task.pk for task in tasks if task.monitoring_id == monitoring])
        )
    Involvement.objects.filter(before, role=Role.MONITORING, until__isnull=True).update(until=at)
    Involvement.objects.bulk_create(
        [
            Involvement(case_id=task.pk, unit_id=task.assigner_id, role=Role.MONITORING, since=at)
            for task in tasks
        ],
        ignore_conflicts=True,
    )
