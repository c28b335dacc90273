"""A small year comes again in three later ones: proved, counted, under keys of its own, cut where the world ends."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext, override_settings

from lienthong.casework.models import Assignment, Case
from lienthong.kernel.acts.ledger.heads import sign_head
from lienthong.kernel.acts.ledger.keys import make_key
from lienthong.kernel.acts.ledger.sequencer import sequence_all
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act, Entry, Installation
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.acts.simulated import copying, rows
from lienthong.kernel.acts.simulated.copying import Copy, Template
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.kernel.refusals import WrongState
from lienthong.kernel.vault.models import Attachment
from lienthong.measures import drilling
from lienthong.measures.asking import Period, Question, as_of
from lienthong.measures.computing import by_unit, whole
from lienthong.tasks import following, giving, proposing, working
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.models import Delivery, Progress, ProposalKind, Task, TaskKind
from lienthong.tasks.proposing import Asked
from lienthong.tasks.tests.conftest import Province, kept_province, order, orders_of, province
from lienthong.web.demo.story import evidence
from lienthong.web.demo.story.multiplying import Multiplying
from lienthong.web.demo.story.shifting import ByWeeks
from lienthong.web.demo.story.stage import Stage

__all__ = ["kept_province", "order", "province"]  # of the area below
ENDS = datetime(2015, 12, 10, 8, 30, tzinfo=HANOI)
YEARS = (2013, 2014, 2015)
Order = Callable[..., giving.Order]


class Cast:
    """Nobody leaves a post."""

    def in_place_of(self, act: dict[str, Any]) -> dict[str, Any]:
        return act


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


class Play:
    """The small year: a standing task with an instalment, jobs that end, one that is open, one that comes too late."""

    def __init__(self, province: Province, order: Order, jobs: int = 1) -> None:
        self.province, self.order = province, order
        self.stage = Stage(
            load("vn", ENDS), random.Random(1), random.Random(2), ENDS, sign=_sign, table=evidence.table()
        )
        self.later = Multiplying.of(self.stage, Cast(), 2012, 3)  # type: ignore[arg-type]
        self.plan("2011-12-19T08:30", self.standing)
        for number in range(jobs):
            self.plan(
                "2012-03-05T09:00", lambda moment, number=number: self.job(f"NV-2012-{number:03d}", moment)
            )
        self.plan("2012-12-03T09:00", lambda moment: self.open_job("NV-2012-800", moment))
        self.plan("2012-12-11T09:00", lambda moment: self.open_job("NV-2012-900", moment))

    def plan(self, when: str, deed: Callable[[datetime], Any]) -> None:
        self.stage.plan(at(when), deed)

    def run(self) -> None:
        self.later.begin()
        self.stage.meanwhile = self.later.until
        with replay():
            self.stage.play(lambda _at, _played: None)
            self.later.end()

    def standing(self, moment: datetime) -> None:
        order = self.order(kind=TaskKind.STANDING, recurrence="year", term="", number="N01")
        whole = giving.give(order, by=self.province["chair"], at=moment)
        self.plan("2012-01-09T09:00", lambda then: self.instalment(whole.pk, then))

    def instalment(self, whole: UUID, moment: datetime) -> None:
        period = DateRange(date(2012, 1, 1), date(2013, 1, 1))
        term, by = "chậm nhất ngày 30/11/2012", self.province["follower"]
        [part] = giving.open_instalment(whole, period=period, term=term, by=by, at=moment)
        self.plan("2012-11-28T10:00", lambda then: self.finish(part.pk, then))

    def job(self, number: str, moment: datetime) -> None:
        given = self.give(number, moment)
        self.plan("2012-03-06T10:00", lambda then: self.report(given, then))
        self.plan("2012-03-20T10:00", lambda then: self.ask(given, then))
        self.plan("2012-04-10T10:00", lambda then: self.finish(given, then, reopened=True))

    def open_job(self, number: str, moment: datetime) -> None:
        given = self.give(number, moment, term="chậm nhất ngày 28/12/2012")
        self.stage.plan(moment + timedelta(hours=2), lambda then: self.report(given, then))
        self.plan("2012-12-20T10:00", lambda then: self.finish(given, then))

    def give(self, number: str, moment: datetime, **differs: object) -> UUID:
        order = self.order(number=number, title="Lập dự toán năm 2013", **differs)
        return giving.give(order, by=self.province["chair"], at=moment).pk

    def report(self, task: UUID, moment: datetime) -> None:
        files, by = [self.stage.table], self.province["director"]
        working.report_progress(task, percent=40, text="Đã khảo sát", files=files, by=by, at=moment)

    def ask(self, task: UUID, moment: datetime) -> None:
        asked = Asked(ProposalKind.EXTENSION, "Thiếu số liệu", term="chậm nhất ngày 16/04/2012")
        proposal = proposing.propose(task, asked, by=self.province["director"], at=moment)
        self.stage.plan(moment + timedelta(hours=3), lambda then: self.accept(proposal.pk, then))

    def accept(self, proposal: UUID, moment: datetime) -> None:
        proposing.answer(proposal, accept=True, text="", by=self.province["chair"], at=moment)

    def finish(self, task: UUID, moment: datetime, *, reopened: bool = False) -> None:
        by, said = self.province["director"], {"output": "Báo cáo", "document_number": "07/BC-STTTT"}
        working.finish(task, **said, document_date=local_day(moment), by=by, at=moment)
        self.stage.plan(moment + timedelta(hours=3), lambda then: self.confirm(task, then))
        if reopened:
            self.stage.plan(moment + timedelta(days=7), lambda then: self.reopen(task, then))
            self.stage.plan(moment + timedelta(days=8), lambda then: self.finish(task, then))

    def confirm(self, task: UUID, moment: datetime) -> None:
        following.confirm(task, by=self.province["follower"], at=moment)

    def reopen(self, task: UUID, moment: datetime) -> None:
        following.reopen(task, reason="Chưa khớp", by=self.province["follower"], at=moment)


def _sign(moment: datetime) -> None:
    sequence_all()
    sign_head(at=moment)


def folders(root: Path) -> override_settings:
    """Give the ledger a key and a file of heads of its own."""
    return override_settings(
        KEYS_ROOT=root / "keys", CHECKPOINTS_FILE=root / "checkpoints" / "log", VAULT_ROOT=root / "vault"
    )


@pytest.fixture
def simulated(tmp_path: Path) -> Iterator[None]:
    with folders(tmp_path):
        make_key()
        yield


@pytest.fixture(scope="module")
def kept_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the play that is kept has its key and its heads."""
    return tmp_path_factory.mktemp("play")


