from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.languages import TwoNames
from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui import views_of_lists
from lienthong.kernel.ui.asking import Asked
from lienthong.kernel.ui.lists import Column, Listing, Listings, Reader, by_name
from lienthong.kernel.ui.models import Autosave
from lienthong.kernel.ui.showing import read, show
from lienthong.kernel.ui.tests.conftest import AT, account_of
from lienthong.kernel.ui.tests.rows import a_listing, some_rows

pytestmark = pytest.mark.django_db


def asked(hanh: Actor, query: str, listing: Listing[Autosave] | None = None) -> Asked[Autosave]:
    return Asked.read(listing or a_listing(), Reader(by=hanh, at=AT), QueryDict(query))


def forms(hanh: Actor, query: str) -> list[str]:
    return [row.form for row in read(asked(hanh, query), Autosave.objects.all()).page.rows]


def test_filters_search_and_order_narrow_what_is_shown(hanh: Actor) -> None:
    some_rows(30)

    assert forms(hanh, "start=0001&sort=form") == [f"{n:05}" for n in range(10, 20)]
    assert forms(hanh, "q=29") == ["00029"]
    assert forms(hanh, "sort=-form")[0] == "00029"
    assert forms(hanh, "since=06/11/2012&sort=form") == ["00028", "00029"]


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("start=0009", "start", "không có trong danh sách"),
        ("since=31/02/2012", "since", "05/03/2020"),
        ("sort=state", "sort", "không sắp xếp được"),
        ("sort=password", "sort", "không sắp xếp được"),
        ("q=" + "a" * 201, "q", "quá dài"),
        ("q=%00", "q", "không đọc được"),
        ("page=forged", "page", "không đúng"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(
    hanh: Actor, query: str, field: str, reason: str
) -> None:
    with pytest.raises(Invalid, match=reason) as refusal:
        read(asked(hanh, query), Autosave.objects.all())

    assert refusal.value.field == field


def test_a_page_costs_two_queries(hanh: Actor, django_assert_num_queries: Any) -> None:
    some_rows(40)

    with django_assert_num_queries(2):
        shown = read(asked(hanh, ""), Autosave.objects.all())
        assert shown.table_rows.count("<tr ") == 10


def test_a_short_list_is_not_counted(hanh: Actor, django_assert_num_queries: Any) -> None:
    some_rows(4)

    with django_assert_num_queries(2):
        assert read(asked(hanh, ""), Autosave.objects.all()).count == "4"


def test_large_counts_are_capped(hanh: Actor) -> None:
    some_rows(1001)

    assert read(asked(hanh, ""), Autosave.objects.all()).count == "1.000+"


def test_the_page_holds_filters_rows_and_pages(asks: Callable[..., Any]) -> None:
    some_rows(12)

    page = show(asks("/?start=0000&sort=form"), a_listing(page_size=5)).content.decode()  # type: ignore[attr-defined]

    assert '<a href="/x/00000/">00000</a>' in page
    assert '<option value="0000" selected>Không</option>' in page
    assert 'aria-sort="ascending"' in page
    assert 'rel="next"' in page
    assert "Quá hạn" in page
    assert "05/11/2012 10:00" in page


def test_htmx_gets_only_the_table(asks: Callable[..., Any]) -> None:
    some_rows(3)
    request = asks("/")
    request.htmx = type("Htmx", (), {"target": "list-ui-rows"})()

    part = show(request, a_listing()).content.decode()  # type: ignore[attr-defined]

    assert "<html" not in part
    assert 'id="list-ui-rows"' in part


def test_an_empty_list_says_what_to_do_next(asks: Callable[..., Any]) -> None:
    listing = a_listing()

    assert "Chưa có gì trong danh sách này." in show(asks("/"), listing).content.decode()  # type: ignore[attr-defined]
    assert "Bỏ lọc" in show(asks("/?q=zzz"), listing).content.decode()  # type: ignore[attr-defined]


def test_what_people_wrote_is_never_markup(asks: Callable[..., Any]) -> None:
    Autosave.objects.create(account_id=AT_OWNER, form="<script>x</script>", payload={"n": 1}, saved_at=AT)

    page = show(asks("/"), a_listing()).content.decode()  # type: ignore[attr-defined]

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_saved_views_belong_to_one_account(hanh: Actor, stranger: Actor) -> None:
    views_of_lists.save(account_of(hanh), "ui.rows", "Của tôi", "start=0001&page=abc&export=csv")

    mine = read(asked(hanh, ""), Autosave.objects.all()).views
    theirs = read(asked(stranger, ""), Autosave.objects.all()).views

    assert [(view.name, view.query) for view in mine] == [("Của tôi", "start=0001")]
    assert theirs == []


def test_columns_and_filters_have_names_of_their_own() -> None:
    twice = Column[Autosave]("a", "A", lambda row: row.form)

    with pytest.raises(ValueError, match="names of their own"):
        Listing(name="x", title="X", columns=(twice, twice), order=("form",))


def test_a_registered_list_has_a_source() -> None:
    listing = Listing[Autosave](name="x", title="X", columns=(), order=("form",))

    with pytest.raises(ValueError, match="has a source"):
        Listings().register(listing)


AT_OWNER = "01890000-0000-7000-8000-000000000000"


class Word(TwoNames):
    def __init__(self, code: str, name: str, name_en: str = "") -> None:
        self.code, self.name, self.name_en = code, name, name_en


def test_what_can_be_chosen_is_named_and_ordered_for_its_reader() -> None:
    words = [Word("ward", "Phường", "Ward"), Word("quarter", "Khu phố"), Word("city", "Đô thị", "City")]

    with translation.override("vi"):
        assert by_name(words) == [("city", "Đô thị"), ("quarter", "Khu phố"), ("ward", "Phường")]
    with translation.override("en"):
        assert by_name(words) == [("city", "City"), ("quarter", "Khu phố"), ("ward", "Ward")]
