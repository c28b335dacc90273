"""Tasks follow the units that gave and follow them: the successor decides, the successor reminds and confirms.

The engine passes lead, turn and roles on; here the two columns of a task that policies compare go the same way.
Nobody monitors what they lead: where a merger makes one of lead and monitoring unit, the assigner monitors from
then on, as in a part whose lead would monitor itself (`giving`). Where the assigner is of the merger too, nobody else
is left to confirm, and the merger is refused until these tasks are confirmed or withdrawn. An assigner that comes to
lead, with another that monitors, is as if it had given the task to itself: that is allowed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from lienthong.casework.distributing import distributed
from lienthong.casework.models import Case, Involvement, Role
from lienthong.casework.stakes import stakes_of
from lienthong.directory.participants import Hindrance, Lines, Reorganisation
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.recording import record
from lienthong.kernel.keys import among
from lienthong.kernel.refusals import WrongState
from lienthong.tasks.models import Task
from lienthong.tasks.states import AWAITING, IN_PROGRESS, STANDING

CHANGED: Final = "tasks.change_monitoring"
_MET = """
WITH pair AS (
    SELECT place, one AS lead, other AS follows FROM unnest(%(one)s::uuid[], %(other)s::uuid[])
        WITH ORDINALITY AS p (one, other, place)
    UNION SELECT place, other, one FROM unnest(%(one)s::uuid[], %(other)s::uuid[])
        WITH ORDINALITY AS p (one, other, place)
)
SELECT p.place, t.case_id FROM pair p
JOIN tasks_task t ON t.monitoring_id = p.follows
JOIN casework_case c ON c.id = t.case_id AND c.holder_id = p.lead
WHERE c.state = ANY(%(worked)s) AND c.closed_at IS NULL
UNION
SELECT p.place, t.case_id FROM pair p
JOIN tasks_task t ON t.monitoring_id = p.follows AND t."group" = ''
JOIN casework_case c ON c.id = t.case_id
JOIN casework_involvement i ON i.case_id = t.case_id AND i.unit_id = p.lead AND i.role = %(lead)s AND i.until IS NULL
WHERE c.state = %(standing)s
"""
_FOLLOW = """
WITH p AS (SELECT * FROM unnest(%s::uuid[], %s::uuid[]) AS p (unit, heir)),
passing AS (
    SELECT t.case_id, gave.heir AS assigner, follows.heir AS monitoring
    FROM tasks_task t
    JOIN casework_case c ON c.id = t.case_id AND c.closed_at IS NULL
    LEFT JOIN p gave ON gave.unit = t.assigner_id
    LEFT JOIN p follows ON follows.unit = t.monitoring_id
    WHERE gave.heir IS NOT NULL OR follows.heir IS NOT NULL
)
UPDATE tasks_task t SET
    assigner_id = coalesce(n.assigner, t.assigner_id), monitoring_id = coalesce(n.monitoring, t.monitoring_id)
FROM passing n WHERE t.case_id = n.case_id
"""


class TasksOfUnits:
    """What tasks do when units merge, split or close; before the engine, while the old roles still stand."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        said = _(
            "%(count)s nhiệm vụ sẽ do cơ quan giao theo dõi, vì cơ quan chủ trì và cơ quan theo dõi nhập làm một."
        )
        lines: Lines[Reorganisation] = []
        for change, met in _all_met(changes):
            lost = _followed_by_nobody(met, _become_one(change, changes))
            line = Hindrance(nobody_follows(lost)) if lost else said % {"count": len(met)}
            lines.append((change, line))
        return lines

    def carry_out(self, changes: Sequence[Reorganisation], *, by: Actor, at: datetime) -> None:
        """Let the successor of the assigner decide and that of the monitoring unit follow, in open tasks."""
        for change, met in _all_met(changes, lock=True):
            lost = _followed_by_nobody(met, _become_one(change, changes))
            if lost:
                raise WrongState(nobody_follows(lost))
            let_assigners_follow(met, by=by, at=at)
        _pass_on({change.unit_id: change.takes_the_rest for change in changes if change.takes_the_rest})


def nobody_follows(count: int) -> str:
    return _(
        "%(count)s nhiệm vụ sẽ do cùng một cơ quan giao, chủ trì và theo dõi; hãy xác nhận hoặc thôi giao trước."
    ) % {"count": count}


