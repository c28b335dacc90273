"""Agencies at work: enough acts on enough working days; the rows add up to the figure and lead to the acts."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor, ActorKind
from lienthong.kernel.acts.recording import action, record
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Missing
from lienthong.measures import definitions, views
from lienthong.measures.activity import (
    ACTIVE,
    SUBJECT,
    acts_of,
    months_between,
    read,
    threshold_on,
    thresholds,
    totals_of,
)
from lienthong.measures.activity import given as given_for
from lienthong.measures.asking import Question
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.drilling import rows
from lienthong.measures.indicators import indicators
from lienthong.measures.narrowing import Narrowing
from lienthong.measures.periods import period_of
from lienthong.measures.regimes import CALENDAR
from lienthong.measures.subjects import subjects
from lienthong.measures.tests.conftest import READER, STRANGER, moment
from lienthong.measures.thresholds import thresholds_page

MARCH = period_of(CALENDAR, "2012-03")  # asks for two acts on one working day


@action
def _act(*, by: Actor, at: datetime) -> None:
    record("jobs.try", subject=("jobs.job", new_key()), by=by, at=at)


def do(unit: UUID, *at: datetime) -> None:
    for when in at:
        _act(by=Actor(kind=ActorKind.OFFICIAL, name="An", unit="Cơ quan", unit_id=unit), at=when)


def classes(question: Question) -> dict[UUID, str]:
    return {row.unit_id: row.name for row in rows(ACTIVE, question, limit=None)}


def test_the_figure_is_registered():
    assert indicators.get("measures.active_units") is ACTIVE
    assert SUBJECT in subjects.known


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([5, 5], "active", id="two acts on a Monday"),
        pytest.param([5], "some", id="one act is not enough"),
        pytest.param([3, 4], "idle", id="a weekend is no working day"),
        pytest.param([], "idle", id="nothing"),
    ],
)
def test_an_agency_is_active_by_acts_on_working_days(ledger, days, expected):
    do(ledger.units[0], *(moment(day) for day in days))
    question = Question(MARCH, ledger.seal(moment(1, 4)))

    assert classes(question)[ledger.units[0]] == expected


def test_what_a_division_does_counts_for_its_agency(ledger):
    department = cast.a_unit("D", "Sở D")
    division = cast.a_unit("D.P", "Phòng", kind="division", under=department)
    do(division.pk, moment(5), moment(6))
    question = Question(MARCH, ledger.seal(moment(1, 4)))

    assert classes(question)[department.pk] == "active"
    assert division.pk not in classes(question)


def test_agencies_are_those_of_the_period(ledger):
    gone = cast.a_unit("CU", "Sở cũ", until=date(2012, 3, 1))
    came = cast.a_unit("MOI", "Sở mới", since=date(2012, 4, 1))
    do(ledger.units[0], moment(5))
    question = Question(MARCH, ledger.seal(moment(1, 5)))

    assert not {gone.pk, came.pk} & set(classes(question))


def test_an_older_head_does_not_know_what_came_after(ledger):
    do(ledger.units[0], moment(5))
    before = Question(MARCH, ledger.seal(moment(6)))
    do(ledger.units[0], moment(7))
    after = Question(MARCH, ledger.seal(moment(1, 4)))

    assert classes(before)[ledger.units[0]] == "some"
    assert classes(after)[ledger.units[0]] == "active"


def test_what_is_asked_is_dated_and_stands_beside_the_figure(ledger):
    do(ledger.units[0], moment(5))
    head = ledger.seal(moment(5, 1, 2014))
    year = given_for([Question(period_of(CALENDAR, "2012"), head)])
    later = given_for([Question(period_of(CALENDAR, "2013-03"), head)])

    assert (year.parameters["least_acts"], year.parameters["least_days"]) == ([24], [12])
    assert (later.parameters["least_acts"], later.parameters["least_days"]) == ([4], [2])
    assert "từ 24 thao tác trong ít nhất 12 ngày làm việc" in year.words
    assert threshold_on(date(2000, 1, 1)).acts == 2


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2012, 1, 1), date(2013, 1, 1), 12),
        (date(2011, 12, 15), date(2012, 12, 15), 12),
        (date(2012, 1, 1), date(2012, 1, 9), 1),
        (date(2012, 1, 15), date(2012, 3, 14), 1),
    ],
)
def test_a_period_asks_for_its_whole_months(start, end, months):
    assert months_between(start, end) == months


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30)), max_size=12))
def test_rows_add_up_to_the_figure_whatever_was_done(ledger, done):
    for unit, day in done:
        do(ledger.units[unit], moment(1) + timedelta(days=day))
    do(ledger.units[0], moment(1, 4))
    question = Question(MARCH, ledger.seal(moment(2, 4)))

    figures, listed = by_unit(ACTIVE, question), rows(ACTIVE, question, limit=None)
    total = whole(ACTIVE, figures)
    assert total.total == len(listed) == len({row.unit_id for row in listed})
    assert total.numerator == sum(row.name == "active" for row in listed)
    for row in listed:
        acts, days = totals_of(row.unit_id, question)
        assert len(acts_of(row.unit_id, question, before=question.as_of.size, limit=999)) == acts
        assert (row.name == "active") == (acts >= 2 and days >= 1)
        assert (row.act_id is None) == (acts == 0)


def test_the_pages_lead_from_the_figure_to_the_acts(ledger, visit):
    do(ledger.units[0], moment(5), moment(6))
    head = ledger.seal(moment(1, 4))
    query = f"?regime=calendar&period=2012-03&size={head.size}"

    page = visit(views.figure, query, ACTIVE.code).content.decode()
    listed = visit(views.rows_page, query, ACTIVE.code).content.decode()
    acts = visit(views.acts_page, query, ledger.units[0]).content.decode()
    assert "mỗi tháng 2 thao tác, 1 ngày" in page
    assert f"/so-lieu/hoat-dong/{ledger.units[0]}/?regime=calendar&amp;period=2012-03" in listed
    assert "Khớp" in listed
    assert acts.count('id="act-') == 2


def test_acts_are_paged_and_strangers_find_nothing(ledger, visit):
    do(ledger.units[0], *(moment(5) + timedelta(minutes=number) for number in range(60)))
    ledger.seal(moment(1, 4))
    query = "?regime=calendar&period=2012-03"
    first = visit(views.acts_page, query, ledger.units[0]).content.decode()

    assert first.count('id="act-') == 50
    assert (
        visit(views.acts_page, f"{query}&before=10", ledger.units[0]).content.decode().count('id="act-') == 10
    )
    with pytest.raises(Missing):
        visit(views.acts_page, query, new_key())
    with pytest.raises(Exception, match="chưa được giao quyền"):
        visit(views.acts_page, query, ledger.units[0], by=STRANGER)


def test_rows_narrow_by_kind_of_agency(ledger):
    committee = cast.a_unit("UB", "UBND", kind="province_committee")
    do(committee.pk, moment(5), moment(6))
    question = Question(MARCH, ledger.seal(moment(1, 4)))
    only = Narrowing(values={"kind": ("province_committee",)})

    assert whole(ACTIVE, by_unit(ACTIVE, question, only)).value == 1
    assert set(read([committee.pk], READER, moment(5))) == {committee.pk}


def test_the_thresholds_have_a_page_with_source_days_and_whether_confirmed(ledger, visit):
    ledger.count("done", at=moment(5))
    ledger.seal(moment(6))
    page = visit(thresholds_page).content.decode()
    figure = visit(views.figure, "?regime=calendar&period=2012", "measures.active_units").content.decode()
    listed = visit(definitions.definitions_page).content.decode()

    assert "từ 01/01/2011, trước 01/01/2013" in page
    assert page.count("Cần xác nhận") == len(thresholds())
    assert page.count("đang áp dụng") == 1
    assert "Đề xuất cho giai đoạn đầu" in page
    assert "/nguong-hoat-dong/" in figure
    assert "/nguong-hoat-dong/" in listed
