"""Who sees a case is kept on it by the database; lists and searches give what a plain look at everything gives."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.casework.assigning import involve, release
from lienthong.casework.models import Case, Involvement, Role
from lienthong.casework.selectors import sees, visible_case
from lienthong.casework.tests.conftest import MONDAY
from lienthong.directory.models import Unit
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.refusals import Missing
from lienthong.kernel.search.folding import words
from lienthong.kernel.search.queries import matching
from lienthong.kernel.ui.ordering import order_of
from lienthong.kernel.ui.paging import Page, page_of
from lienthong.kernel.ui.spanned import Among

TITLES = ("Báo cáo chữ ký số", "Cáp treo đường Tôn Đức Thắng", "Dự toán kinh phí", "Đường truyền số liệu")
TYPED = ("số", "chữ số", "duong", "đường tr", "NV-2012-00", "nv 1", "báo cáo", "không có", "d")
ORDER = order_of(("-opened_at",))

cases = st.lists(
    st.tuples(
        st.sampled_from(TITLES),
        st.sampled_from((0, 0, 1, 20, 45, 400, 900)),  # days before
        st.sets(st.integers(0, 1)),  # which units take part
    ),
    max_size=25,
)


def seen_by(case: Case) -> set[Any]:
    return set(Case.objects.values_list("seen_by", flat=True).get(pk=case.pk))


def test_who_takes_part_sees_it_and_goes_on_seeing_it(a_case: Callable[..., Case], units: list[Unit]) -> None:
    case = a_case()
    assert seen_by(case) == set()

    involve(case, [unit.pk for unit in units], Role.SUPPORTING, at=MONDAY)
    release(case, Role.SUPPORTING, at=MONDAY)

    assert seen_by(case) == {unit.pk for unit in units}


def test_a_case_that_is_saved_whole_keeps_who_sees_it(a_case: Callable[..., Case], units: list[Unit]) -> None:
    case = a_case()
    involve(case, [units[0].pk], Role.LEAD, at=MONDAY)

    case.save()
    assert seen_by(case) == {units[0].pk}

    Case.objects.filter(pk=case.pk).update(seen_by=[units[1].pk])
    assert seen_by(case) == {units[0].pk}


def test_what_never_was_is_not_seen(a_case: Callable[..., Case], units: list[Unit], official: Actor) -> None:
    case = a_case()
    involve(case, [unit.pk for unit in units], Role.LEAD, at=MONDAY)

    case.involvements.filter(unit=units[0]).delete()

    assert seen_by(case) == {units[1].pk}
    with pytest.raises(Missing):
        visible_case(case.pk, official, MONDAY)


def test_an_involvement_does_not_change_its_unit(a_case: Callable[..., Case], units: list[Unit]) -> None:
    case = a_case()
    involve(case, [units[0].pk], Role.LEAD, at=MONDAY)

    with pytest.raises(IntegrityError, match="stays that of its unit"), transaction.atomic():
        case.involvements.update(unit=units[1])


@pytest.mark.usefixtures("kind")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=cases, typed=st.sampled_from(("", *TYPED)), size=st.integers(1, 6))
def test_pages_give_every_visible_case_once_and_in_order(
    units: list[Unit], a_case: Callable[..., Case], official: Actor, drawn: Any, typed: str, size: int
) -> None:
    """Forward and back, searched or not: what a plain look at every case gives."""
    with transaction.atomic():
        made = [_made(a_case, units, number, *one) for number, one in enumerate(drawn)]
        plain = [case.pk for case in sorted(made, key=_latest) if _plainly(case, units[0], typed)]

        pages = _pages(official, typed, size)

        assert [case.pk for page in pages for case in page.rows] == plain
        assert _back(pages, official, typed, size) == plain
        transaction.set_rollback(True)


def test_few_and_many_are_found_through_one_index(
    a_case: Callable[..., Case], units: list[Unit], official: Actor
) -> None:
    """Month or year, units and words are asked together: nothing that others see is read."""
    involve(a_case(), [units[0].pk], Role.LEAD, at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = matching(Case.objects.filter(sees(official, MONDAY)), "chữ ký số")

    plan = rows.explain()

    assert "case_found" in plan
    assert all(column in plan.partition("Filter")[0] for column in ("seen_by", "words"))


def _made(
    a_case: Callable[..., Case], units: list[Unit], number: int, title: str, days: int, parts: set[int]
) -> Case:
    case = a_case(title=title, number=f"NV-2012-{number:03}", opened_at=MONDAY - timedelta(days=days))
    for part in parts:
        involve(case, [units[part].pk], Role.SUPPORTING, at=MONDAY)
    return case


def _latest(case: Case) -> tuple[float, int]:
    return -case.opened_at.timestamp(), -case.pk.int


def _plainly(case: Case, unit: Unit, typed: str) -> bool:
    if not Involvement.objects.filter(case=case, unit=unit).exists():
        return False
    said, asked = words(f"{case.number} {case.title}"), words(typed)
    if not asked:
        return True
    *whole, last = asked
    begun = len(asked) > 1 or len(last) > 1
    return set(whole) <= set(said) and any(word.startswith(last) if begun else word == last for word in said)


def _page(official: Actor, typed: str, size: int, token: str = "") -> Page[Case]:
    rows = matching(Case.objects.filter(sees(official, MONDAY)), typed)
    return page_of(rows, ORDER, size, token, among=Among("", rows) if typed else None)


def _pages(official: Actor, typed: str, size: int) -> list[Page[Case]]:
    pages = [_page(official, typed, size)]
    while pages[-1].following:
        pages.append(_page(official, typed, size, pages[-1].following))
    return pages


def _back(pages: Sequence[Page[Case]], official: Actor, typed: str, size: int) -> list[Any]:
    found, page = list(pages[-1].rows), pages[-1]
    while page.previous:
        page = _page(official, typed, size, page.previous)
        found = [*page.rows, *found]
    return [case.pk for case in found]
