"""A small year comes again in five years: counted, proved, done by other agencies; cut off, it ends the same."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.db import connection, transaction

from lienthong.access.models import Account
from lienthong.casework.models import Assignment, Case, Involvement
from lienthong.directory.models import Person, PlanState, ReorganisationPlan
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.ledger.keys import make_key
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act, Checkpoint, Entry, Installation
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.acts.simulated.listing import listed
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import HANOI, local_day
from lienthong.tasks.tests.conftest import Province, kept_province, orders_of, province
from lienthong.web.demo.reforms import TITLES, TO_TRY, draft_reforms
from lienthong.web.demo.simulation import making, scaffold
from lienthong.web.demo.simulation.done import Done
from lienthong.web.demo.simulation.making import Made, Making, NotHere
from lienthong.web.demo.simulation.source import Source, cases_now
from lienthong.web.demo.simulation.terms import Terms
from lienthong.web.demo.simulation.writing import Writer
from lienthong.web.demo.story.multiplying import Multiplying
from lienthong.web.demo.tests.test_multiplying import Cast, Play, folders, kept_folder

__all__ = ["kept_folder", "kept_province", "province"]
TERMS = Terms(date(2011, 1, 1), date(2015, 12, 1), 0.00012, 1)
pytestmark = pytest.mark.long(minutes=0.7)
PLAYED = {"NV-2012-000", "NV-2012-001", "NV-2012-800", "NV-2012-900"}


class CutOff(Exception):  # noqa: N818 - what happens
    """The process ends here."""


@dataclass
class Here:
    """A writer in this process, told month after month; it ends after so many, in the middle of the next."""

    writer: Writer
    months: int = 10_000
    month: date = field(default=date.min)

    def tell(self, month: date) -> None:
        self.month = month

    def answers(self) -> Iterator[Done]:
        self.months -= 1
        if self.months >= 0:
            yield from self.writer.month(self.month)
            return
        with transaction.atomic():
            list(self.writer.month(self.month))
            raise CutOff


@contextmanager
def here(terms: Terms) -> Iterator[Sequence[Here]]:
    yield [Here(Writer.begin(terms, part, 2)) for part in range(2)]


@pytest.fixture(scope="module")
def kept_played(keep: Callable[..., None], kept_province: Province, kept_folder: Path) -> None:
    with folders(kept_folder):
        keep(lambda: _play(kept_province))


def _play(province: Province) -> None:
    """Play the small year and keep its rows, as the real one is kept."""
    make_key()
    for person in Person.objects.all():
        Account.objects.create(username=person.code, person=person)
    play = Play(province, orders_of(province), jobs=2)
    play.later = Multiplying.of(play.stage, Cast(), 2012, 0)  # type: ignore[arg-type]
    play.stage.sign = lambda _at: None
    play.run()
    scaffold.make(TERMS)
    for year in TERMS.years:
        scaffold.keep_rows(year, cases_now(), listed)
    scaffold.say_played()


@pytest.fixture
def played(db: None, kept_played: None, kept_folder: Path, tmp_path: Path) -> Iterator[None]:
    shutil.copytree(kept_folder, tmp_path, dirs_exist_ok=True)
    with folders(tmp_path):
        yield


@pytest.fixture(scope="module")
def kept_world(keep: Callable[..., Made], kept_played: None, kept_folder: Path) -> Made:
    def make() -> Made:
        made = Made()
        Making(TERMS, made, lambda _said: None).run(here)
        return made

    with folders(kept_folder):
        return keep(make)


@pytest.fixture
def world(played: None, kept_world: Made) -> Made:
    return deepcopy(kept_world)


def test_the_ledger_holds_and_its_positions_follow_time(world: Made) -> None:
    assert verify().ok
    acts = Act.objects.in_bulk()
    assert world.sequenced == Entry.objects.count() == len(acts)
    placed = Entry.objects.order_by("position").values_list("act_id", flat=True)
    times = [acts[key].recorded_at for key in placed]
    assert times == sorted(times)
    heads = list(Checkpoint.objects.order_by("tree_size").values_list("signed_at", flat=True))
    assert heads == sorted(set(heads))


def test_there_are_as_many_cases_and_acts_as_asked_for(world: Made) -> None:
    assert TERMS.cases <= Case.objects.count() < 1.2 * TERMS.cases
    assert Act.objects.filter(case_id__isnull=False).count() >= TERMS.acts
    opened = Counter(local_day(case.opened_at).year for case in Case.objects.exclude(number__in=PLAYED))
    assert set(TERMS.years) <= set(opened)
    assert not Act.objects.filter(recorded_at__gte=TERMS.today).exists()


def test_nothing_begins_before_the_world_does(world: Made) -> None:
    assert not Case.objects.filter(opened_at__lt=datetime(2011, 1, 1, tzinfo=HANOI)).exists()


def test_copies_are_called_by_year_and_ordinal(world: Made) -> None:
    jobs = [case for case in Case.objects.filter(number__startswith="NV-") if case.number not in PLAYED]
    assert {case.number.split("-")[1] == str(local_day(case.opened_at).year) for case in jobs} == {True}
    assert len({case.number for case in jobs}) == len(jobs)
    assert {case.title[-1] for case in jobs} == {")"}  # the commune that it is about


def test_other_agencies_do_the_work_and_their_people_act(world: Made, province: Province) -> None:
    held = {code: province.id_of(code) for code in ("STTTT", "SNV", "XA")}
    jobs = Case.objects.filter(number__startswith="NV-20")
    assert set(jobs.values_list("holder", flat=True)) == set(held.values())
    for act in Act.objects.filter(verb="tasks.finish").exclude(account_id=None):
        assert act.unit_id == Case.objects.get(pk=act.case_id).holder_id
        person = Person.objects.get(pk=act.person_id)
        assert (act.actor_name, act.account_id) == (person.full_name, person.account.pk)
        assert act.detail["lead"] == str(act.unit_id)


def test_a_copy_is_seen_by_the_units_that_take_part_in_it(world: Made) -> None:
    seen = dict(Case.objects.values_list("pk", "seen_by"))
    took_part: dict[UUID, set[UUID]] = {case: set() for case in seen}
    for case, unit in Involvement.objects.values_list("case", "unit"):
        took_part[case].add(unit)

    assert {case: set(units) for case, units in seen.items()} == took_part


def test_rows_belong_to_their_copies(world: Made) -> None:
    counted = Counter(Act.objects.values_list("case_id", flat=True))
    assert {case.pk: case.revision for case in Case.objects.all()} == {
        case.pk: counted[case.pk] for case in Case.objects.all()
    }
    acts = set(Act.objects.values_list("id", flat=True))
    assert set(Assignment.objects.values_list("act_id", flat=True)) <= acts
    assert Involvement.objects.filter(role="lead").count() == Case.objects.count()


def everything() -> list[tuple[Any, ...]]:
    """Return the ledger and the cases; keys too, for those of copies are no accident."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, act_id, leaf FROM acts_entry ORDER BY position")
        entries = [(position, key, bytes(leaf)) for position, key, leaf in cursor.fetchall()]
        cursor.execute(
            "SELECT id, number, title, state, due_at, holder_id, revision FROM casework_case ORDER BY id"
        )
        return [*entries, *cursor.fetchall()]