@pytest.fixture(scope="module")
def kept_play(keep: Callable[..., None], kept_province: Province, kept_folder: Path) -> None:
    def play() -> None:
        make_key()
        Play(kept_province, orders_of(kept_province)).run()

    with folders(kept_folder):
        keep(play)


@pytest.fixture
def play(db: None, kept_play: None, kept_folder: Path, tmp_path: Path) -> Iterator[None]:
    shutil.copytree(kept_folder, tmp_path, dirs_exist_ok=True)
    with folders(tmp_path):
        yield


def of_year(year: int) -> list[Case]:
    return [
        case for case in Case.objects.order_by("opened_at", "id") if local_day(case.opened_at).year == year
    ]


def test_the_ledger_of_all_years_holds_and_its_positions_follow_time(play: None) -> None:
    assert verify().ok
    acts = Act.objects.in_bulk()
    placed = [
        acts[key].recorded_at for key in Entry.objects.order_by("position").values_list("act_id", flat=True)
    ]
    assert placed == sorted(placed)
    assert len(placed) == len(acts)


def test_each_year_has_its_cases_called_by_its_own_numbers(play: None) -> None:
    for later, year in enumerate(YEARS, start=1):
        numbers = [case.number for case in of_year(year)]
        late = [f"NV-{year}-900"] if year < 2015 else []
        assert sorted(numbers) == sorted([f"N01.{later + 1:02d}", f"NV-{year}-000", f"NV-{year}-800", *late])
    assert {case.title for case in of_year(2014) if case.number == "NV-2014-000"} == {"Lập dự toán năm 2015"}


def test_a_copy_is_at_the_end_what_its_original_was_so_many_weeks_before(play: None) -> None:
    job = Task.objects.get(case__number="NV-2015-800")
    assert (job.case.state, job.percent, job.case.closed_at) == ("in_progress", 40, None)
    assert job.case.turn_unit_id == job.case.holder_id
    assert job.case.due_at == at("2016-01-02T00:00")
    assert job.case.term == "chậm nhất ngày 01/01/2016"
    assert Act.objects.filter(case_id=job.pk).count() == job.case.revision == 2
    assert Task.objects.get(case__number="NV-2014-800").case.state == "done"


