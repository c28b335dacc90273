"""Whatever is reorganised, in whatever order, and handed on: a task's columns say what its roles say."""

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from lienthong.casework.assigning import involve
from lienthong.casework.handing_on import hand_on, heirs, to_hand_on
from lienthong.casework.models import Case, Role
from lienthong.casework.tests.test_any_reorganisation import CODES, FIRST, example, steps
from lienthong.directory.models import Unit
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out
from lienthong.directory.selectors import existing
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM, Actor, ActorKind
from lienthong.kernel.clock.shipped import open_public_calendar
from lienthong.kernel.refusals import Refused
from lienthong.tasks.models import Task, TaskKind
from lienthong.tasks.states import AWAITING, IN_PROGRESS, STANDING

ABOVE = ("TOP", "TOP2")
Waiting = dict[UUID, UUID]


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_columns_and_roles_are_one(data: Any) -> None:
    with example():
        _a_province()
        for number in range(data.draw(st.integers(1, 4), label="plans")):
            at = FIRST + timedelta(days=number)
            known = sorted(Unit.objects.values_list("code", flat=True))
            before = _waiting()
            plans = (
                st.one_of(one_step(known), steps(known))
                if number
                else splits(list(CODES), st.just(value=False))
            )
            _carried_out(data.draw(plans, label="steps"), at)
            assert _waiting().items() >= before.items()  # only who hands it on takes it from there
            _agree(at)
            if not data.draw(st.booleans(), label="left waiting"):
                _handed_on(data, at)
                _agree(at)


def _a_province() -> None:
    open_public_calendar(by=SYSTEM, at=FIRST - timedelta(days=400))
    top, _other = (cast.a_unit(code, kind="province_committee") for code in ABOVE)
    units = [cast.a_unit(code, under=top) for code in CODES]
    given_ = [(top, *two) for two in permutations(units[:4], 2)] + [(units[3], units[3], units[4])]
    for number, (assigner, monitoring, lead) in enumerate(given_):
        _a_task(assigner, monitoring, lead, (IN_PROGRESS, AWAITING, STANDING)[number % 3])


def one_step(known: list[str]) -> st.SearchStrategy[list[drafting.Written]]:
    """Return plans that merge or split one unit: most of them can be carried out."""
    merger = _pairs(known).map(lambda two: [("merge", {"units": two[:1], "into": two[1]})])
    above = st.just([("merge", {"units": [ABOVE[0]], "into": ABOVE[1]})])
    return st.one_of(merger, splits(known), above)


def splits(
    known: list[str],
    chosen: st.SearchStrategy[bool] = st.booleans(),  # noqa: B008 - a strategy is a value
) -> st.SearchStrategy[list[drafting.Written]]:
    drawn = st.tuples(st.sampled_from(known), _pairs(known), chosen)
    return drawn.map(lambda three: [_split(three)])


def _pairs(known: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(known), min_size=2, max_size=2, unique=True)


def _split(drawn: tuple[str, list[str], bool]) -> drafting.Written:
    unit, parts, chosen = drawn
    return (
        "split",
        {"unit": unit, "parts": dict.fromkeys(parts, "0.5"), **({"rest": parts[0]} if chosen else {})},
    )


def _a_task(assigner: Unit, monitoring: Unit, lead: Unit, state: str) -> None:
    """Write a task as it stands when it was given, and reported where it waits."""
    holder = monitoring if state == STANDING else lead
    turn = lead if state == IN_PROGRESS else monitoring
    case = Case.objects.create(
        kind="tasks.task",
        title="Việc",
        state=state,
        revision=1,
        holder=holder,
        turn_unit=turn,
        opened_at=FIRST,
    )
    Task.objects.create(case=case, kind=TaskKind.OPEN, assigner=assigner, monitoring=monitoring, output="x")
    for unit, role in ((assigner, Role.ASSIGNER), (monitoring, Role.MONITORING), (lead, Role.LEAD)):
        involve(case, [unit.pk], role, at=FIRST)


def _carried_out(written: list[drafting.Written], at: datetime) -> None:
    plan = drafting.draft("Phương án", on=at.date(), basis="QĐ", steps=written, by=cast.EDITOR, at=at)
    try:
        carry_out(plan.pk, by=cast.EDITOR, at=at)
        event("carried out: " + ", ".join(sorted({kind for kind, _content in written})))
    except Refused:
        event("refused")


def _waiting() -> Waiting:
    return dict(Case.objects.exclude(heirs_of=None).values_list("pk", "heirs_of"))


def _handed_on(data: Any, at: datetime) -> None:
    """Each who has to distribute hands on all that came from one unit, to one of its heirs."""
    for holder in Unit.objects.filter(pk__in=Case.objects.exclude(heirs_of=None).values("holder")):
        by = Actor(
            kind=ActorKind.OFFICIAL,
            name="A",
            post="CV",
            unit=holder.code,
            unit_id=holder.pk,
            capabilities=frozenset({"tasks_hand_over"}),
        )
        waits = dict(to_hand_on(by, at).values_list("pk", "heirs_of"))
        unit = min(waits.values())
        to = data.draw(st.sampled_from(sorted(heirs(unit, at))), label="to")
        cases = [case for case, of in waits.items() if of == unit]
        try:
            hand_on(cases, to=to, by=by, at=at)
            assert not _waiting().keys() & cases
            event("handed on")
        except Refused:
            event("not handed on")


def _agree(at: datetime) -> None:
    there = existing(list(Unit.objects.values_list("pk", flat=True)), at.date())
    for task in Task.objects.select_related("case"):
        case, said = task.case, dict[str, set[UUID]]()
        for role, unit in case.involvements.filter(until=None).values_list("role", "unit"):
            said.setdefault(role, set()).add(unit)
        assert said[Role.ASSIGNER] == {task.assigner_id}
        assert said[Role.MONITORING] == {task.monitoring_id}
        assert {task.assigner_id, task.monitoring_id, case.holder_id, case.turn_unit_id} <= there
        assert task.monitoring_id not in said[Role.LEAD]
        assert said[Role.LEAD] == {case.holder_id} or case.state == STANDING
        assert case.turn_unit_id == (case.holder_id if case.state == IN_PROGRESS else task.monitoring_id)