@pytest.mark.parametrize("months", [(3, 3), (40, 41), (58, 59)])
def test_a_world_that_was_cut_off_ends_as_the_same_world(played: None, months: tuple[int, int]) -> None:
    before = transaction.savepoint()
    Making(TERMS, Made(), lambda _said: None).run(here)
    whole = everything()
    transaction.savepoint_rollback(before)
    Path(configured.CHECKPOINTS_FILE).unlink()

    @contextmanager
    def ending(terms: Terms) -> Iterator[Sequence[Here]]:
        yield [Here(Writer.begin(terms, part, 2), months[part]) for part in range(2)]

    with pytest.raises(CutOff):
        Making(TERMS, Made(), lambda _said: None).run(ending)
    assert everything() != whole
    Making(TERMS, Made(), lambda _said: None).run(here)

    assert everything() == whole
    assert verify().ok


def test_what_is_no_unfinished_world_of_these_terms_is_refused(played: None) -> None:
    with pytest.raises(NotHere, match="being built"):
        making.make(Terms(date(2011, 1, 1), date(2015, 12, 1), 0.5, 1), here, print)
    scaffold.take_down()
    acts = Act.objects.count()
    with pytest.raises(NotHere, match="is here already"):
        making.make(TERMS, here, print)
    assert Act.objects.count() == acts
    assert Installation.objects.count() == 1


def test_a_finished_world_is_left_as_it_is(played: None) -> None:
    making.make(TERMS, here, lambda _said: None)
    assert scaffold.terms_here() is None
    assert making.terms_made() == TERMS
    assert _waiting() == sorted(TITLES)
    before = everything()
    assert making.make(TERMS, here, lambda _said: None).acts == 0
    assert everything() == before
    assert _waiting() == sorted(TITLES)
    with pytest.raises(NotHere, match="stands here"):
        making.make(Terms(date(2011, 1, 1), date(2015, 12, 1), 0.5, 1), here, print)


def test_what_was_drafted_before_a_world_was_cut_off_is_not_drafted_again(played: None) -> None:
    with replay():
        draft_reforms(by=SYSTEM, at=TERMS.today)
    making.make(TERMS, here, lambda _said: None)

    assert _waiting() == sorted(TITLES)
    assert ReorganisationPlan.objects.filter(title=TO_TRY).count() == 1


def _waiting() -> list[date]:
    """Return the days of the reorganisations that wait for them."""
    scheduled = ReorganisationPlan.objects.filter(state=PlanState.SCHEDULED)
    return list(scheduled.order_by("on").values_list("on", flat=True))


def test_units_that_give_work_stay(played: None, province: Province) -> None:
    source = Source(TERMS, load("vn", TERMS.over))
    assert source.stay == {province.id_of("UBND"), province.id_of("VPUB")}
