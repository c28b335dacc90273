"""Whatever is reorganised, in whatever order: people, work, mandates, shares are accounted for, nothing rewritten."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from lienthong.casework.assigning import involve
from lienthong.casework.inheriting import PASSED
from lienthong.casework.models import Case, Role
from lienthong.casework.stakes import HOLDER
from lienthong.directory.models import Appointment, Mandate, Unit, UnitCode, UnitSuccession, UnitVersion
from lienthong.directory.reorganising import drafting
from lienthong.directory.reorganising.carrying import carry_out, rehearse
from lienthong.directory.selectors import existing, successors_of, tree
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Refused

FIRST = datetime(2012, 3, 5, 8, tzinfo=HANOI)
CODES = ("A", "B", "C", "D", "E")
MANDATED = ("A", "B")  # these two end only after their mandates have moved
SHARES = (("0.5", "0.5"), ("0.3", "0.7"), ("0.0001", "0.9999"))


def steps(known: list[str]) -> st.SearchStrategy[list[drafting.Written]]:
    """Return plans of one to three steps about the units that there may be; many of them cannot be carried out."""
    unit = st.sampled_from(known)
    fresh = f"N{len(known)}"
    opened = st.just(
        ("open", {"code": fresh, "name": f"Cơ quan {fresh}", "kind": "department", "under": "TOP"})
    )
    pair = st.tuples(unit, unit)
    written = st.lists(
        st.one_of(
            opened,
            st.tuples(unit, st.sampled_from([*known, fresh])).map(
                lambda two: ("merge", {"units": [two[0]], "into": two[1]})
            ),
            st.tuples(
                unit, unit, st.sampled_from([*known, fresh]), st.sampled_from(SHARES), st.booleans()
            ).map(_split),
            unit.map(lambda one: ("close", {"unit": one})),
            unit.map(lambda one: ("rename", {"unit": one, "name": f"{one} mới"})),
            pair.map(lambda two: ("move", {"unit": two[0], "under": two[1]})),
            unit.map(lambda one: ("mandate", {"mandate": "m-A", "to": one})),
        ),
        min_size=1,
        max_size=3,
    )
    return st.tuples(written, st.booleans(), st.booleans()).map(_perhaps_renamed)


def _perhaps_renamed(drawn: tuple[list[drafting.Written], bool, bool]) -> list[drafting.Written]:
    """Rename on the same day, before or after, what the first step merges or splits."""
    written, renamed, before = drawn
    _kind, content = written[0]
    unit = content["units"][0] if "units" in content else content.get("unit")
    if not renamed or unit is None:
        return written
    rename: drafting.Written = ("rename", {"unit": unit, "name": f"{unit} đổi tên"})
    return [rename, *written] if before else [*written, rename]


def _split(drawn: tuple[str, str, str, tuple[str, str], bool]) -> drafting.Written:
    unit, one, other, (share, rest), chosen = drawn
    parts = {one: share, other: rest} if one != other else {one: "1"}
    return ("split", {"unit": unit, "parts": parts, **({"rest": one} if chosen else {})})


@pytest.mark.usefixtures("kind")
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_everything_is_accounted_for(units: list[Unit], a_case: Callable[..., Case], data: Any) -> None:
    with example():
        _a_province(a_case)
        for number in range(data.draw(st.integers(1, 4), label="plans")):
            at = FIRST + timedelta(days=number)
            known = sorted(set(Unit.objects.values_list("code", flat=True)) - {"ONE", "TWO"})
            _carry_out_or_nothing(data.draw(steps(known), label="steps"), at)
            _accounted_for(at.date())


@contextmanager
def example() -> Iterator[None]:
    """Roll back what one example did; actions may open their transactions in it, as in that of the test."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def _a_province(a_case: Callable[..., Case]) -> None:
    top = cast.a_unit("TOP", kind="province_committee")
    units = [cast.a_unit(code, under=top) for code in CODES]
    for code, unit, follower in zip(CODES, units, [*units[1:], units[0]], strict=True):
        if code in MANDATED:
            cast.a_mandate(f"m-{code}", unit)
        cast.a_code(unit, "QCVN102", f"000.00.0{CODES.index(code)}.H11")
        cast.appointed(cast.a_person(f"Người {code}", code=f"P-{code}"), cast.a_post(unit))
        for role in (Role.MONITORING, Role.SUPPORTING):
            case = a_case(holder=unit, turn_unit=unit)
            involve(case, [unit.pk], Role.LEAD, at=FIRST)
            involve(case, [follower.pk], role, at=FIRST)


