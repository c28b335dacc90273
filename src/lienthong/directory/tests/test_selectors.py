from datetime import date
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from lienthong.directory import selectors
from lienthong.directory.models import Unit, UnitVersion
from lienthong.directory.participants import Distribution, Reorganisation
from lienthong.directory.tests import cast

pytestmark = pytest.mark.django_db
MERGED = date(2025, 3, 1)
TWO_TIERS = date(2025, 7, 1)


@pytest.fixture
def committee() -> Unit:
    return cast.a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")


@pytest.fixture
def department(committee: Unit) -> Unit:
    return cast.a_unit("STTTT", "Sở Thông tin và Truyền thông", under=committee, until=MERGED)


@pytest.fixture
def division(department: Unit) -> Unit:
    return cast.a_unit("STTTT.CNTT", "Phòng Công nghệ thông tin", kind="division", under=department)


def test_a_division_belongs_to_its_department(committee: Unit, department: Unit, division: Unit) -> None:
    tree = selectors.tree(cast.DAY)

    assert tree.agency_of(division.id) == department.id
    assert tree.ancestors(division.id) == (department.id, committee.id)
    assert tree.subtree(committee.id) == {committee.id, department.id, division.id}


def test_a_unit_that_ended_is_not_in_the_tree(committee: Unit, department: Unit) -> None:
    assert department.id in selectors.tree(MERGED.replace(month=2)).nodes
    assert department.id not in selectors.tree(MERGED).nodes


