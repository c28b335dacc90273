"""The clock of a simulated installation goes on when told to; a real one lives in the world's time."""

from collections.abc import Callable
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
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, NotAllowed, WrongState
from lienthong.web import moving
from lienthong.web.jobs import follow_clock

pytestmark = pytest.mark.django_db
LATER = datetime(2062, 7, 1, 8, tzinfo=HANOI)
ADDRESS = "/quan-tri/dong-ho/"


def make_real() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE acts_installation")
    Installation.objects.create(name="Nơi thật", origin="o", since=moments.now())
    moments.forget()


def is_moved() -> bool:
    return abs(moments.now() - LATER) < timedelta(minutes=5)


def is_where_it_was() -> bool:
    return moments.ahead() == timedelta(0)


def a_plan() -> ReorganisationPlan:
    cast.a_unit("SOCU", "Sở Cũ")
    shape = {"on": LATER.date(), "basis": "Quyết định giả định", "by": SYSTEM, "at": moments.now()}
    plan = drafting.draft("Giải thể Sở Cũ", steps=[("close", {"unit": "SOCU"})], **shape)
    return drafting.schedule(plan.pk, by=SYSTEM, at=moments.now())


def test_it_goes_on_here_and_says_so_in_an_act() -> None:
    moving.move_clock(LATER, by=SYSTEM, at=moments.now())

    assert is_moved()
    act = Act.objects.get(verb=moving.MOVED)
    assert (act.detail["simulated"], act.detail["to"]) == (True, LATER.isoformat())
    assert ClockMove.objects.get().act_id == act.pk


def test_a_process_that_runs_follows_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((1.0, 1.5, 2.0))
    monkeypatch.setattr(moments, "monotonic", lambda: next(seconds))
    assert is_where_it_was()
    ClockMove.objects.create(by=timedelta(days=365), act_id=new_key())  # another process moved it

    assert is_where_it_was()
    assert moments.ahead() == timedelta(days=365)


@pytest.mark.parametrize(
    ("to", "words"),
    [(datetime(2012, 1, 2, tzinfo=UTC), "không lùi"), (datetime(2100, 1, 1, tzinfo=UTC), "hết năm 2099")],
)
def test_never_back_and_never_too_far(to: datetime, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        moving.move_clock(to, by=SYSTEM, at=moments.now())

    assert words in str(refused.value.reason)
    assert not Act.objects.exists()
    assert is_where_it_was()


def test_a_real_installation_has_no_clock_to_move(signed_in_as: Callable[[str], Client]) -> None:
    make_real()

    with pytest.raises(WrongState):
        moving.move_clock(LATER, by=SYSTEM, at=moments.now())
    with pytest.raises(CommandError, match="giờ thật"):
        call_command("clock", to="2062-07-01T08:00")
    ClockMove.objects.create(by=timedelta(days=1), act_id=new_key())  # and would not heed one
    moments.forget()
    assert is_where_it_was()
    assert signed_in_as("admin").get(ADDRESS).status_code == 404


def test_only_whoever_looks_after_the_installation() -> None:
    with pytest.raises(NotAllowed):
        moving.move_clock(LATER, by=cast.READER, at=moments.now())

    assert not Act.objects.exists()


def test_the_database_keeps_what_was_moved() -> None:
    moving.move_clock(LATER, by=SYSTEM, at=moments.now())

    for statement in ("UPDATE acts_clockmove SET by = interval '1 day'", "DELETE FROM acts_clockmove"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_waits_for_a_day_that_passed_is_carried_out() -> None:
    plan = a_plan()
    moving.move_clock(LATER, by=SYSTEM, at=moments.now())

    follow_clock()

    plan.refresh_from_db()
    assert plan.state == PlanState.CARRIED_OUT


def test_the_command_says_the_time_and_carries_out(capsys: pytest.CaptureFixture[str]) -> None:
    a_plan()

    call_command("clock", to="2062-07-01T08:00")

    said = capsys.readouterr().out
    assert "01/07/2062 08:00" in said
    assert "Đã thực hiện: Giải thể Sở Cũ" in said
    with pytest.raises(CommandError, match="is not a moment"):
        call_command("clock", to="tomorrow")


def test_the_page_moves_it_and_shows_what_waits(signed_in_as: Callable[[str], Client]) -> None:
    a_plan()
    browser = signed_in_as("admin")

    assert ADDRESS in browser.get("/quan-tri/tinh-trang/").content.decode()
    assert "Chờ đến ngày" in browser.get(ADDRESS).content.decode()
    wrong = browser.post(ADDRESS, {"to": "01/07/2005", "hour": "08:00"})
    assert (wrong.status_code, "không lùi" in wrong.content.decode()) == (422, True)
    assert browser.post(ADDRESS, {"to": "01/07/2062", "hour": "08:00"}).status_code == 302
    assert is_moved()


@pytest.mark.parametrize("profile", ["chair", "specialist"])
def test_others_may_not(signed_in_as: Callable[[str], Client], profile: str) -> None:
    assert signed_in_as(profile).post(ADDRESS, {"to": "01/07/2062", "hour": "08:00"}).status_code == 403
    assert is_where_it_was()
