"""Each page says what is so on the day that is asked, in queries that do not grow with the rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from lienthong.directory import actions
from lienthong.directory.models import Person, Post, Unit, UnitGroup, UnitKind, UnitTree
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Invalid, Missing

pytestmark = pytest.mark.django_db
MERGED = date(2025, 3, 1)
Get = Callable[..., str]


@pytest.fixture
def get(settings: Settings, rf: RequestFactory) -> Get:
    settings.ROOT_URLCONF = "lienthong.directory.tests.addresses"
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    def ask(name: str, *args: Any, by: Actor = cast.READER, **query: str) -> str:
        address = reverse(f"directory:{name}", args=args)
        request: Any = rf.get(address, query)
        request.actor, request.at, request.htmx = by, cast.AT, False
        view, positional, named = resolve(address)
        response: HttpResponseBase = view(request, *positional, **named)
        assert response.status_code == 200
        return bytes(getattr(response, "content", b"")).decode()

    return ask


@pytest.fixture
def committee() -> Unit:
    return cast.a_unit("UBND", "Ủy ban nhân dân tỉnh", kind="province_committee")


@pytest.fixture
def department(committee: Unit) -> Unit:
    return cast.a_unit("STTTT", "Sở Thông tin và Truyền thông", under=committee, until=MERGED, symbol="STTTT")


@pytest.fixture
def head(department: Unit) -> Post:
    return cast.a_post(department, "Giám đốc Sở", profile="head", rank=1, fields=["cntt"])


@pytest.fixture
def director(head: Post) -> Person:
    person = cast.a_person("Đặng Thị Giám")
    cast.appointed(person, head)
    return person


def test_the_list_of_units_of_a_day(get: Get, committee: Unit, department: Unit) -> None:
    cast.a_group("so_ban_nganh", [department])

    assert "Sở Thông tin và Truyền thông" in get("units")
    assert "Sở Thông tin và Truyền thông" not in get("units", on="01/03/2025")
    found = get("units", q="thong tin")
    assert "Sở Thông tin và Truyền thông" in found
    assert str(committee.id) not in found
    assert str(committee.id) not in get("units", group="so_ban_nganh")


def test_the_list_costs_the_same_for_ten_units(
    get: Get, committee: Unit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        cast.a_unit(f"S{number}", under=committee)
    get("units")

    with django_assert_max_num_queries(8):
        get("units")


def test_a_unit_on_a_day(get: Get, committee: Unit, department: Unit, director: Person) -> None:
    new = cast.a_unit("SKHCN", "Sở Khoa học và Công nghệ", under=committee, since=MERGED)
    cast.a_mandate("cntt", department)
    cast.a_code(department, "QD20", "H11.14")
    cast.succeeded(department, new, MERGED)

    page = get("unit", department.id)

    for words in ("Giám đốc Sở", "Đặng Thị Giám", "Quản lý nhà nước về công nghệ thông tin", "H11.14"):
        assert words in page
    assert "Sở Khoa học và Công nghệ" in page
    assert "Sáp nhập" in page


def test_a_unit_on_a_day_when_it_is_gone(get: Get, department: Unit) -> None:
    assert "Không tồn tại vào ngày đang xem" in get("unit", department.id, on="01/03/2025")


def test_a_corrected_name_is_shown_as_it_was_known(get: Get, department: Unit) -> None:
    version = department.versions.get()
    actions.correct_fact(version, name="Sở TT&TT", reason="Ghi sai", by=cast.EDITOR, at=cast.AT)

    page = get("unit", department.id)
    assert "<s>Sở Thông tin và Truyền thông</s>" in page
    assert "Đính chính thông tin danh bạ" in page


def test_a_body_shows_members_and_its_agency(
    get: Get, department: Unit, head: Post, director: Person
) -> None:
    body = cast.a_unit("BCD", "Ban Chỉ đạo CNTT", kind="coordinating_body")
    actions.seat(body, head, role="Phó Trưởng ban", on=cast.DAY, by=cast.EDITOR, at=cast.AT)
    actions.name_standing_agency(body, department, on=cast.DAY, by=cast.EDITOR, at=cast.AT)

    page = get("unit", body.id)
    for words in ("Phó Trưởng ban", "Đặng Thị Giám", "Cơ quan thường trực"):
        assert words in page


def test_the_apparatus_on_any_day(get: Get, department: Unit) -> None:
    assert "Sở Thông tin và Truyền thông" in get("tree")
    assert "Sở Thông tin và Truyền thông" not in get("tree", on="2025-03-01")
    assert "?on=2025-03-01" in get("tree")
    with pytest.raises(Missing):
        get("tree", tree="khong_co")


def test_a_person_and_the_posts_they_held(get: Get, director: Person) -> None:
    assert "Đặng Thị Giám" in get("people")
    page = get("person", director.id)
    assert "Giám đốc Sở" in page
    assert "từ 01/01/2011 đến nay" in page


def test_people_of_a_place_then_and_now(get: Get) -> None:
    old, new = cast.a_place("x", "Xã Cũ", until=MERGED), cast.a_place("y", "Xã Mới", since=MERGED)
    cast.a_count(old, 1234, date(2019, 4, 1))
    cast.place_succeeded(old, new, MERGED)

    assert "Xã Cũ" in get("places")
    page = get("place", new.id, on="01/07/2025")
    assert "1.234" in page
    assert "Địa giới ngày đang xem" in page
    then = get("place", old.id)
    assert "Địa giới khi điều tra" in then


def test_a_day_that_is_none_is_refused(get: Get) -> None:
    with pytest.raises(Invalid, match="Ngày phải viết như"):
        get("units", on="31/02/2012")


@pytest.mark.parametrize("page", ["unit", "person", "place"])
def test_what_is_not_there_is_missing(get: Get, page: str) -> None:
    with pytest.raises(Missing):
        get(page, "01890000-0000-7000-8000-000000000000")


def test_words_of_catalogues_are_in_the_reader_s_language_and_names_are_not(
    get: Get, department: Unit, head: Post
) -> None:
    group = cast.a_group("so_ban_nganh", [department])
    UnitGroup.objects.filter(pk=group.pk).update(name_en="Departments and boards")
    UnitKind.objects.filter(code="department").update(name_en="Department of the province")
    cast.a_field("cntt", "Công nghệ thông tin", "Information technology")
    UnitTree.objects.create(code="administrative", name="Trực thuộc", name_en="Subordination")
    UnitTree.objects.create(code="other", name="Khác")

    with translation.override("en"):
        page, listed, tree = get("unit", department.id), get("units"), get("tree")

    for words in ("Department of the province", "Departments and boards", "Information technology"):
        assert words in page
    assert "Sở Thông tin và Truyền thông" in page
    assert "Giám đốc Sở" in page
    assert "Các sở, ban, ngành" not in page + listed
    assert "Subordination" in tree
    assert "Khác" in tree, "without an English name the Vietnamese stands"
    assert "Các sở, ban, ngành" in get("unit", department.id)


def test_the_apparatus_as_it_was_known(get: Get, department: Unit) -> None:
    """A correction of a name is read both ways: what we believe now, and what we knew before."""
    version = department.versions.get()
    actions.correct_fact(version, name="Sở TT&TT", reason="Ghi sai", by=cast.EDITOR, at=cast.AT)

    then = get("tree", on="01/02/2012", known="01/03/2012")
    assert "Theo hiểu biết hôm nay" in then
    assert then.count("Sở Thông tin và Truyền thông") >= 2, "in the tree, and among what differs"
    assert "Sở TT&amp;TT" in then
    assert "known=2012-03-01" in then
    assert "Không khác gì" in get("tree", on="01/02/2012", known="05/03/2012")
    page = get("unit", department.id, on="01/02/2012", known="01/03/2012")
    assert "<h1>Sở Thông tin và Truyền thông" in page.replace('<h1 id="title">', "<h1>")
    assert "khác" in page
    with pytest.raises(Invalid, match="Ngày phải viết như"):
        get("tree", known="hôm qua")