def test_the_tree_is_read_once_until_the_directory_changes(
    committee: Unit, department: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    selectors.tree(cast.DAY)

    with django_assert_num_queries(1):  # the revision
        selectors.tree(cast.DAY.replace(day=28))
    number = selectors.trees.revision()
    with django_assert_num_queries(0):
        selectors.tree(cast.DAY, at_revision=number)

    cast.a_unit("SNV", under=committee)
    assert len(selectors.tree(cast.DAY).nodes) == 3


def test_a_tree_is_read_as_it_was_known(committee: Unit, department: Unit) -> None:
    version = UnitVersion.objects.get(unit=department)
    version.correct(at=cast.AT, name="Sở Thông tin & Truyền thông")

    before = selectors.tree(cast.DAY, known_at=cast.KNOWN)
    assert before.nodes[department.id].name == "Sở Thông tin và Truyền thông"
    assert (
        selectors.tree(cast.DAY, known_at=cast.AT).nodes[department.id].name == "Sở Thông tin & Truyền thông"
    )


def test_names_are_those_of_the_day_and_of_the_nearest_day_otherwise(
    committee: Unit, department: Unit
) -> None:
    read = selectors.names([committee.id, department.id], date(2030, 1, 1))

    assert read == {committee.id: "Ủy ban nhân dân tỉnh", department.id: "Sở Thông tin và Truyền thông"}


def test_members_of_a_named_list(department: Unit, committee: Unit) -> None:
    cast.a_group("so_ban_nganh", [department])

    assert selectors.members("so_ban_nganh", cast.DAY) == [department]
    assert selectors.members("so_ban_nganh", MERGED) == []  # the unit had ended
    assert selectors.members("khong_co", cast.DAY) == []


@pytest.mark.parametrize("typed", ["000.00.53.H48", "H48.53", "h48.53", "STTTT"])
def test_a_unit_is_found_by_either_code(department: Unit, typed: str) -> None:
    cast.a_code(department, "QD20", "H48.53")

    assert selectors.unit_by_code(typed) == department


def test_a_code_that_is_written_down_wins_over_a_converted_one(department: Unit, committee: Unit) -> None:
    cast.a_code(department, "QD20", "H48.53")
    cast.a_code(committee, "QCVN102", "000.00.53.H48")

    assert selectors.unit_by_code("000.00.53.H48", cast.DAY) == committee
    assert selectors.unit_by_code("H48.53", cast.DAY) == department


def test_units_are_found_without_marks(department: Unit, committee: Unit) -> None:
    found = selectors.versions_on(cast.DAY, "so thong tin")

    assert [version.unit for version in found] == [department]


def test_successors_through_a_chain(department: Unit, committee: Unit) -> None:
    new = cast.a_unit("SKHCN-2025", under=committee, since=MERGED)
    lam_dong, dak_nong = cast.a_unit("LD", since=TWO_TIERS), cast.a_unit("DN", since=TWO_TIERS)
    cast.succeeded(department, new, MERGED)
    cast.succeeded(new, lam_dong, TWO_TIERS, "0.75", kind="SPLIT")
    cast.succeeded(new, dak_nong, TWO_TIERS, "0.25", kind="SPLIT")

    assert selectors.successors_of(department.id, cast.DAY) == {department.id: 1}
    assert selectors.successors_of(department.id, MERGED) == {new.id: 1}
    at_last = {lam_dong.id: Fraction(3, 4), dak_nong.id: Fraction(1, 4)}
    assert selectors.successors_of(department.id, TWO_TIERS) == at_last
    assert selectors.shares_since(cast.DAY, TWO_TIERS)[department.id] == at_last
    assert selectors.predecessors_of(dak_nong.id, TWO_TIERS) == {
        department.id: Fraction(1, 4),
        new.id: Fraction(1, 4),
    }


def test_people_are_counted_in_the_boundaries_of_then_and_of_now() -> None:
    counted = date(2019, 4, 1)
    province = cast.a_place("60", kind="province")
    old = [cast.a_place(code, within=province, until=TWO_TIERS) for code in ("a", "b", "c")]
    new = [cast.a_place(code, within=province, since=TWO_TIERS) for code in ("x", "y")]
    for place, people in zip(old, (100, 51, 7), strict=True):
        cast.a_count(place, people, counted)
    cast.place_succeeded(old[0], new[0], TWO_TIERS)
    cast.place_succeeded(old[1], new[0], TWO_TIERS, "0.5")
    cast.place_succeeded(old[1], new[1], TWO_TIERS, "0.5")
    cast.place_succeeded(old[2], new[1], TWO_TIERS)
    ids = [place.id for place in (*old, *new)]

    then = selectors.population(ids, on=counted, boundaries_of=counted)
    now = selectors.population(ids, on=counted, boundaries_of=TWO_TIERS)

    assert then == {old[0].id: 100, old[1].id: 51, old[2].id: 7}
    assert now == {new[0].id: Fraction(251, 2), new[1].id: Fraction(65, 2)}
    assert selectors.total(then) == selectors.total(now) == 158
    assert selectors.population([province.id], on=counted, boundaries_of=TWO_TIERS) == {province.id: 158}


def test_work_goes_to_the_heir_in_whose_place_its_own_is_now(
    department: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """What was divided, and what lies with no heir, decides nothing; many places cost what one does."""
    split, kept, hamlet = (cast.a_place(code, until=TWO_TIERS) for code in ("a", "b", "c"))
    x, y = (cast.a_place(code, since=TWO_TIERS) for code in ("x", "y"))
    heirs = [cast.a_unit(code, place=place, since=TWO_TIERS) for code, place in (("X", x), ("Y", y))]
    inside = cast.a_place("d", within=y)
    cast.place_succeeded(split, x, TWO_TIERS, "0.5")
    cast.place_succeeded(split, y, TWO_TIERS, "0.5")
    cast.place_succeeded(kept, x, TWO_TIERS)
    cast.place_succeeded(hamlet, inside, TWO_TIERS)
    nowhere = cast.a_place("e")
    shares = {heir.pk: Fraction(1, 2) for heir in heirs}
    change = Reorganisation(
        department.pk, shares, TWO_TIERS, Distribution(heirs[0].pk, chosen=True, by_place=True)
    )

    places = {place.pk for place in (split, kept, hamlet, nowhere)}
    with django_assert_num_queries(3):
        found = selectors.heirs_by_place(change, places)
    assert found == {kept.pk: heirs[0].pk, hamlet.pk: heirs[1].pk}


def test_a_place_without_a_count_has_no_figure() -> None:
    place = cast.a_place("x")

    assert selectors.population([place.id], on=cast.DAY, boundaries_of=cast.DAY) == {}


def test_posts_and_who_holds_them(department: Unit) -> None:
    head = cast.a_post(department, "Giám đốc", profile="head", rank=1, fields=["cntt"])
    appointed = cast.appointed(cast.a_person(), head)

    assert [version.post for version in selectors.posts_in_field("cntt", cast.DAY)] == [head]
    assert selectors.head_of(department.id, cast.DAY) == head
    assert selectors.holders([head.id], cast.DAY) == {head.id: [appointed]}


def test_people_are_listed_by_given_name() -> None:
    for name in ("Trần Văn Bình", "Lê Thị Ánh", "Nguyễn An"):
        cast.a_person(name)

    listed = [person.full_name for person in selectors.people_named("")]
    assert listed == ["Nguyễn An", "Lê Thị Ánh", "Trần Văn Bình"]


def test_what_is_called_after_a_place_follows_it() -> None:
    """A province merges into another: whatever bears its name is called as the other from that day."""
    merged = date(2025, 7, 1)
    before = cast.a_place("60", "Tỉnh Bình Thuận", kind="province", until=merged)
    after = cast.a_place("68", "Tỉnh Lâm Đồng", kind="province", since=merged)
    cast.place_succeeded(before, after, merged)

    assert selectors.called_after("Tỉnh Bình Thuận", date(2025, 6, 30)) == "Tỉnh Bình Thuận"
    assert selectors.called_after("Tỉnh Bình Thuận", merged) == "Tỉnh Lâm Đồng"
    assert selectors.called_after("Công ty Mẫu", merged) == "Công ty Mẫu"
