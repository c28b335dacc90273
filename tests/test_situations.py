"""Powers in the situations of an office: leave, delegation, regulation, leaving; against the approved table."""

import csv
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cast import MONDAY, Cast, the_cast

from lienthong.access.capabilities import Capability
from lienthong.access.models import Bound
from lienthong.access.powers.absences import Leave, begin_absence
from lienthong.access.powers.authority import Matter, capacities
from lienthong.access.powers.delegating import Paper, delegate, revoke
from lienthong.access.powers.ruling import Regulation, rule_signing
from lienthong.directory.actions import end_appointment
from lienthong.directory.models import Appointment, AppointmentKind
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.clock.moments import local_day

TABLE = Path(__file__).parent / "matrices" / "powers-in-situations.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    EXPECTED = list(csv.DictReader(lines))
ROLES = ("director", "deputy", "division_head", "neighbour_specialist")
TODAY = local_day(MONDAY)
LATER = MONDAY + timedelta(days=10)


@pytest.fixture(scope="module")
def kept_cast(keep: Callable[..., Cast]) -> Cast:
    return keep(the_cast)


@pytest.fixture
def cast(db: None, kept_cast: Cast) -> Cast:
    return deepcopy(kept_cast)


def ordinary(_cast: Cast) -> datetime:
    return MONDAY


def on_leave(cast: Cast) -> datetime:
    away, deputy = cast.holder("director"), cast.holder("deputy")
    leave = Leave(away.person_id, away.post_id, deputy.person_id, TODAY, TODAY + timedelta(days=4))
    begin_absence(leave, by=cast.actor("director"), at=MONDAY)
    return MONDAY


def after_the_leave(cast: Cast) -> datetime:
    on_leave(cast)
    return LATER


def delegated(cast: Cast) -> datetime:
    _delegate(cast)
    return MONDAY


def expired(cast: Cast) -> datetime:
    _delegate(cast)
    return LATER


def revoked(cast: Cast) -> datetime:
    revoke(_delegate(cast), reason="Đổi việc", by=cast.actor("director"), at=MONDAY)
    return MONDAY


def regulated(cast: Cast) -> datetime:
    said = Regulation(
        cast.posts["division_head"].pk, [Capability.TASKS_MONITOR], Bound.ANY, TODAY, "QĐ 05/QĐ-SO"
    )
    rule_signing(said, by=cast.actor("director"), at=MONDAY)
    return MONDAY


def gone(cast: Cast) -> datetime:
    _delegate(cast)
    held = Appointment.objects.believed().get(person=cast.holder("director").person_id)
    end_appointment(held, on=TODAY, by=SYSTEM, at=MONDAY)
    return MONDAY


def acting(cast: Cast) -> datetime:
    held = Appointment.objects.believed().get(person=cast.holder("director").person_id)
    held.correct(at=MONDAY, kind=AppointmentKind.ACTING)
    return MONDAY


SITUATIONS: dict[str, Callable[[Cast], datetime]] = {
    "ngày thường": ordinary,
    "giám đốc nghỉ và phó thay": on_leave,
    "hết kỳ nghỉ": after_the_leave,
    "có ủy quyền": delegated,
    "hết hạn ủy quyền": expired,
    "thu hồi ủy quyền": revoked,
    "quy chế giao ký thừa lệnh": regulated,
    "thôi giữ chức vụ": gone,
    "giám đốc quyền": acting,
}


def _delegate(cast: Cast) -> object:
    paper = Paper(
        giver=cast.holder("director"),
        receiver=cast.holder("division_head"),
        capabilities=[Capability.TASKS_DECIDE],
        content="Trả lời đề nghị về công nghệ thông tin",
        first=TODAY,
        last=TODAY + timedelta(days=4),
        basis="12/GUQ-SO ngày 05/3/2012",
        fields=["cntt"],
    )
    return delegate(paper, by=cast.actor("director"), at=MONDAY).pk


@pytest.mark.parametrize(
    "row", EXPECTED, ids=lambda row: f"{row['situation']}: {row['power']} {row['field']}"
)
def test_powers_in_a_situation(cast: Cast, row: dict[str, str]) -> None:
    at = SITUATIONS[row["situation"]](cast)
    matter = Matter(Capability(row["power"]), cast.units["SO"].pk, row["field"])

    def how(role: str) -> str:
        first = next(capacities(cast.actor(role, at), matter, at=at), None)
        return "-" if first is None else first.capacity or "x"

    assert {role: how(role) for role in ROLES} == {role: row[role] for role in ROLES}


def test_every_situation_is_in_the_table() -> None:
    assert {row["situation"] for row in EXPECTED} == set(SITUATIONS)
