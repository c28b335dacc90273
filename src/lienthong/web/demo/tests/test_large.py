"""A small year comes again in five years, several times in each, other agencies at work each time."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest

from lienthong.access.models import Account
from lienthong.casework.models import Assignment, Case, Involvement
from lienthong.directory.models import Person
from lienthong.directory.selectors import tree
from lienthong.kernel.acts.ledger.verification import verify
from lienthong.kernel.acts.models import Act, Checkpoint, Entry
from lienthong.kernel.acts.simulated.texts import Texts, alike
from lienthong.kernel.clock.moments import local_day
from lienthong.measures.asking import Period, Question, as_of
from lienthong.measures.computing import by_unit
from lienthong.tasks.indicators import COMPLETION
from lienthong.tasks.tests.conftest import Province, order, province
from lienthong.web.demo.large import YEARS, Counted, Source, multiply
from lienthong.web.demo.story.multiplying import Multiplying
from lienthong.web.demo.story.players import Players
from lienthong.web.demo.story.stand_ins import Cast, Parts
from lienthong.web.demo.tests.test_multiplying import Cast as Nobody
from lienthong.web.demo.tests.test_multiplying import Order, Play, simulated

__all__ = ["order", "province", "simulated"]
COPIES = 10
STAY = ("UBND", "VPUB")


@pytest.fixture
def source(province: Province, order: Order, simulated: None) -> Source:
    for person in Person.objects.all():
        Account.objects.create(username=person.code, person=person)
    play = Play(province, order, jobs=2)
    play.later = Multiplying.of(play.stage, Nobody(), 2012, 0)  # type: ignore[arg-type]
    play.stage.sign = lambda _at: None
    play.run()
    return Source.read()


@pytest.fixture
def large(source: Source, province: Province) -> Counted:
    calendar = Play(province, lambda **_: None).stage.calendar  # type: ignore[arg-type, return-value]
    return multiply(source, calendar, acts=COPIES * len(source.acts), seed=1)


def test_the_ledger_holds_and_its_positions_follow_time(source: Source, large: Counted) -> None:
    assert verify().ok
    assert large.acts == COPIES * len(source.acts)
    assert large.sequenced == Entry.objects.count() == Act.objects.count()
    acts = Act.objects.in_bulk()
    placed = [acts[key] for key in Entry.objects.order_by("position").values_list("act_id", flat=True)]
    times = [act.recorded_at for act in placed[-large.acts :]]
    assert times == sorted(times)
    heads = list(Checkpoint.objects.order_by("tree_size").values_list("signed_at", flat=True))
    assert heads == sorted(set(heads))


def test_each_year_has_its_copies_called_by_year_and_ordinal(large: Counted) -> None:
    jobs = Case.objects.filter(number__regex=r"^NV-\d{4}-000-\d{3}$")
    assert Counter(local_day(case.opened_at).year for case in jobs) == dict.fromkeys(
        YEARS, COPIES // len(YEARS)
    )
    assert {case.number.split("-")[1] == str(local_day(case.opened_at).year) for case in jobs} == {True}
    assert len({case.number for case in jobs}) == COPIES


def test_other_agencies_do_the_work_and_their_people_act(large: Counted, province: Province) -> None:
    held = {code: province.id_of(code) for code in ("STTTT", "SNV", "XA")}
    jobs = Case.objects.filter(number__startswith="NV-20")
    assert set(jobs.values_list("holder", flat=True)) == set(held.values())
    for act in Act.objects.filter(verb="tasks.finish").exclude(account_id=None):
        assert act.unit_id == Case.objects.get(pk=act.case_id).holder_id
        person = Person.objects.get(pk=act.person_id)
        assert (act.actor_name, act.account_id) == (person.full_name, person.account.pk)
        assert act.detail["lead"] == str(act.unit_id)
    gave = Act.objects.filter(verb="tasks.give")
    assert set(gave.values_list("actor_name", flat=True)) <= {"chair", "follower"}


def test_rows_belong_to_their_copies(large: Counted) -> None:
    counted = Counter(Act.objects.values_list("case_id", flat=True))
    assert {case.pk: case.revision for case in Case.objects.all()} == {
        case.pk: counted[case.pk] for case in Case.objects.all()
    }
    for part in Case.objects.filter(parent__isnull=False):
        assert part.parent is not None
        assert (
            part.number.rpartition("-")[2] == part.parent.number.rpartition("-")[2] or "-" not in part.number
        )
    acts = set(Act.objects.values_list("id", flat=True))
    assert set(Assignment.objects.values_list("act_id", flat=True)) <= acts
    assert Involvement.objects.filter(role="lead").count() == Case.objects.count()


def test_every_agency_has_figures(large: Counted, province: Province) -> None:
    head = as_of()
    assert head is not None
    period = Period(date(2014, 3, 1), date(2014, 4, 1), "3/2014")
    assert set(by_unit(COMPLETION, Question(period, head))) <= {
        province.id_of(code) for code in ("STTTT", "SNV", "XA")
    }
    assert len(by_unit(COMPLETION, Question(period, head))) > 1


def told(source: Source, province: Province, copy: int, seed: int = 1) -> Texts:
    first = source.acts[0]["at"]
    players = Players.on(local_day(first), tree(local_day(first)))
    stay = [province.id_of(code) for code in STAY]
    parts = Parts.of(players.tree, source.units, stay, source.acts)
    texts = Texts()
    Cast.of(parts, players, first, stay, seed).stand_in(copy, texts)
    return texts


def test_the_same_seed_gives_the_same_stand_ins(source: Source, province: Province) -> None:
    assert told(source, province, 1) == told(source, province, 1)
    lead = str(province.id_of("STTTT"))
    assert {UUID(told(source, province, copy)[lead]) for copy in range(3)} == {
        province.id_of(code) for code in ("STTTT", "SNV", "XA")
    }


def test_too_few_agencies_cannot_play(source: Source, province: Province) -> None:
    first = source.acts[0]["at"]
    players = Players.on(local_day(first), tree(local_day(first)))
    parts = Parts({province.id_of(code): () for code in ("STTTT", "SNV", "XA")}, frozenset())
    with pytest.raises(ValueError, match="1 agencies cannot play 3 parts"):
        Cast.of(parts, players, first, [province.id_of(c) for c in (*STAY, "STTTT", "SNV")], 1)


def test_a_name_that_json_writes_differently_fills_no_hole() -> None:
    assert alike("Sở Thử nghiệm") == "Sở Thử nghiệm"
    with pytest.raises(ValueError, match="not written alike"):
        alike('Công ty "Một"')
