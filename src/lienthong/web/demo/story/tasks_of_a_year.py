"""How tasks go in a year: handed over, reported, sometimes late, asked for more time, sent back, opened again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.tasks import following, giving, proposing, working
from lienthong.tasks.models import OutputKind, Proposal, ProposalKind, Task
from lienthong.tasks.proposing import Asked
from lienthong.web.demo.story import words
from lienthong.web.demo.story.players import Player, Players
from lienthong.web.demo.story.stage import Stage


class Habit(StrEnum):
    PROMPT = "prompt"
    LATE = "late"
    SILENT = "silent"
    EXTENDED = "extended"
    REFUSED = "refused"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    ADJUSTED = "adjusted"
    WITHDRAWN = "withdrawn"
    BRIEF = "brief"
    FORGOTTEN = "forgotten"


WEIGHTS: Mapping[Habit, int] = {
    Habit.PROMPT: 62,
    Habit.LATE: 12,
    Habit.SILENT: 7,
    Habit.EXTENDED: 6,
    Habit.REFUSED: 2,
    Habit.SENT_BACK: 6,
    Habit.REOPENED: 3,
    Habit.ADJUSTED: 2,
    Habit.WITHDRAWN: 1,
}
HORIZON = timedelta(days=330)
MOSTLY = 0.85
LATER = datetime(2013, 1, 7, 8, tzinfo=HANOI)


@dataclass
class Life:
    """The life of one task in the play; each method is a deed on the programme."""

    stage: Stage
    players: Players
    task: Task
    field_of_work: str
    symbol: str
    numbers: Counter[str]
    habit: Habit = Habit.PROMPT
    worker: Player | None = None
    reported: int = 0
    notes: list[str] = field(default_factory=list)
    weights: Mapping[Habit, int] = field(default_factory=lambda: WEIGHTS)

    def begin(self, at: datetime) -> None:
        dice = self.stage.dice
        self.habit = dice.choices(list(self.weights), list(self.weights.values()))[0]
        self.worker = self.players.worker(self.task.case.holder_id, self.field_of_work, dice)
        if self.worker is None:
            return
        self.stage.plan(self.stage.working(at, dice.uniform(4, 30)), self.hand_over)

    def hand_over(self, at: datetime) -> None:
        head, worker = self.players.head(self.task.case.holder_id), self._worker()
        if head is None:
            return
        working.hand_over(
            self.task.pk,
            unit_id=worker.unit_id,
            person_id=worker.person_id,
            instruction=self._one_of(words.INSTRUCTIONS),
            by=self.players.act_as(head, at),
            at=at,
        )
        self._plan_work(at)

    def report(self, at: datetime) -> None:
        self.reported = min(self.reported + self.stage.dice.randrange(15, 40), 95)
        working.report_progress(
            self.task.pk,
            percent=self.reported,
            text=self._one_of(words.PROGRESS),
            by=self.players.act_as(self._worker(), at),
            at=at,
        )

    def ask_extension(self, at: datetime) -> None:
        due = self._due()
        later = local_day(due + timedelta(days=self.stage.dice.randrange(15, 45)))
        self._propose(Asked(ProposalKind.EXTENSION, self._one_of(words.EXTENSIONS), term=_by(later)), at)

    def ask_adjustment(self, at: datetime) -> None:
        wording = f"{self.task.output}; bổ sung biểu số liệu theo địa bàn"
        self._propose(Asked(ProposalKind.ADJUSTMENT, self._one_of(words.EXTENSIONS), wording=wording), at)

    def finish(self, at: datetime) -> None:
        kind = self.task.output_kind
        working.finish(
            self.task.pk,
            output=self._one_of(words.OUTPUTS),
            document_number=self._number() if kind == OutputKind.DOCUMENT else "",
            document_date=local_day(at) if kind == OutputKind.DOCUMENT else None,
            files=[self.stage.table],
            by=self.players.act_as(self._worker(), at),
            at=at,
        )
        self.stage.plan(self.stage.working(at, self.stage.dice.uniform(4, 40)), self.answer)

    def finish_after_all(self, at: datetime) -> None:
        self.task.case.refresh_from_db()
        if self.task.case.state == "in_progress":
            self.finish(at)

    def answer(self, at: datetime) -> None:
        """The monitoring agency looks at the output: it is confirmed, or first sent back."""
        follower = self.players.follower(self.task.monitoring_id, self.field_of_work)
        if follower is None:
            return
        by = self.players.act_as(follower, at)
        if self.habit == Habit.SENT_BACK:
            self.habit = Habit.PROMPT
            following.send_back(self.task.pk, reason=self._one_of(words.SENT_BACK), by=by, at=at)
            self.stage.plan(self.stage.working(at, self.stage.dice.uniform(10, 60)), self.finish)
            return
        following.confirm(self.task.pk, answer=self._one_of(words.CONFIRMED), by=by, at=at)
        if self.habit == Habit.REOPENED:
            self.habit = Habit.PROMPT
            self.stage.plan(self.stage.working(at, self.stage.dice.uniform(40, 200)), self.reopen)

    def reopen(self, at: datetime) -> None:
        follower = self.players.follower(self.task.monitoring_id, self.field_of_work)
        if follower is None:
            return
        by = self.players.act_as(follower, at)
        following.reopen(self.task.pk, reason=self._one_of(words.REOPENED), by=by, at=at)
        self.stage.plan(self.stage.working(at, 6), self.hand_over_again)

    def hand_over_again(self, at: datetime) -> None:
        self.reported = 50
        head, worker = self.players.head(self.task.case.holder_id), self._worker()
        if head is None:
            return
        working.hand_over(
            self.task.pk,
            unit_id=worker.unit_id,
            person_id=worker.person_id,
            by=self.players.act_as(head, at),
            at=at,
        )
        self.stage.plan(self.stage.working(at, 50), self.finish)

    def remind(self, at: datetime) -> None:
        follower = self.players.follower(self.task.monitoring_id, self.field_of_work)
        self.task.case.refresh_from_db()
        if follower is None or self.task.case.state != "in_progress":
            return
        by = self.players.act_as(follower, at)
        following.remind(self.task.pk, text=self._one_of(words.REMINDERS), by=by, at=at)

    def withdraw(self, at: datetime) -> None:
        assigner = self.players.follower(self.task.assigner_id, self.field_of_work)
        if assigner is not None:
            by = self.players.act_as(assigner, at)
            giving.withdraw(self.task.pk, reason="Nội dung đã đưa vào nhiệm vụ khác.", by=by, at=at)

    def _plan_work(self, at: datetime) -> None:
        """Lay out the reports and the end between now and the deadline, by habit."""
        dice, due = self.stage.dice, self._due()
        span = max(due - at, timedelta(days=3))
        if span > HORIZON:  # work of years: reports each quarter, an end only for some
            span, ends = timedelta(days=dice.randrange(120, 340)), dice.random() < 0.35
        else:
            ends = self.habit != Habit.SILENT
        last = at
        unsaid = self.habit in {
            Habit.BRIEF,
            Habit.FORGOTTEN,
        }  # done without a word on the way, or not thought of
        for share in sorted(dice.uniform(0.1, 0.85) for _ in range(0 if unsaid else dice.randrange(1, 5))):
            reported = self.stage.morning(at + span * share)
            self.stage.plan(reported, self.report)
            last = max(last, reported + timedelta(hours=1))
        if self.habit in {Habit.EXTENDED, Habit.REFUSED} and due - at == span:
            self.stage.plan(self.stage.morning(at + span * 0.87), self.ask_extension)
        if self.habit == Habit.ADJUSTED:
            self.stage.plan(self.stage.morning(at + span * 0.3), self.ask_adjustment)
        if self.habit == Habit.WITHDRAWN:
            self.stage.plan(max(self.stage.morning(at + span * 0.9), last), self.withdraw)
            ends = False
        late = {Habit.LATE: dice.uniform(1.02, 1.25), Habit.EXTENDED: 1.03, Habit.REFUSED: 1.05}
        late[Habit.FORGOTTEN] = late[Habit.LATE] + 0.1
        if ends:
            share = late.get(self.habit, dice.uniform(0.9, 0.985))
            finished = self.stage.morning(at + span * share) + timedelta(hours=1)
            self.stage.plan(max(finished, last), self.finish)
        if self.habit in {Habit.SILENT, Habit.LATE, Habit.FORGOTTEN}:
            self.stage.plan(self.stage.morning(at + span * 1.01), self.remind)
        if not ends and self.habit != Habit.WITHDRAWN:
            self._end_in_a_later_year(due)

    def _end_in_a_later_year(self, due: datetime) -> None:
        """What is late in the played year ends in the next; what is due later, mostly around its deadline."""
        dice = self.stage.afterwards
        then = max(due - timedelta(days=30), LATER) + timedelta(days=dice.uniform(1, 120))
        if due < LATER or dice.random() < MOSTLY:
            self.stage.plan(self.stage.first_hours(then, dice), self.finish_after_all)

    def _propose(self, asked: Asked, at: datetime) -> None:
        self.task.case.refresh_from_db()
        if self.task.case.state != "in_progress" or (self.task.case.due_at and at > self.task.case.due_at):
            return
        proposal = proposing.propose(self.task.pk, asked, by=self.players.act_as(self._worker(), at), at=at)
        self.stage.plan(
            self.stage.working(at, self.stage.dice.uniform(3, 12)), lambda then: self._decide(proposal, then)
        )

    def _decide(self, proposal: Proposal, at: datetime) -> None:
        assigner = self.players.follower(self.task.assigner_id, self.field_of_work)
        self.task.case.refresh_from_db()
        if assigner is None or self.task.case.state != "in_progress":
            return
        accept = self.habit != Habit.REFUSED
        text = "Đồng ý." if accept else "Không đồng ý; đề nghị hoàn thành đúng hạn đã giao."
        proposing.answer(proposal.pk, accept=accept, text=text, by=self.players.act_as(assigner, at), at=at)

    def _due(self) -> datetime:
        return self.task.case.due_at or self.task.case.opened_at + timedelta(days=700)

    def _worker(self) -> Player:
        if self.worker is None:
            raise LookupError(self.task.pk)
        return self.worker

    def _number(self) -> str:
        self.numbers[self.symbol] += 1
        return f"{self.numbers[self.symbol]:02d}/BC-{self.symbol}"

    def _one_of(self, choices: tuple[str, ...]) -> str:
        return self.stage.dice.choice(choices)


def _by(day: object) -> str:
    return f"chậm nhất ngày {day:%d/%m/%Y}"
