"""A late notice moves open work, by an act for each; closed work keeps the calendar it closed under."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from lienthong.casework.deadlines import current_due, due_of
from lienthong.casework.legs import Part, open_legs
from lienthong.casework.models import Case
from lienthong.casework.recomputing import RECOMPUTED, recompute_open
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock.actions import enter_notice, open_calendar
from lienthong.kernel.clock.days import off
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.refusals import NotAllowed

DAY = timedelta(days=1)
KNOWN = MONDAY + DAY


@pytest.fixture
def counted(a_case: Callable[..., Case]) -> Case:
    return a_case(term="05 ngày làm việc", due_at=MONDAY + 7 * DAY)


def a_late_notice(key: str = "vn") -> None:
    enter_notice(
        NamedCalendar.objects.get(key=key),
        year=2012,
        title="Nghỉ đột xuất",
        document="02/TB",
        days=(off(date(2012, 3, 8)),),
        by=SYSTEM,
        at=KNOWN,
    )


def recomputed(key: str = "vn", at: datetime = KNOWN) -> int:
    return recompute_open(key, by=SYSTEM, at=at)


def test_an_open_case_moves_by_the_day_off_and_says_so(counted: Case) -> None:
    assert counted.due_at == current_due(counted, known_at=MONDAY)
    a_late_notice()

    assert recomputed() == 1

    before, revision = counted.due_at, counted.revision
    counted.refresh_from_db()
    assert counted.due_at == before + DAY
    assert counted.revision == revision + 1
    act = Act.objects.get(verb=RECOMPUTED)
    assert act.case_id == counted.pk
    assert datetime.fromisoformat(act.detail["due_before"]) == before
    assert datetime.fromisoformat(act.detail["due_after"]) == counted.due_at
    assert "Tính lại hạn" in verbs.read(act.verb)


def test_what_is_closed_keeps_its_calendar(a_case: Callable[..., Case]) -> None:
    due = MONDAY + 7 * DAY
    closed = a_case(term="05 ngày làm việc", due_at=due, state="closed", closed_at=KNOWN, turn_unit=None)
    a_late_notice()

    assert recomputed() == 0

    closed.refresh_from_db()
    assert closed.due_at == due
    assert not Act.objects.filter(verb=RECOMPUTED).exists()


@pytest.mark.parametrize("term", ["chậm nhất ngày 12/03/2012", "trước ngày 13/03/2012", ""])
def test_a_named_date_and_work_without_a_term_do_not_move(a_case: Callable[..., Case], term: str) -> None:
    case = a_case(term=term, due_at=MONDAY + 30 * DAY if not term else None)
    case.due_at = current_due(case, known_at=MONDAY) if term else case.due_at
    case.save()
    before = case.due_at
    a_late_notice()

    assert recomputed() == 0
    case.refresh_from_db()
    assert case.due_at == before


def test_reckoning_twice_changes_nothing(counted: Case) -> None:
    a_late_notice()
    assert recomputed() == 1

    assert recomputed(at=KNOWN + DAY) == 0
    assert Act.objects.filter(verb=RECOMPUTED).count() == 1


def test_calendars_that_follow_are_reached_and_strangers_are_not(a_case: Callable[..., Case]) -> None:
    public = NamedCalendar.objects.get(key="vn")
    open_calendar("mot-cua", "Một cửa", public, by=SYSTEM, at=MONDAY)
    case = a_case(term="05 ngày làm việc", due_at=MONDAY + 7 * DAY, calendar="mot-cua")
    a_late_notice()

    assert recomputed("khong-co") == 0
    assert recomputed() == 1
    case.refresh_from_db()
    assert case.due_at == MONDAY + 8 * DAY


def test_a_running_part_moves_on_its_own_clock(a_case: Callable[..., Case], units: list[Unit]) -> None:
    case = a_case()
    leg = open_legs(case, [Part(units[1].pk, "Góp ý", 1, "03 ngày làm việc")], at=MONDAY)[0]
    a_late_notice()

    assert recomputed() == 1

    before = leg.due_at
    leg.refresh_from_db()
    assert before is not None
    assert leg.due_at == due_of(leg.term, start=MONDAY, calendar="vn", known_at=KNOWN) == before + DAY
    assert [part["leg"] for part in Act.objects.get(verb=RECOMPUTED).detail["legs"]] == [str(leg.pk)]


def test_one_term_that_cannot_be_read_does_not_hold_up_the_others(
    a_case: Callable[..., Case], counted: Case
) -> None:
    a_case(term="mai kia", due_at=MONDAY)
    a_late_notice()

    assert recomputed() == 1


def test_only_who_keeps_calendars_may(counted: Case, official: Actor) -> None:
    a_late_notice()

    with pytest.raises(NotAllowed, match="chưa được giao quyền quản lý lịch"):
        recompute_open("vn", by=official, at=KNOWN)

    counted.refresh_from_db()
    assert counted.due_at == MONDAY + 7 * DAY
    assert not Act.objects.filter(verb=RECOMPUTED).exists()


def test_the_job_reckons_as_the_system(counted: Case) -> None:
    from lienthong.casework.jobs import recompute

    a_late_notice()
    recompute(calendar_key="vn")

    assert Act.objects.get(verb=RECOMPUTED).actor_name == "Hệ thống"
