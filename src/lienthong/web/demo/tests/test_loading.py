"""The files of the demo province as the directory reads them; places also as they are since two tiers."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from lienthong.directory import selectors
from lienthong.directory.models import CoordinatingBody, Place, Unit, UnitSuccession, UnitVersion
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import WrongState
from lienthong.parties.models import FocalBranch, Party
from lienthong.web.demo import reading
from lienthong.web.demo.load_directory import FILES, load_directory
from lienthong.web.demo.load_parties import load_parties

pytestmark = pytest.mark.django_db
AT = datetime(2011, 1, 1, tzinfo=UTC)
PLAN, TWO_TIERS, CENSUS = date(2012, 1, 4), date(2025, 7, 1), date(2019, 4, 1)
PEOPLE = 1_230_808


@pytest.fixture(scope="module", autouse=True)
def kept_province(keep: Callable[..., None]) -> None:
    keep(load)


def load() -> None:
    load_directory(by=SYSTEM, at=AT)
    load_parties(by=SYSTEM, at=AT)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


@pytest.mark.parametrize(("day", "communes"), [(PLAN, 127), (TWO_TIERS, 45)])
def test_both_dates_have_the_same_people(day: date, communes: int) -> None:
    places = list(selectors.places_on(day, tier="commune").values_list("place_id", flat=True))
    counted = selectors.population(places, on=CENSUS, boundaries_of=day)

    assert len(places) == len(counted) == communes
    assert selectors.total(counted) == PEOPLE


def test_a_province_is_the_sum_of_its_communes() -> None:
    then, now = Place.objects.get(code="60").id, Place.objects.get(code="68").id

    assert selectors.population([then], on=CENSUS, boundaries_of=PLAN) == {then: PEOPLE}
    assert selectors.population([now], on=CENSUS, boundaries_of=TWO_TIERS) == {now: PEOPLE}


def test_the_apparatus_of_the_plan() -> None:
    kinds = Counter(node.kind for node in selectors.tree(PLAN).nodes.values())
    assert kinds["district_committee"] == 10
    assert kinds["commune_committee"] + kinds["ward_committee"] + kinds["township_committee"] == 127
    assert not any(
        node.under_committee for node in selectors.tree(PLAN).nodes.values() if node.kind == "vertical_agency"
    )


def test_divisions_belong_to_departments_and_are_guided_by_others() -> None:
    division = unit("H.PHANTHIET.VHTT")
    department = unit("STTTT")

    assert selectors.tree(PLAN, "huong_dan_chuyen_mon").ancestors(division.id) == (department.id,)
    assert department.id not in selectors.tree(PLAN).ancestors(division.id)


def test_nothing_is_known_of_the_reorganisations_to_come() -> None:
    assert not Unit.objects.filter(code__startswith="LD.").exists()
    assert not UnitSuccession.objects.exists()
    assert set(selectors.tree(PLAN).nodes) == set(selectors.tree(TWO_TIERS).nodes)
    assert selectors.holder_of_mandate("cntt", TWO_TIERS) == unit("STTTT")


def test_a_unit_is_found_by_either_code() -> None:
    day = date(2021, 1, 1)
    assert selectors.unit_by_code("H11", day) == selectors.unit_by_code("000.00.00.H11", day) == unit("UBND")


def test_lists_bodies_and_branches() -> None:
    body = CoordinatingBody.objects.get()

    assert selectors.standing_agency(body.unit_id, PLAN) == unit("STTTT")
    assert len(selectors.seats_of(body.unit_id, PLAN)) == 12
    assert unit("STTTT") in selectors.members("so_ban_nganh", PLAN)
    assert FocalBranch.objects.on(PLAN).exists()
    assert Party.objects.filter(kind="citizen").exists()


def test_loading_twice_does_nothing() -> None:
    acts, rows = Act.objects.count(), UnitVersion.objects.count()
    load()

    assert (Act.objects.count(), UnitVersion.objects.count()) == (acts, rows)
    assert Act.objects.filter(verb="directory.load").count() == len(FILES)


@pytest.fixture
def another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in reading.DATA.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "units.csv").write_text("code,name\n", encoding="utf-8")
    monkeypatch.setattr(reading, "DATA", tmp_path)


def test_another_file_over_a_loaded_directory_is_refused(another_file: None) -> None:
    acts = Act.objects.count()
    with pytest.raises(WrongState, match="đã được nạp từ tệp khác"):
        load_directory(by=SYSTEM, at=AT)
    assert Act.objects.count() == acts


def test_the_tree_of_a_day_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    selectors.tree(PLAN)
    with django_assert_num_queries(1):
        selectors.tree(PLAN)
