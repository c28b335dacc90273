"""Versions of tasks, worked out of acts: as a clerk would tell them act by act, in whatever steps they were read."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.acts.selectors import tree_size
from lienthong.kernel.clock.moments import HANOI
from lienthong.kernel.keys import new_key
from lienthong.measures.asking import AsOf, Question
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.scanning import scan
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.models import TaskVersion
from lienthong.tasks.versions import versions

BEGINS = datetime(2012, 1, 9, 9, tzinfo=HANOI)
MONTHS = [period_of(CALENDAR, f"2012-{month:02}") for month in range(1, 13)]
UNITS = [UUID(int=number + 1) for number in range(3)]
PASSED = "casework.pass_to_successor"


@dataclass(frozen=True)
class Told:
    """How a task stands, as somebody would tell it who reads its acts one by one."""

    unit: UUID
    due: datetime | None
    state: str = "open"
    ended: datetime | None = None


@action
def _record(verb, subject, detail, *, by, at):
    record(verb, subject=("tasks.task", subject), case_id=subject, by=by, at=at, detail=detail)


@pytest.fixture
def town(db):
    return Town(Random(5))  # noqa: S311 - an invented world


class Town:
    """Tasks that are given, changed, passed on, confirmed, opened again, withdrawn; each act is written down twice."""

    def __init__(self, dice):
        self.dice, self.now = dice, BEGINS
        self.acts, self.told, self.heads = [], {}, []

    def live(self, number):
        for _turn in range(number):
            self.now += timedelta(hours=self.dice.randrange(1, 60))
            self.act()

    def act(self):
        waiting = [task for task, told in self.told.items() if told.state != "withdrawn"]
        task = self.dice.choice([None, *waiting])
        if task is None:
            return self.write("tasks.give", new_key(), self.asked() | {"counts": self.dice.random() < 0.9})
        if self.told[task].state != "open":
            return self.write("tasks.reopen", task, {"reason": "…"})
        verb = self.dice.choice(["tasks.answer", "tasks.answer", PASSED, "tasks.confirm", "tasks.withdraw"])
        said = {
            "tasks.answer": {**self.asked(), "accepted": self.dice.random() < 0.7},
            PASSED: {"holder": str(self.dice.choice(UNITS))},
            "tasks.confirm": {"on_time": self.dice.random() < 0.5, "lead": str(UNITS[0]), "due": None},
            "tasks.withdraw": {"reason": "…"},
        }
        return self.write(verb, task, said[verb])

    def asked(self):
        due = self.now + timedelta(days=self.dice.randrange(5, 90))
        known = self.dice.random() < 0.9
        return {"lead": str(self.dice.choice(UNITS)), "due": due.isoformat() if known else None}

    def write(self, verb, task, detail):
        _record(verb, task, detail, by=SYSTEM, at=self.now)
        self.acts.append((self.now, verb, task, detail))
        self.told[task] = told_after(self.told.get(task), self.now, verb, detail)

    def seal(self):
        sequence_all()
        size = tree_size()
        Checkpoint.objects.create(tree_size=size, root=bytes(32), frontier=b"", signed_at=self.now, note="")
        self.heads.append(AsOf(size, self.now))


def told_after(told, at, verb, detail):
    if verb == "tasks.give":
        state = "open" if detail["counts"] else "withdrawn"
        return Told(UUID(detail["lead"]), moment(detail["due"]), state)
    said = {
        "tasks.answer": lambda: {"unit": UUID(detail["lead"]), "due": moment(detail["due"])},
        "tasks.confirm": lambda: {"state": "done_on_time" if detail["on_time"] else "done_late", "ended": at},
        "tasks.reopen": lambda: {"state": "open", "ended": None},
        "tasks.withdraw": lambda: {"state": "withdrawn"},
        PASSED: lambda: {"unit": UUID(detail["holder"])},
    }
    return told if detail.get("accepted") is False else replace(told, **said[verb]())


def moment(text):
    return datetime.fromisoformat(text) if text else None


def expected(acts, question):
    """Return the figure by hand: every act known before the end of the period, told one after the other."""
    told = {}
    for at, verb, task, detail in acts[: question.as_of.size]:
        if at < question.period.end_moment:
            told[task] = told_after(told.get(task), at, verb, detail)
    found = {}
    for one in told.values():
        if one.state == "withdrawn" or (one.ended and one.ended < question.period.start_moment):
            continue
        late = one.due is not None and one.due < question.until
        name = one.state if one.state != "open" else ("open_overdue" if late else "open_within")
        group = found.setdefault((one.unit,), {})
        group[name] = group.get(name, 0) + 1
    return found


def test_figures_of_every_month_as_of_every_head_are_those_told_by_hand(town):
    for _week in range(8):
        town.live(25)
        town.seal()
        if town.dice.random() < 0.5:
            versions.reach(town.heads[-1].size)

    for head in town.heads:
        asked = [Question(period, head) for period in MONTHS]
        assert scan(COMPLETION, asked) == [expected(town.acts, one) for one in asked]


def test_steps_of_reading_do_not_matter(town, monkeypatch):
    town.live(120)
    town.seal()
    monkeypatch.setattr("lienthong.kernel.acts.projecting.STEP", 7)
    versions.reach(town.heads[-1].size)
    in_steps = list(TaskVersion.objects.order_by("position").values())
    monkeypatch.undo()

    versions.rebuild()
    assert not TaskVersion.objects.exists()
    versions.reach(town.heads[-1].size)

    assert list(TaskVersion.objects.order_by("position").values()) == in_steps
    assert len(in_steps) > 60
