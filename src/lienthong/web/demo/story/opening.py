"""How the play begins: the plan's tasks are given, instalments are opened, jobs come in through the year."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.directory.models import Unit
from lienthong.directory.selectors import members
from lienthong.kernel.clock.amounts import working_days
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.tasks import giving
from lienthong.tasks.models import OutputKind, SourceKind, Task, TaskKind
from lienthong.web.demo.story import words
from lienthong.web.demo.story.lying import Lying
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stage import Deed, Stage
from lienthong.web.demo.story.tasks_of_a_year import WEIGHTS, Habit, Life

QUARTERS = [
    (date(2012, 1, 1), date(2012, 4, 1)),
    (date(2012, 4, 1), date(2012, 7, 1)),
    (date(2012, 7, 1), date(2012, 10, 1)),
]
HALVES = [(date(2012, 1, 1), date(2012, 7, 1))]
YEAR = [(date(2012, 1, 1), date(2013, 1, 1))]
DUE_OF_YEAR = date(2012, 11, 30)


JOBS_COME = (date(2012, 1, 9), date(2012, 12, 11))


def any_day(dice: random.Random) -> date:
    """Draw a day of those on which jobs come, each as likely as any other."""
    start, end = JOBS_COME
    return start + timedelta(days=dice.randrange((end - start).days))


@dataclass(frozen=True, slots=True)
class Load:
    """How much work comes beside the plan in the played year, on which days, and how offices are used to do it."""

    jobs: int = 85
    day: Callable[[random.Random], date] = any_day
    habits: Mapping[Habit, int] = field(default_factory=lambda: WEIGHTS)


@dataclass
class Opening:
    stage: Stage
    players: Players
    symbols: dict[str, str]
    load: Load
    numbers: Counter[str] = field(default_factory=Counter)
    lying: Lying | None = None

    def follow_all(self, task: Task, at: datetime) -> None:
        """Let a task and its parts live, in the order of their numbers: the database promises none."""
        parts = Task.objects.select_related("case").filter(case__parent=task.case).order_by("case__number")
        for one in [task, *parts]:
            self.follow(one, at)

    def follow(self, task: Task, at: datetime) -> None:
        """Let a part live; a shared or standing task lives through its parts."""
        if task.case.state != "in_progress":
            return
        symbol = self.symbols.get(str(task.case.holder_id), "CQ")
        life = Life(self.stage, self.players, task, task.field or "chung", symbol, self.numbers)
        life.weights = self.load.habits
        life.begin(at)

    def open_instalments(self, task: Task) -> None:
        """Put the instalments of a standing task on the programme of 2012."""
        periods = {"quarter": QUARTERS, "half": HALVES, "year": YEAR}[task.recurrence or "year"]
        for start, end in periods:
            opens = datetime.combine(max(start, date(2012, 1, 9)), time(9), HANOI)
            opens += timedelta(minutes=self.stage.dice.randrange(300))
            due = DUE_OF_YEAR if (end - start).days > 300 else end + timedelta(days=9)
            self.stage.plan(self.stage.morning(opens), self._opener(task, DateRange(start, end), due))

    def jobs(self) -> None:
        """Spread jobs from conclusions and letters over the year."""
        for _ in range(self.load.jobs):
            day = self.load.day(self.stage.dice)
            self.stage.plan(self.stage.morning(datetime.combine(day, time(8), HANOI)), self.give_job)

    def give_job(self, at: datetime) -> None:
        dice = self.stage.dice
        title, output, work = dice.choice(words.JOBS)
        day = local_day(at)
        office, committee = _unit("VPUB"), _unit("UBND")
        chief = self.players.head(office.pk)
        if chief is None:
            return
        due = self.stage.calendar.add(at, working_days(dice.randrange(10, 60)))
        leads = self._some_agencies(day, dice)
        order = giving.Order(
            title=title,
            kind=TaskKind.DEADLINE,
            assigner_id=committee.pk,
            monitoring_id=office.pk,
            output=output,
            output_kind=OutputKind.DOCUMENT,
            leads=[giving.Executor(unit.pk) for unit in leads],
            sources=[self._source(day, dice)],
            term=f"chậm nhất ngày {local_day(due):%d/%m/%Y}",
            field=work,
            number=self._next_number(day),
            place_id=self._commune_of(leads, day),
        )
        task = giving.give(order, by=self.players.act_as(chief, at), at=at)
        self.follow_all(task, at)

    def _opener(self, task: Task, period: DateRange, due: date) -> Deed:
        def open_one(at: datetime) -> None:
            follower = self.players.follower(task.monitoring_id, task.field or "chung")
            if follower is None:
                return
            term = f"chậm nhất ngày {due:%d/%m/%Y}"
            by = self.players.act_as(follower, at)
            for part in giving.open_instalment(task.pk, period=period, term=term, by=by, at=at):
                self.follow(part, at)

        return open_one

    def _some_agencies(self, day: date, dice: random.Random) -> list[Unit]:
        everyone = [
            u for u in [*members("so_ban_nganh", day), *members("ubnd_huyen", day)] if u.code != "VPUB"
        ]
        everyone.sort(key=lambda unit: unit.code)
        return dice.sample(everyone, dice.choice([1, 1, 1, 1, 2, 3]))

    def _commune_of(self, leads: list[Unit], day: date) -> UUID | None:
        """Return where a job lies that a district has alone: in one of its communes, each in its turn."""
        if self.lying is None:
            self.lying = Lying.on(day, (unit.pk for unit in members("ubnd_huyen", day)))
        communes = self.lying.of_district(leads[0].pk) if len(leads) == 1 else ()
        return communes[self.numbers["NV"] % len(communes)] if communes else None

    def _source(self, day: date, dice: random.Random) -> giving.Source:
        self.numbers["TB"] += 1
        kind = dice.choice([SourceKind.CONCLUSION, SourceKind.LETTER])
        symbol = "TB-UBND" if kind == SourceKind.CONCLUSION else "UBND-VX"
        return giving.Source(kind, f"{self.numbers['TB']:02d}/{symbol}", day)

    def _next_number(self, day: date) -> str:
        self.numbers["NV"] += 1
        return f"NV-{day.year}-{self.numbers['NV']:03d}"


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)
