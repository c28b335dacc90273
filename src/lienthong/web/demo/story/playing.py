"""Years of work: the plan's tasks are given at the end of 2011, 2012 is played day by day, and comes again later."""

import random
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from lienthong.directory.models import UnitVersion
from lienthong.directory.selectors import tree, unit_by_code
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.plans.giving import give_item
from lienthong.plans.loading import load_plan
from lienthong.plans.loading_targets import load_targets
from lienthong.plans.models import PlanItem
from lienthong.web.demo.story import evidence
from lienthong.web.demo.story.ballots import plan_ballots
from lienthong.web.demo.story.instructions import plan_instructions
from lienthong.web.demo.story.mondays import plan_mondays
from lienthong.web.demo.story.multiplying import Multiplying
from lienthong.web.demo.story.opening import Load, Opening
from lienthong.web.demo.story.players import Players, days_of_change
from lienthong.web.demo.story.points import plan_points
from lienthong.web.demo.story.powers import plan_powers
from lienthong.web.demo.story.reporting import plan_reports
from lienthong.web.demo.story.stage import Stage
from lienthong.web.demo.story.wards import plan_wards

GIVEN = datetime(2011, 12, 19, 8, 30, tzinfo=HANOI)
PLAYED, AFTERWARDS = 2012, 2013
PAUSE = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Once:
    """The year is played once, to be multiplied later by whoever plays; no head is signed on the way.

    `look` is called at each of `moments`.
    """

    load: Load
    moments: Collection[datetime] = ()
    look: Callable[[datetime], None] = lambda _at: None


def play_year(
    dice: random.Random, *, until: datetime, say: Callable[[str], None], once: Once | None = None
) -> int:
    """Play until a moment; return how many events there were.

    The year comes again in each later one, and heads are signed on the way, unless it is played `once`.
    """
    sign = _sign_nothing if once else _sign
    stage = Stage(
        load("vn", until), dice, random.Random(AFTERWARDS), until, sign=sign, table=evidence.table()
    )
    players = Players.on(local_day(GIVEN), tree(local_day(GIVEN)))
    opening = Opening(stage, players, _symbols(local_day(GIVEN)), once.load if once else Load())
    stage.plan(GIVEN, lambda at: _give_plan(opening, at))
    plan_reports(stage, players)
    plan_points(stage, players)
    plan_instructions(stage, players)
    plan_ballots(stage)
    plan_powers(stage)
    opening.jobs()
    if once is None:
        plan_wards(stage, players)
    else:
        for moment in once.moments:
            stage.plan(moment, once.look)
    for day in days_of_change(local_day(GIVEN), local_day(until)):
        stage.plan(datetime.combine(day, time(), HANOI), lambda at: players.change(local_day(at)))
    later = Multiplying.of(stage, players, PLAYED, 0 if once else local_day(until).year - PLAYED)
    later.begin()
    plan_mondays(stage, players, lambda: foreseen(later))
    stage.meanwhile = later.until
    played = stage.play(lambda at, played: say(f"  {local_day(at):%m/%Y}: {played}") if at.day <= 7 else None)
    later.end()
    return played


@contextmanager
def foreseen(later: Multiplying) -> Iterator[None]:
    """Let the rows of copies be there for a look, as they will stand; they are written when the play ends.

    An act that is still to come has a key that nobody knows, so what it will say is not known to any head.
    """
    for _then, _ordinal, act, year in later.waiting:
        year.copy.know([act["id"]])
    with transaction.atomic():
        later.end()
        yield
        transaction.set_rollback(True)


def _give_plan(opening: Opening, at: datetime) -> None:
    """The chair gives all the plan's tasks in one morning."""
    committee = unit_by_code("UBND")
    chair = opening.players.head(committee.pk) if committee else None
    if committee is None or chair is None:
        raise LookupError("UBND")
    by = opening.players.act_as(chair, at)
    load_targets(load_plan(by=SYSTEM, at=at), by=SYSTEM, at=at)
    for ordinal, item in enumerate(PlanItem.objects.order_by("ordinal")):
        moment = at + ordinal * PAUSE
        task = give_item(item, by=by, at=moment)
        if task.kind == "standing":
            opening.open_instalments(task)
        opening.follow_all(task, moment)


def _sign(at: datetime) -> None:
    sequence_all()
    sign_head(at=at)


def _sign_nothing(_at: datetime) -> None:
    """Leave the ledger to whoever plays."""


def _symbols(day: date) -> dict[str, str]:
    rows = UnitVersion.objects.on(day).exclude(symbol="").values_list("unit_id", "symbol")
    return {str(unit_id): symbol for unit_id, symbol in rows}
