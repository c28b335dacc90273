"""A late notice moves open work, by an act for each; closed work keeps the calendar it closed under."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.casework.deadlines import current_due, due_of
from lienthong.casework.legs import Part, open_legs
from lienthong.casework.models import Case, Leg
from lienthong.casework.recomputing import RECOMPUTE_JOB, RECOMPUTED, recompute_open
from lienthong.casework.suspending import resume, suspend
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory.catalogue.carrying import import_entries
from lienthong.directory.catalogue.notices import CALENDAR_DAYS
from lienthong.directory.catalogue.planning import plan_of
from lienthong.directory.models import Unit
from lienthong.directory.sheets.shape import Line, Lines
from lienthong.kernel.acts.actor import SYSTEM, Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.clock import revising
from lienthong.kernel.clock.actions import enter_notice, open_calendar
from lienthong.kernel.clock.days import off
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.models import NamedCalendar
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import NotAllowed

DAY = timedelta(days=1)
KNOWN = MONDAY + DAY


@pytest.fixture
def counted(a_case: Callable[..., Case]) -> Case:
    return a_case(term="05 ngày làm việc", due_at=MONDAY + 7 * DAY)


@pytest.fixture
def deferred(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, object]]]:
    jobs: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(revising, "defer", lambda name, **values: jobs.append((name, values)))
    return jobs


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


@pytest.mark.parametrize("moves", [False, True])
def test_twenty_more_cost_no_more_statements(
    a_case: Callable[..., Case], units: list[Unit], *, moves: bool
) -> None:
    counts = []
    for number in (3, 20):
        for _turn in range(number):
            case = a_case(term="05 ngày làm việc", due_at=MONDAY + 7 * DAY)
            open_legs(case, [Part(units[1].pk, "Góp ý", 1, "03 ngày làm việc")], at=MONDAY)
            suspend(case, reason="Chờ bổ sung", act_id=new_key(), at=MONDAY)
            resume(case, at=MONDAY)
        if moves and number == 3:
            a_late_notice()
        elif moves:  # what had moved goes back
            Case.objects.update(due_at=MONDAY + 7 * DAY)
            Leg.objects.update(due_at=MONDAY)
        load("vn", KNOWN)
        with CaptureQueriesContext(connection) as asked:
            assert recomputed() == (Case.objects.count() if moves else 0)
        counts.append(len(asked))

    assert counts[0] == counts[1]


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


def a_notice_of_tet() -> Lines:
    """Return the rows of a file that exchanges a Monday for a Saturday."""
    days = (
        {"day": "2013-02-18", "kind": "off", "occasion": "Nghỉ hoán đổi dịp Tết"},
        {"day": "2013-03-02", "kind": "make_up", "occasion": "Làm bù dịp Tết"},
    )
    notice = {"document": "09/TB-UBND ngày 19/02/2013", "title": "Hoán đổi ngày nghỉ Tết"}
    same = {"calendar": "vn", "year": 2013} | notice
    lines = (Line(CALENDAR_DAYS.sheet, number, same | day) for number, day in enumerate(days))
    return Lines("JSON", "0" * 64, tuple(lines))


@pytest.mark.as_it_happens
def test_a_late_notice_of_tet_by_file_moves_open_work_alone_and_tells_the_job(
    a_case: Callable[..., Case], deferred: list[tuple[str, dict[str, object]]]
) -> None:
    """Tết 2013 ends on Friday 15/02; that Monday the 18th is off too is heard of only on Tuesday the 19th."""
    given, heard = (datetime(2013, 2, day, 8, tzinfo=HANOI) for day in (6, 19))
    due = due_of("05 ngày làm việc", start=given, calendar="vn", known_at=given)
    open_case = a_case(term="05 ngày làm việc", opened_at=given, due_at=due)
    closed = a_case(
        term="05 ngày làm việc", opened_at=given, due_at=due, state="closed", closed_at=given, turn_unit=None
    )
    lines = a_notice_of_tet()
    plan = plan_of(CALENDAR_DAYS, lines, by=SYSTEM, day=heard.date())
    assert plan.problems == []
    deferred.clear()

    import_entries(lines, CALENDAR_DAYS, mark=plan.mark, by=SYSTEM, at=heard)

    assert deferred == [(RECOMPUTE_JOB, {"calendar_key": "vn"})]
    assert recomputed(at=heard) == 1
    before, last = open_case.due_at, closed.due_at
    open_case.refresh_from_db()
    closed.refresh_from_db()
    assert open_case.due_at == before + DAY
    assert closed.due_at == last
    act = Act.objects.get(verb=RECOMPUTED)
    assert (act.case_id, act.detail["calendar"]) == (open_case.pk, "vn")
    assert open_case.due_at == due_of("05 ngày làm việc", start=given, calendar="vn", known_at=heard)
