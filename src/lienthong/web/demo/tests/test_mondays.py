"""The Office keeps a Monday page in each of the last weeks; what it asked is answered on the page of today."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from lienthong.casework.models import Case
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import HANOI
from lienthong.plans.models import MondayLine, MondayPage, Part
from lienthong.plans.monday_keeping import Kept, made_sheet
from lienthong.tasks import giving, working
from lienthong.tasks.models import Delivery, Task
from lienthong.tasks.tests.conftest import Province, kept_province, order, province, seal
from lienthong.web.demo.story import evidence, mondays
from lienthong.web.demo.story.playing import foreseen
from lienthong.web.demo.story.stage import Stage
from lienthong.web.demo.tests.test_multiplying import Play, simulated

__all__ = ["kept_province", "order", "province", "simulated"]  # of the area below
ENDS = datetime(2012, 12, 13, 8, 30, tzinfo=HANOI)  # a Thursday
SOON = "chậm nhất ngày 13/12/2012"


class Cast:
    """One follower."""

    def __init__(self, by: Actor) -> None:
        self.by = replace(by, capabilities=by.capabilities | {"figures_see"})

    def follower(self, *_asked: Any) -> Actor:
        return self.by

    def act_as(self, player: Actor, _at: datetime) -> Actor:
        return player


@pytest.fixture
def cast(province: Province) -> Cast:
    return Cast(province["follower"])


@pytest.fixture
def pages(province: Province, order: Callable[..., giving.Order], cast: Cast) -> list[MondayPage]:
    """Play the last weeks of a year: one task is late, one is due at the end, and each week something is reported."""
    stage = Stage(
        load("vn", ENDS), random.Random(1), random.Random(2), ENDS, sign=seal, table=evidence.table()
    )
    begins, director = datetime(2012, 10, 1, 9, tzinfo=HANOI), province["director"]
    late, soon = order(term="chậm nhất ngày 30/10/2012"), order(term=SOON)

    def report(at: datetime) -> None:
        working.report_progress(
            Task.objects.earliest("pk").pk, percent=40, text="Đang làm", by=director, at=at
        )

    stage.plan(begins, lambda at: giving.give(late, by=province["chair"], at=at))
    stage.plan(begins, lambda at: giving.give(soon, by=province["chair"], at=at))
    for week in range(1, 11):
        stage.plan(begins + timedelta(weeks=week), report)
    mondays.plan_mondays(stage, cast)  # type: ignore[arg-type]
    stage.play(lambda _at, _played: None)
    return list(MondayPage.objects.order_by("monday"))


def test_a_page_is_kept_on_each_of_the_last_mondays_but_not_on_the_present_one(
    pages: list[MondayPage],
) -> None:
    assert [f"{page.monday:%d/%m}" for page in pages] == ["19/11", "26/11", "03/12"]
    for page in pages:
        before = page.kept_at - page.as_of
        assert timedelta(days=2) < before < timedelta(days=3)  # the head of Friday
        assert page.note
    acts = Act.objects.filter(verb="plans.keep_monday_page").values_list("id", "recorded_at")
    assert set(acts) == {(page.act_id, page.kept_at) for page in pages}


def test_what_was_asked_stands_on_the_next_page(pages: list[MondayPage], cast: Cast) -> None:
    for page, following in pairwise(pages):
        asked = page.lines.filter(asked=True, struck=False)
        assert asked.count() >= 2
        again = following.lines.filter(part=Part.ASKED)
        assert list(again.values_list("text", flat=True)) == list(asked.values_list("text", flat=True))

    sheet = made_sheet(by=cast.by, at=ENDS)
    assert sheet is not None
    details = [line.detail for line in sheet.lines if line.part == Part.ASKED]
    assert "nay: 1 nhiệm vụ quá hạn" in details
    assert "chưa có trả lời từ 03/12/2012" in details


def test_a_look_shows_copies_as_they_will_stand_and_leaves_nothing(
    province: Province, order: Callable[..., giving.Order], simulated: None
) -> None:
    play = Play(province, order)
    copies = Case.objects.filter(opened_at__gte=datetime(2013, 1, 1, tzinfo=HANOI))
    seen: dict[str, int] = {}

    def look(moment: datetime) -> None:
        with foreseen(play.later):
            to_come = Delivery.objects.filter(delivered_at__gt=moment)
            seen["copies"], seen["to come"] = copies.count(), to_come.count()
            assert not Act.objects.filter(pk__in=to_come.values("act_id")).exists()
        seen["after"] = copies.count()

    play.plan("2015-11-16T07:40", look)
    play.run()

    assert seen == {"copies": copies.count(), "to come": 1, "after": 0}
    assert set(Delivery.objects.values_list("act_id", flat=True)) <= set(
        Act.objects.values_list("id", flat=True)
    )
    assert verify().ok


def test_one_line_is_struck_where_one_can_be_spared() -> None:
    lines = [Kept(part, f"{part} {n}", subject=MondayLine().pk) for part in Part for n in range(3)]
    lines += [Kept(Part.MOVED, "again", subject=lines[0].subject)]

    decided = mondays.decided(lines, random.Random(3))

    assert [line.text for line in decided] == [line.text for line in lines]
    assert sum(line.struck for line in decided) == 1
    assert not any(line.struck and line.asked for line in decided)
    assert [line.part for line in decided if line.asked] == [*Part][:5]
    assert len({line.subject for line in decided if line.asked}) == 5
    assert mondays.decided(lines, random.Random(3)) == decided