def _all_met(
    changes: Sequence[Reorganisation], *, lock: bool = False
) -> Iterator[tuple[Reorganisation, list[Task]]]:
    """Yield the changes by which tasks would be led and followed by one unit, with these, in the order of keys."""
    meeting = list(_meeting(changes))
    met = _met([(change.unit_id, other) for change, other in meeting])
    found = {task.pk: task for task in _tasks({key for _place, key in met}, lock=lock)}
    of_change: dict[UUID, list[Task]] = defaultdict(list)
    for place, key in sorted(met):
        if task := found.pop(key, None):  # where several lead, it is met once
            of_change[meeting[place][0].unit_id].append(task)
    for change in changes:
        if tasks := of_change.get(change.unit_id):
            yield change, sorted(tasks, key=lambda task: task.pk)
    for change in changes:
        if change.distribution is not None and change.takes_the_rest is not None:
            tasks = _met_where_shared(change, lock=lock)
            if tasks:
                yield change, tasks


def _meeting(changes: Sequence[Reorganisation]) -> Iterator[tuple[Reorganisation, UUID]]:
    """Yield each change with the units that its unit becomes one with: the successor, and who passed into it before."""
    passed: dict[UUID, list[UUID]] = defaultdict(list)
    for change in changes:
        if heir := change.successor:
            yield from ((change, other) for other in (heir, *passed[heir]))
            passed[heir].append(change.unit_id)


def _become_one(change: Reorganisation, changes: Sequence[Reorganisation]) -> set[UUID | None]:
    heir = change.takes_the_rest
    return {change.unit_id, heir, *(one.unit_id for one in changes if one.successor == heir)}


def _met_where_shared(change: Reorganisation, *, lock: bool) -> list[Task]:
    """Return those of a unit that several follow: the heir of the case leads, the heir of the rest follows."""
    shared = distributed(stakes_of([change.unit_id]), change)
    taken_by = {stake.case_id: heir for heir, stakes in shared.items() for stake in stakes}
    heirs = sorted(shared)
    met = _met([(change.unit_id, heir) for heir in heirs])
    found = {task.pk: task for task in _tasks({key for _place, key in met}, lock=lock)}
    tasks = {
        key: found[key]
        for place, key in met
        if key in found and heirs[place] == _leads_then(found[key], heirs[place], taken_by, change)
    }
    return sorted(tasks.values(), key=lambda task: task.pk)


def _leads_then(task: Task, heir: UUID, taken_by: Mapping[UUID, UUID], change: Reorganisation) -> UUID | None:
    return taken_by.get(task.pk) if task.monitoring_id == heir else change.takes_the_rest


def _tasks(keys: Collection[UUID], *, lock: bool) -> QuerySet[Task]:
    rows = Task.objects.select_related("case").filter(pk__in=among(keys)).order_by("pk")
    return rows.select_for_update(of=("self", "case")) if lock else rows


def _met(pairs: Sequence[tuple[UUID, UUID]]) -> list[tuple[int, UUID]]:
    """Return the open tasks of which one of two units leads and the other monitors, with the place of the pair.

    A standing task that is not led by a group counts by its named leads; a group is expanded, and looked at, with
    each instalment. A shared task has its parts.
    """
    if not pairs:
        return []
    ones, others = [list(side) for side in zip(*pairs, strict=True)]
    asked: dict[str, Any] = {
        "one": ones,
        "other": others,
        "worked": [IN_PROGRESS, AWAITING],
        "standing": STANDING,
        "lead": Role.LEAD,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MET, asked)
        return [(place - 1, key) for place, key in cursor.fetchall()]


def _followed_by_nobody(met: Sequence[Task], become_one: Collection[UUID | None]) -> int:
    """Count those whose assigner is of the merger, or takes the lead itself: nobody else is left to confirm."""
    return sum(task.assigner_id in become_one or task.assigner_id == task.monitoring_id for task in met)


def _pass_on(heirs: Mapping[UUID, UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [list(heirs), list(heirs.values())])


def let_assigners_follow(met: Sequence[Task], *, by: Actor, at: datetime) -> None:
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
