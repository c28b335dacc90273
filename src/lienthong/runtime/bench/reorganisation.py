"""`bench reorganisation`: the change of 1 July 2025 in the demo's directory, with 100,000 open cases of its communes.

Built anew each time, for what was carried out cannot be undone: the directory of before, tasks spread over all 127
communes, a tenth of them followed by the office of the province, then both changes of 2025 as the demo drafts them,
each in its one transaction.
"""

import shutil
from datetime import date, datetime
from itertools import cycle, islice
from time import perf_counter
from typing import Any, Final

from lienthong.runtime.bench.figure import Figure
from lienthong.runtime.bench.stage import stage
from lienthong.runtime.home import Home

CASES: Final = 100_000
FOLLOWED: Final = (
    10  # one task of so many is of the province, which follows it; the others a commune gave itself
)
NAME: Final = "reorganisation"
BATCH: Final = 2_000


def figures(_runs: int) -> list[Figure]:
    shutil.rmtree(Home.here().root / f"bench-{NAME}", ignore_errors=True)
    with stage(NAME):
        plans = _prepare()
        looked = _timed(lambda: _rehearse(plans[1]))
        times = [_timed(lambda plan=plan: _carry_out(plan)) for plan in plans]
        acts, lost = _acts(), _without_a_unit()
    counted = f"{CASES} open tasks of 127 communes; one transaction; {acts} acts in all"
    return [
        Figure("carry_out_s", times[1], "s", "lower", 60, 1, f"1 July 2025: {counted}"),
        Figure("preview_s", looked, "s", "lower", None, 1, "the rehearsal of the same, rolled back"),
        Figure("departments_s", times[0], "s", "lower", None, 1, "1 March 2025, before it"),
        Figure("cases_without_a_unit", lost, "cases", "lower", 0, 1, "open, of a unit that is not there afterwards"),
    ]  # fmt: skip


def _prepare() -> list[Any]:
    """Fill the place; return the two plans, the earlier first."""
    from lienthong.kernel.acts.actor import SYSTEM
    from lienthong.kernel.acts.recording import replay
    from lienthong.web.demo.load_directory import load_directory
    from lienthong.web.demo.reforms import draft_reforms
    from lienthong.web.demo.world import BEGINS, install

    install()
    with replay():
        load_directory(by=SYSTEM, at=BEGINS)
        _give_tasks()
        return draft_reforms(by=SYSTEM, at=_morning(date(2024, 12, 2)))


def _give_tasks() -> None:
    """Write tasks as they stand when they were given to communes one by one: in bulk, for they are only what moves."""
    from django.db import transaction

    from lienthong.casework.models import Case, Involvement, Role
    from lienthong.directory.models import Unit, UnitVersion
    from lienthong.tasks.models import Task, TaskKind
    from lienthong.tasks.states import IN_PROGRESS

    at, units = _morning(date(2024, 12, 2)), {unit.code: unit.pk for unit in Unit.objects.all()}
    communes = UnitVersion.objects.on(at.date()).filter(kind__tier="commune").exclude(place=None)
    rows = cycle(communes.order_by("unit__code").values_list("unit_id", "place_id"))
    for first in range(0, CASES, BATCH):
        cases = [
            Case(
                kind="tasks.task", number=f"B-{first + number:06}", title="Việc đang làm", state=IN_PROGRESS,
                revision=1, holder_id=unit, turn_unit_id=unit, place_id=place, opened_at=at,
            )
            for number, (unit, place) in enumerate(islice(rows, BATCH))
        ]  # fmt: skip
        above = (units["UBND"], units["VPUB"])
        gave = [
            above if number % FOLLOWED == 0 else (case.holder_id,) * 2 for number, case in enumerate(cases)
        ]
        tasks = [
            Task(case=case, kind=TaskKind.OPEN, assigner_id=assigner, monitoring_id=monitoring, output="x")
            for case, (assigner, monitoring) in zip(cases, gave, strict=True)
        ]
        roles = [
            Involvement(case=case, unit_id=unit, role=role, since=at)
            for case, (_assigner, monitoring) in zip(cases, gave, strict=True)
            for unit, role in ((case.holder_id, Role.LEAD), (monitoring, Role.MONITORING))
        ]
        with transaction.atomic():
            Case.objects.bulk_create(cases)
            Task.objects.bulk_create(tasks)
            Involvement.objects.bulk_create(roles)


def _rehearse(plan: Any) -> None:
    from lienthong.directory.reorganising.carrying import rehearse
    from lienthong.kernel.acts.actor import SYSTEM

    rehearse(plan, by=SYSTEM, at=_morning(plan.on))


def _carry_out(plan: Any) -> None:
    from lienthong.directory.reorganising.carrying import carry_out
    from lienthong.kernel.acts.actor import SYSTEM
    from lienthong.kernel.acts.recording import replay

    with replay():
        carry_out(plan.pk, by=SYSTEM, at=_morning(plan.on))


def _acts() -> int:
    from lienthong.kernel.acts.models import Act

    return int(Act.objects.count())


def _without_a_unit() -> int:
    from lienthong.casework.models import Case
    from lienthong.directory.models import UnitVersion

    there = UnitVersion.objects.on(date(2025, 7, 1)).values("unit")
    return int(Case.objects.filter(closed_at__isnull=True).exclude(holder__in=there).count())


def _morning(day: date) -> datetime:
    from lienthong.kernel.clock.moments import HANOI

    return datetime(day.year, day.month, day.day, 8, tzinfo=HANOI)


def _timed(work: Any) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