def _carry_out_or_nothing(written: list[drafting.Written], at: datetime) -> None:
    """A plan that is refused leaves everything as it was, and a rehearsal always does."""
    earlier = at - timedelta(hours=1)
    trees = [tree(day, known_at=earlier) for day in _days()]
    plan = drafting.draft("Phương án", on=at.date(), basis="QĐ", steps=written, by=cast.EDITOR, at=at)
    before = _everything()
    ahead = rehearse(plan, by=cast.EDITOR, at=at)
    assert _everything() == before
    try:
        carry_out(plan.pk, by=cast.EDITOR, at=at)
        assert ahead.goes
        event("carried out: " + ", ".join(sorted({kind for kind, _content in written})))
    except Refused:
        event("refused")
        assert not ahead.goes
        assert _everything() == before
    assert [tree(day, known_at=earlier) for day in _days()] == trees  # what we knew then is not rewritten


def _days() -> list[date]:
    return [FIRST.date() + timedelta(days=days) for days in (-1, 0, 1, 2, 3, 30)]


def _everything() -> list[list[tuple[Any, ...]]]:
    tables = (UnitVersion, UnitSuccession, UnitCode, Mandate, Appointment, Case, Act)
    return [sorted(table.objects.values_list(), key=repr) for table in tables if table is not Act] + [
        [(Act.objects.exclude(verb=drafting.DRAFTED).count(),)]
    ]


def _accounted_for(day: date) -> None:
    there = existing(list(Unit.objects.values_list("pk", flat=True)), day)
    cases = list(Case.objects.all())
    assert len(cases) == 2 * len(CODES)
    assert {case.holder_id for case in cases} <= there
    assert {case.turn_unit_id for case in cases} <= there
    for case in cases:
        assert _led_by_acts(case) == case.holder_id
        took_part = case.involvements.values_list("unit", flat=True)
        assert set(case.seen_by) == set(took_part) >= {case.holder_id}
        assert set(took_part.filter(until=None)) <= there
    mandates = Mandate.objects.on(day)
    assert Counter(mandates.values_list("code", flat=True)) == Counter(f"m-{code}" for code in MANDATED)
    assert set(mandates.values_list("unit_id", flat=True)) <= there
    assert set(UnitCode.objects.on(day).values_list("unit_id", flat=True)) <= there
    assert set(Appointment.objects.on(day).values_list("post__unit_id", flat=True)) <= there
    assert Appointment.objects.believed().values("person").distinct().count() == len(CODES)
    for unit in Unit.objects.values_list("pk", flat=True):
        assert sum(successors_of(unit, day).values()) == 1


def _led_by_acts(case: Case) -> UUID | None:
    """Walk the acts of the case: each takes the work from whom the one before gave it to."""
    acts = list(Act.objects.filter(case_id=case.pk, verb=PASSED).order_by("recorded_at", "id"))
    led = [(act, one) for act in acts for one in act.detail["passed"] if HOLDER in one["parts"]]
    holders = [one["to"] for _act, one in led]
    given_from = [one["from"] for _act, one in led]
    assert all(act.detail["holder"] == one["to"] for act, one in led)
    assert given_from[1:] == holders[:-1]
    return UUID(holders[-1]) if holders else case.holder_id