def test_revisions_count_the_acts_of_every_case(play: None) -> None:
    counted = Counter(Act.objects.values_list("case_id", flat=True))
    assert {case.number: case.revision for case in Case.objects.all()} == {
        case.number: counted[case.pk] for case in Case.objects.all()
    }


def test_keys_are_fresh_and_lead_somewhere(play: None) -> None:
    acts = set(Act.objects.values_list("id", flat=True))
    for model in (Assignment, Progress, Delivery, Attachment):
        assert set(model.objects.values_list("act_id", flat=True)) <= acts
    assert set(Act.objects.filter(revokes__isnull=False).values_list("revokes", flat=True)) <= acts
    about = Act.objects.filter(verb__startswith="tasks.")
    assert set(about.values_list("subject_id", flat=True)) == set(Case.objects.values_list("id", flat=True))
    for confirm in Act.objects.filter(verb="tasks.confirm"):
        assert Act.objects.get(pk=confirm.detail["finish"]).case_id == confirm.case_id
    assert Attachment.objects.count() == Progress.objects.count()


def test_nothing_in_a_copy_speaks_of_the_year_that_was_played(play: None) -> None:
    for year in YEARS:
        for case in of_year(year):
            said = [str(act.detail) for act in Act.objects.filter(case_id=case.pk)]
            assert not [text for text in (*said, case.term, str(case.task.period)) if "2012" in text]


def test_rows_say_what_their_acts_say(play: None) -> None:
    for delivery in Delivery.objects.filter(confirmed=True).select_related("task__case"):
        finish, confirm = (Act.objects.get(pk=key) for key in (delivery.act_id, delivery.answer_act_id))
        assert finish.recorded_at == delivery.delivered_at
        assert confirm.detail["on_time"] == delivery.on_time
        assert datetime.fromisoformat(confirm.detail["due"]) == delivery.due_at
        assert finish.detail["document_date"] == str(delivery.document_date) == str(local_day(finish.at))


def counted(year: int) -> dict[str, int]:
    head = as_of()
    assert head is not None
    question = Question(Period(date(year, 1, 1), date(year + 1, 1, 1), str(year)), head)
    figure = whole(COMPLETION, by_unit(COMPLETION, question))
    assert len(drilling.rows(COMPLETION, question, limit=None)) == figure.total
    return dict(figure.counts)


def recounted(year: int) -> dict[str, int]:
    """Count from the rows, knowing nothing of acts: a year's work is over before the year, or open at its end."""
    found: Counter[str] = Counter()
    for delivery in Delivery.objects.filter(confirmed=True, answered_at__year=year):
        found["done_on_time" if delivery.on_time else "done_late"] += 1
    for case in Case.objects.filter(closed_at__isnull=True).exclude(state="standing"):
        found["open_overdue" if case.due_at and case.due_at < ENDS else "open_within"] += year == ENDS.year
    return {name: count for name, count in found.items() if count}


def test_figures_of_every_year_agree_with_their_rows(play: None) -> None:
    for year in (2012, *YEARS):
        assert counted(year) == recounted(year)
    assert counted(2013) == {"done_late": 1, "done_on_time": 3}


def statements_for(cases: list[UUID]) -> int:
    copy = Copy(ByWeeks.to_year(load("vn", ENDS), 2))
    with CaptureQueriesContext(connection) as made:
        kept = rows.read(cases, listed)
        copy.know(key for table in kept for key in table.keys)
        acts = copying.read_acts(cases, [], since=at("2012-01-01"), before=at("2013-01-01"))
        copy.know(act["id"] for act in acts)
        moved = [Template.of(copying.moved(act, copy.shift, listed)) for act in acts]
        copying.write_acts((template, copy.keys) for template in moved)
        rows.write(rows.write_out(kept, copy.shift, {}), [copy.keys])
    return len(made)


def test_statements_do_not_grow_with_cases(play: None) -> None:
    jobs = [case.pk for case in of_year(2012) if case.number.startswith("NV-")]
    assert len(jobs) > 1
    assert statements_for(jobs[:1]) == statements_for(jobs)


def test_a_real_installation_multiplies_nothing(play: None) -> None:
    acts = Act.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE acts_installation DISABLE TRIGGER USER")
    Installation.objects.update(simulated=False, ahead=timedelta(0))
    with pytest.raises(WrongState, match="mô phỏng"):
        copying.write_acts([])
    with pytest.raises(WrongState, match="mô phỏng"):
        rows.write([], [])
    assert Act.objects.count() == acts
