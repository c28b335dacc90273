"""The clock of a simulated installation goes on when told to; a real one lives in the world's time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from lienthong.directory.models import PlanState, ReorganisationPlan
from lienthong.directory.reorganising import drafting
from lienthong.directory.tests import cast
from lienthong.kernel.acts import moments
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act, ClockMove, Installation
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState
from lienthong.web import moving
from lienthong.web.jobs import follow_clock

pytestmark = pytest.mark.django_db
BEGAN = datetime(2015, 12, 10, 8, tzinfo=HANOI)
LATER = datetime(2025, 7, 1, 8, tzinfo=HANOI)
ADDRESS = "/quan-tri/dong-ho/"


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    moments.forget()
    yield
    moments.forget()


def installed(*, simulated: bool) -> None:
    about = {"name": "Nơi thử", "origin": "o", "since": BEGAN}
    ahead = BEGAN - datetime.now(UTC) if simulated else timedelta(0)
    Installation.objects.create(simulated=simulated, ahead=ahead, **about)
    moments.forget()


def is_about(moment: datetime) -> bool:
    return abs(moments.now() - moment) < timedelta(minutes=1)


def a_plan() -> ReorganisationPlan:
    cast.a_unit("SO", "Sở Mẫu")
    shape = {"on": LATER.date(), "basis": "Quyết định giả định", "by": SYSTEM, "at": BEGAN}
    plan: ReorganisationPlan = drafting.draft("Giải thể", steps=[("close", {"unit": "SO"})], **shape)
    return drafting.schedule(plan.pk, by=SYSTEM, at=BEGAN)


def test_it_goes_on_here_and_says_so_in_an_act() -> None:
    installed(simulated=True)
    assert is_about(BEGAN)

    moving.move_clock(LATER, by=SYSTEM, at=moments.now())

    assert is_about(LATER)
    act = Act.objects.get(verb=moving.MOVED)
    assert (act.detail["simulated"], act.detail["to"]) == (True, LATER.isoformat())
    assert ClockMove.objects.get().act_id == act.pk


def test_a_process_that_runs_follows_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(simulated=True)
    seconds = iter((1.0, 1.5, 2.0))
    monkeypatch.setattr(moments, "monotonic", lambda: next(seconds))
    assert is_about(BEGAN)
    ClockMove.objects.create(by=LATER - BEGAN, act_id=ClockMove().pk)  # another process moved it

    assert is_about(BEGAN)
    assert is_about(LATER)


@pytest.mark.parametrize(
    ("to", "words"),
    [(BEGAN - timedelta(days=1), "không lùi"), (datetime(2100, 1, 1, tzinfo=UTC), "hết năm 2099")],
)
def test_never_back_and_never_too_far(to: datetime, words: str) -> None:
    installed(simulated=True)

    with pytest.raises(Invalid) as refused:
        moving.move_clock(to, by=SYSTEM, at=moments.now())

    assert words in str(refused.value.reason)
    assert not Act.objects.exists()
    assert is_about(BEGAN)


def test_a_real_installation_has_no_clock_to_move(signed_in_as: Callable[[str], Client]) -> None:
    installed(simulated=False)

    with pytest.raises(WrongState):
        moving.move_clock(LATER, by=SYSTEM, at=moments.now())
    with pytest.raises(CommandError, match="giờ thật"):
        call_command("clock", to="2025-07-01T08:00")
    ClockMove.objects.create(by=timedelta(days=1), act_id=ClockMove().pk)  # and would not heed one
    moments.forget()
    assert abs(moments.ahead()) == timedelta(0)
    assert signed_in_as("admin").get(ADDRESS).status_code == 404


def test_only_whoever_looks_after_the_installation() -> None:
    installed(simulated=True)

    with pytest.raises(NotAllowed):
        moving.move_clock(LATER, by=cast.READER, at=moments.now())
    assert not Act.objects.exists()


def test_the_database_keeps_what_was_moved() -> None:
    installed(simulated=True)
    moving.move_clock(LATER, by=SYSTEM, at=moments.now())

    for statement in ("UPDATE acts_clockmove SET by = interval '1 day'", "DELETE FROM acts_clockmove"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_waits_for_a_day_that_passed_is_carried_out() -> None:
    installed(simulated=True)
    plan = a_plan()
    moving.move_clock(LATER, by=SYSTEM, at=moments.now())

    follow_clock()

    plan.refresh_from_db()
    assert plan.state == PlanState.CARRIED_OUT


def test_the_command_says_the_time_and_carries_out(capsys: pytest.CaptureFixture[str]) -> None:
    installed(simulated=True)
    a_plan()

    call_command("clock", to="2025-07-01T08:00")

    said = capsys.readouterr().out
    assert "01/07/2025 08:00" in said
    assert "Đã thực hiện: Giải thể" in said
    with pytest.raises(CommandError, match="is not a moment"):
        call_command("clock", to="tomorrow")


def test_the_page_moves_it_and_shows_what_waits(signed_in_as: Callable[[str], Client]) -> None:
    installed(simulated=True)
    a_plan()
    browser = signed_in_as("admin")

    assert ADDRESS in browser.get("/quan-tri/tinh-trang/").content.decode()
    shown = browser.get(ADDRESS).content.decode()
    assert "Chờ đến ngày" in shown
    wrong = browser.post(ADDRESS, {"to": "01/07/2005", "hour": "08:00"})
    assert (wrong.status_code, "không lùi" in wrong.content.decode()) == (400, True)
    assert browser.post(ADDRESS, {"to": "01/07/2025", "hour": "08:00"}).status_code == 302
    assert is_about(LATER)


@pytest.mark.parametrize("profile", ["chair", "specialist"])
def test_others_are_told_why_not(signed_in_as: Callable[[str], Client], profile: str) -> None:
    installed(simulated=True)

    assert signed_in_as(profile).post(ADDRESS, {"to": "01/07/2025", "hour": "08:00"}).status_code == 403
    assert is_about(BEGAN)
