"""Who carries a reorganisation out is killed in the middle: nothing happened, and the next run does it all."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from lienthong.casework.inheriting import PASSED
from lienthong.casework.models import Case
from lienthong.directory.models import PlanState, ReorganisationPlan, Unit, UnitSuccession, UnitVersion
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.due import carry_out_due
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
THAT_DAY = datetime(2012, 3, 6, 8, tzinfo=HANOI)
CODES = ("A", "B", "C")
WORKING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename <> current_user
"""
LOCKS = """
SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND d.datname = current_database()
"""


@pytest.fixture
def plan(units: list[Unit], a_case: Callable[..., Case]) -> ReorganisationPlan:
    """Three units with two pieces of work each; a day has come on which one after another they merge into a new one."""
    above = cast.a_unit("TOP", kind="province_committee")
    for code in CODES:
        unit = cast.a_unit(code, under=above)
        for _ in range(2):
            a_case(holder=unit, turn_unit=unit)
    steps: list[drafting.Written] = [
        ("open", {"code": "NEW", "name": "Cơ quan mới", "kind": "province_committee", "under": "TOP"}),
        *(("merge", {"units": [code], "into": into}) for code, into in pairwise((*CODES, "NEW"))),
    ]
    shape = {"on": THAT_DAY.date(), "basis": "1/QĐ", "by": cast.EDITOR, "at": THAT_DAY}
    made = drafting.draft("Sáp nhập", steps=steps, **shape)
    drafting.schedule(made.pk, by=cast.EDITOR, at=THAT_DAY)
    made.refresh_from_db()
    return made


@contextmanager
def carrying(units: int, where: str) -> Iterator[subprocess.Popen[str]]:
    """Let a process of the application's role carry out what is due, until it hangs after some units."""
    program = Path(__file__).with_name("carrying_process.py")
    told = (str(connection.settings_dict["NAME"]), THAT_DAY.isoformat(), str(units), where)
    surroundings = os.environ | {"LIENTHONG_ROLE": "", "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    process = subprocess.Popen(
        [sys.executable, str(program), *told], env=surroundings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "hanging\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def asked(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.05)):
        if true():
            return
        time.sleep(0.05)
    raise TimeoutError


def held() -> int:
    """Count the pieces of work that somebody else has under their hands."""
    count = 0
    for key in Case.objects.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                Case.objects.select_for_update(nowait=True).get(pk=key)
        except OperationalError:
            count += 1
    return count


def everything() -> list[Any]:
    tables = (ReorganisationPlan, UnitVersion, UnitSuccession, Case, Act)
    return [sorted(table.objects.values_list(), key=repr) for table in tables]


@pytest.mark.parametrize(
    ("merged", "where"),
    [(1, "here"), (2, "here"), (3, "here"), (2, "in the database")],
    ids=["after-the-first", "in-the-middle", "before-the-end", "while-the-database-works"],
)
def test_killed_in_the_middle_it_is_as_if_it_had_not_begun(
    plan: ReorganisationPlan, merged: int, where: str
) -> None:
    before = everything()
    with carrying(merged, where) as process:
        assert held() == 2 * merged
        assert asked(LOCKS) > 0
        assert everything() == before
        process.kill()
        process.wait()
        until(lambda: asked(WORKING) == 0)

    assert everything() == before
    assert (held(), asked(LOCKS)) == (0, 0)

    (done,) = carry_out_due(by=SYSTEM, at=THAT_DAY)

    assert (done.pk, done.state) == (plan.pk, PlanState.CARRIED_OUT)
    assert Counter(Case.objects.values_list("holder__code", flat=True)) == {"NEW": 6}
    passed = Counter(Act.objects.filter(verb=PASSED).values_list("case_id", flat=True))
    assert sorted(passed.values()) == [1, 1, 2, 2, 3, 3]
    assert set(UnitSuccession.objects.values_list("predecessor__code", flat=True)) == {*CODES}
    assert carry_out_due(by=SYSTEM, at=THAT_DAY) == []
