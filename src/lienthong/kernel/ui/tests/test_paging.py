from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.ui.counting import capped_count, capped_counts
from lienthong.kernel.ui.models import Autosave, Work
from lienthong.kernel.ui.ordering import Step, beyond, order_of
from lienthong.kernel.ui.paging import page_of
from lienthong.kernel.ui.tests.rows import some_rows

pytestmark = pytest.mark.django_db

ORDERS = [("saved_at",), ("-saved_at",), ("form",), ("-saved_at", "form"), ("saved_at", "-form"), ("-form",)]


@pytest.mark.parametrize("fields", ORDERS, ids=" ".join)
def test_every_row_is_met_once_forwards_and_back(fields: tuple[str, ...]) -> None:
    some_rows(23)
    order = order_of(fields)
    expected = [row.form for row in Autosave.objects.order_by(*(step.clause() for step in order))]

    token, seen, page = "", [], None
    while page is None or token:
        page = page_of(Autosave.objects.all(), order, 5, token)
        seen += [row.form for row in page.rows]
        token = page.following
    back, token = [row.form for row in page.rows], page.previous
    while token:
        page = page_of(Autosave.objects.all(), order, 5, token)
        back = [row.form for row in page.rows] + back
        token = page.previous

    assert seen == expected
    assert back == expected


def test_a_page_never_counts_rows_before_it(django_assert_num_queries: object) -> None:
    some_rows(30)
    order = order_of(("saved_at",))
    first = page_of(Autosave.objects.all(), order, 5)

    with django_assert_num_queries(1) as asked:  # type: ignore[operator]
        page_of(Autosave.objects.all(), order, 5, first.following)

    sql = asked.captured_queries[0]["sql"]
    assert "OFFSET" not in sql
    assert '("ui_autosave"."saved_at", "ui_autosave"."id") > (' in sql


@pytest.mark.parametrize("token", ["x", "eyJh", "x:y:z", "\x00", "1" * 5000])
def test_a_forged_token_is_refused(token: str) -> None:
    with pytest.raises(Invalid, match="không đúng"):
        page_of(Autosave.objects.all(), order_of(("saved_at",)), 5, token)


def test_a_token_of_another_list_or_order_is_refused() -> None:
    some_rows(8)
    token = page_of(Autosave.objects.all(), order_of(("saved_at",)), 5, name="a").following

    for order, name in ((("saved_at",), "b"), (("-saved_at",), "a")):
        with pytest.raises(Invalid, match="không đúng"):
            page_of(Autosave.objects.all(), order_of(order), 5, token, name=name)


def test_an_order_by_what_may_be_null_is_a_mistake() -> None:
    with pytest.raises(ImproperlyConfigured, match="may be null"):
        page_of(Work.objects.all(), order_of(("total",)), 5)


def test_counting_stops_at_the_cap() -> None:
    some_rows(12)

    assert capped_count(Autosave.objects.all(), 12) == (12, False)
    assert capped_count(Autosave.objects.all(), 11) == (11, True)


def test_a_page_counts_all_pages_in_its_own_statement(django_assert_num_queries: Any) -> None:
    some_rows(12)

    with django_assert_num_queries(1):
        page = page_of(Autosave.objects.all(), order_of(("saved_at",)), 5, most=10)
    assert (len(page.rows), page.counted) == (5, 11)
    later = page_of(Autosave.objects.all(), order_of(("saved_at",)), 5, page.following, most=100)
    assert later.counted == 12


def test_that_there_are_more_is_not_counted_again(django_assert_num_queries: Any) -> None:
    some_rows(12)
    rows, order = Autosave.objects.all(), order_of(("saved_at",))
    asked = [(rows, 11), (rows, 11), (rows, 12), (rows.exclude(form="00000"), 11)]

    with CaptureQueriesContext(connection) as said:
        counts = [page_of(some, order, 5, most=most).counted for some, most in asked]

    assert counts == [12, 12, 12, 11]
    assert ["count(*)" in statement["sql"] for statement in said] == [True, False, True, True]


def test_several_counts_are_one_statement_each_up_to_the_cap(django_assert_num_queries: Any) -> None:
    some_rows(12)
    rows = Autosave.objects.all()

    with django_assert_num_queries(1):
        counted = capped_counts([rows, rows.none(), rows.filter(form="nothing such"), rows], 7)
    assert counted == [8, 0, 0, 8]


def test_an_order_over_several_tables_begins_at_an_index() -> None:
    order = (Step("list__at", down=True), Step("id", down=True))

    assert str(beyond(order, (5, 6))).count("list__at__lte") == 1
    assert "lte" not in str(beyond((Step("at"), Step("id")), (5, 6)))
