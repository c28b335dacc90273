"""Tasks follow the units that gave and follow them: the successor decides, the successor reminds and confirms.

The engine passes lead, turn and roles on, and says so to `follow`: the two columns of a task that policies compare
and lists ask by their indexes are the roles of assigner and monitoring unit, and go where these went, by whatever way.
Nobody monitors what they lead: where lead and monitoring unit become one, the assigner monitors from then on, as in a
part whose lead would monitor itself (`giving`). Where the assigner is of the merger too, nobody else is left to
confirm, and it is refused until these tasks are confirmed or withdrawn; a preview says so before. An assigner that
comes to lead, with another that monitors, is as if it had given the task to itself: that is allowed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from lienthong.casework.distributing import distributed
from lienthong.casework.inheriting import Move, columns, heirs_in
from lienthong.casework.models import Case, Involvement, Role
from lienthong.casework.stakes import stakes_of
from lienthong.directory.participants import Hindrance, Lines, OnlySays, Reorganisation
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
UPDATE tasks_task t SET
    assigner_id = coalesce(n.assigner, t.assigner_id), monitoring_id = coalesce(n.monitoring, t.monitoring_id)
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS n (case_id, assigner, monitoring) WHERE t.case_id = n.case_id
"""


class TasksOfUnits(OnlySays):
    """What tasks say when units merge, split or close; what they do comes with the moves (`follow`)."""

    def preview(self, changes: Sequence[Reorganisation]) -> Lines[Reorganisation]:
        said = _(
            "%(count)s nhiệm vụ sẽ do cơ quan giao theo dõi, vì cơ quan chủ trì và cơ quan theo dõi nhập làm một."
        )
        return [
            (one.change, _hindered(one) if one.lost else said % {"count": one.number})
            for one in (*_met_where_merged(changes), *_met_where_shared(changes))
        ]


def follow(moves: Sequence[Move], by: Actor, at: datetime) -> None:
    """Let the successor of the assigner decide and that of the monitoring unit follow. Raises `WrongState`."""
    _write_down(moves)
    met = list(_led_and_followed_by_one(_lead_or_follow(moves)))
    lost = sum(task.assigner_id == task.monitoring_id for task in met)
    if lost:
        raise WrongState(nobody_follows(lost))
    if met:
        let_assigners_follow(met, by=by, at=at)


def _hindered(met: "_Met") -> Hindrance:
    """Say what hinders; and that another may take the rest of the work, where the draft names nobody for it."""
    rule, said = met.change.distribution, nobody_follows(met.lost)
    if rule is None or rule.chosen:
        return Hindrance(said)
    other = _("Hoặc chọn cơ quan nhận phần công việc còn lại trong bước chia tách.")
    return Hindrance(f"{said} {other}")


def nobody_follows(count: int) -> str:
    return _(
        "%(count)s nhiệm vụ sẽ do cùng một cơ quan giao, chủ trì và theo dõi; hãy xác nhận hoặc thôi giao trước."
    ) % {"count": count}


class _Met(NamedTuple):
    """How many tasks would be led and followed by one unit through a change, and how many of them nobody follows."""

    change: Reorganisation
    number: int
    lost: int


def _met_where_merged(changes: Sequence[Reorganisation]) -> Iterator[_Met]:
    meeting = list(_meeting(changes))
    met = _met([(change.unit_id, other) for change, other in meeting])
    found = _tasks({key for _place, key in met})
    of_change: dict[UUID, list[Task]] = defaultdict(list)
    for place, key in sorted(met):
        if task := found.pop(key, None):  # where several lead, it is met once
            of_change[meeting[place][0].unit_id].append(task)
    for change in changes:
        if tasks := of_change.get(change.unit_id):
            yield _Met(change, len(tasks), _followed_by_nobody(tasks, _become_one(change, changes)))


def _meeting(changes: Sequence[Reorganisation]) -> Iterator[tuple[Reorganisation, UUID]]:
    """Yield each change with the units that its unit becomes one with: the successor, and who passed into it before."""
    passed: dict[UUID, list[UUID]] = defaultdict(list)
    for change in changes:
        if change.distribution is None and (heir := change.successor):
            yield from ((change, other) for other in (heir, *passed[heir]))
            passed[heir].append(change.unit_id)


def _become_one(change: Reorganisation, changes: Sequence[Reorganisation]) -> set[UUID | None]:
    heir = change.successor
    return {change.unit_id, heir, *(one.unit_id for one in changes if one.successor == heir)}


def _met_where_shared(changes: Sequence[Reorganisation]) -> Iterator[_Met]:
    """Yield what is met where several follow: whoever takes what the unit has in a case was in it already."""
    for change in changes:
        if change.distribution is None:
            continue
        shared = distributed(stakes_of([change.unit_id]), change)
        taken_by = {stake.case_id: heir for heir, stakes in shared.items() for stake in stakes}
        heirs = sorted(shared.keys() - {change.unit_id})
        met = _met([(change.unit_id, heir) for heir in heirs])
        tasks = _tasks({key for place, key in met if taken_by.get(key) == heirs[place]}).values()
        if tasks:
            lost = sum(task.assigner_id in {change.unit_id, taken_by[task.pk]} for task in tasks)
            yield _Met(change, len(tasks), lost)


def _tasks(keys: Collection[UUID]) -> dict[UUID, Task]:
    return Task.objects.in_bulk(list(keys))


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


def _write_down(moves: Sequence[Move]) -> None:
    gave, followed = heirs_in(Role.ASSIGNER, moves), heirs_in(Role.MONITORING, moves)
    rows = [(case, gave.get(case), followed.get(case)) for case in gave.keys() | followed.keys()]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_FOLLOW, columns(rows))


def _lead_or_follow(moves: Sequence[Move]) -> set[UUID]:
    """Return the cases in which a unit gave on the lead or the monitoring; who had both was one with itself before."""
    return {
        move.stake.case_id
        for move in moves
        if move.heir and (Role.LEAD in move.stake.roles) != (Role.MONITORING in move.stake.roles)
    }


def _led_and_followed_by_one(keys: Collection[UUID]) -> QuerySet[Task]:
    """Return those of the tasks that are so now, as `_met` says which will be."""
    named = Involvement.objects.filter(case=OuterRef("pk"), role=Role.LEAD, until__isnull=True)
    worked = Q(case__state__in=[IN_PROGRESS, AWAITING], case__holder=F("monitoring"))
    standing = Q(Exists(named.filter(unit=OuterRef("monitoring"))), case__state=STANDING, group="")
    rows = Task.objects.select_related("case").filter(worked | standing, pk__in=among(keys))
    return rows.order_by("pk")


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
