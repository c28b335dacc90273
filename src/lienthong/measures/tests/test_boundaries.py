"""Figures in the boundaries of another day: each count passes on from its own moment, share by share; the sum stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lienthong.directory.actions import merge_units
from lienthong.directory.models import SuccessionKind, Unit
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.refusals import Invalid
from lienthong.measures import views
from lienthong.measures.boundaries import UnitsOfDay
from lienthong.measures.choosing import chosen, narrowing_of
from lienthong.measures.computing import by_unit, whole
from lienthong.measures.cutting import Cut
from lienthong.measures.drilling import rows
from lienthong.measures.indicators import Figure
from lienthong.measures.keeping import counts_of
from lienthong.measures.models import Kept
from lienthong.measures.narrowing import EVERYTHING
from lienthong.measures.reading import add_again, read_figure
from lienthong.measures.selecting import select
from lienthong.measures.tests.conftest import JOBS, READER, moment, passes

PERIOD = {"regime": "calendar", "period": "2012"}
SPLIT = date(2012, 3, 6)
NOW = str(SPLIT)


def lines_of(query):
    """The counts of each line that are not 0, by name of the unit."""
    asked = chosen(PERIOD | query, carried=("boundaries", "unit"))
    reading = read_figure(JOBS, asked, narrowing_of(query, JOBS))
    return {
        line.words: {str(cell.words): cell.count for cell in line.cells if cell.count}
        for line in reading.lines
    }


@pytest.fixture
def split(ledger):
    """A keeps half, B takes half; done before: 4 of A; afterwards 1 of A and 2 of B, and what A has open stays."""
    first, second, _third = ledger.units
    passes(first, first, "0.5", SPLIT)
    passes(first, second, "0.5", SPLIT)
    for day in (1, 2, 3, 5):
        ledger.count("done", unit=0, at=moment(day))
    ledger.count("open", unit=0, at=moment(4))
    ledger.count("done", unit=0, at=moment(6))
    ledger.count("done", unit=1, at=moment(6))
    ledger.count("late", unit=1, at=moment(7))
    ledger.seal(moment(8))
    return ledger


def test_what_was_counted_after_a_split_is_not_split_again(split):
    assert lines_of({}) == {"Sở A": {"Đã xong": 5, "Trong hạn": 1}, "Sở B": {"Đã xong": 1, "Quá hạn": 1}}
    assert lines_of({"boundaries": NOW}) == {
        "Sở A": {"Đã xong": 3, "Trong hạn": 1},
        "Sở B": {"Đã xong": 3, "Quá hạn": 1},
    }


@pytest.mark.parametrize("day", ["2010-01-01", "2012-03-05", NOW, "2012-12-31", "2025-07-01"])
def test_the_whole_is_the_same_in_all_boundaries(split, day):
    asked = chosen(PERIOD | {"boundaries": day}, carried=("boundaries",))

    reading = read_figure(JOBS, asked, EVERYTHING)

    assert reading.figure == whole(JOBS, by_unit(JOBS, asked.question))


def test_what_was_counted_later_than_the_boundaries_stays_with_whom_it_was(split, visit):
    assert lines_of({"boundaries": "2012-03-05"}) == lines_of({})
    page = visit(views.figure, "?regime=calendar&period=2012&boundaries=2012-03-05", JOBS.code)
    assert "số liệu sau ngày này giữ theo tổ chức khi đó" in page.content.decode()


def test_a_later_split_takes_of_what_was_there_before_it_only(split):
    first, _second, third = split.units
    passes(first, first, "0.25", date(2025, 7, 1))
    passes(first, third, "0.75", date(2025, 7, 1))

    assert lines_of({"boundaries": "2025-07-01"}) == {
        "Sở A": {"Đã xong": Decimal("0.75"), "Trong hạn": Decimal("0.25")},
        "Sở B": {"Đã xong": 3, "Quá hạn": 1},
        "Sở C": {"Đã xong": Decimal("2.25"), "Trong hạn": Decimal("0.75")},
    }


def test_as_of_an_earlier_head_open_work_is_where_it_was_then(ledger):
    """Before the split A is one: what it has open as of then passes on in shares, as of later it stays."""
    first, second, _third = ledger.units
    ledger.count("open", unit=0, at=moment(4))
    early = ledger.seal(moment(5))
    ledger.count("late", unit=2, at=moment(6))
    ledger.seal(moment(7))
    passes(first, first, "0.5", SPLIT)
    passes(first, second, "0.5", SPLIT)

    half = {"Trong hạn": Decimal("0.50")}
    assert lines_of({"boundaries": NOW}) == {"Sở A": {"Trong hạn": 1}, "Sở C": {"Quá hạn": 1}}
    assert lines_of({"boundaries": NOW, "moment": "05/03/2012 10:00"}) == {"Sở A": half, "Sở B": half}
    assert chosen(PERIOD | {"moment": "05/03/2012 10:00"}).question.as_of == early


def test_what_still_lies_with_a_unit_that_ended_goes_where_the_unit_went(ledger):
    """Work that was given to the old unit after the change was recorded stays there; so does what waits for its act."""
    first, second, third = ledger.units
    passes(first, second, "1", date(2011, 7, 1), SuccessionKind.MERGER)
    passes(second, third, "1", SPLIT, SuccessionKind.MERGER)
    ledger.count("done", unit=0, at=moment(8))
    ledger.count("open", unit=1, at=moment(8))
    ledger.seal(moment(9))

    assert lines_of({"boundaries": NOW}) == {"Sở C": {"Đã xong": 1, "Trong hạn": 1}}
    assert lines_of({"boundaries": "2012-03-05"}) == {"Sở B": {"Đã xong": 1, "Trong hạn": 1}}


def test_a_renaming_cuts_nothing(split):
    passes(split.units[2], split.units[2], "1", date(2012, 3, 7), SuccessionKind.RENAMING)
    question = chosen(PERIOD).question

    assert UnitsOfDay(date(2012, 12, 31)).cuts(question) == (SPLIT,)


def test_the_rows_of_a_line_are_those_it_counts_each_with_its_share(split, visit):
    first, second, _third = split.units
    for unit, name, units, shares in (
        (first, None, [first] * 6, {Fraction(1, 2): 4, 1: 2}),
        (second, None, [first] * 4 + [second] * 2, {Fraction(1, 2): 4, 1: 2}),
        (second, "late", [second], {1: 1}),
    ):
        query = {"boundaries": NOW, "unit": str(unit)} | ({"class": name} if name else {})
        only = narrowing_of(query, JOBS)
        selection = select(JOBS, chosen(PERIOD | query, carried=("boundaries",)), only)
        found = rows(selection.indicator, selection.question, only=selection.only)

        assert [row.unit_id for row in found] == units
        parts = [selection.share(row) for row in found]
        assert {share: parts.count(share) for share in parts} == shares
        assert sum(parts) == selection.figure.total
        again = add_again(selection, by=READER, at=moment(9))
        assert again.figure == selection.figure


def test_every_figure_is_a_link_to_rows_that_add_up_to_it(split, visit):
    page = visit(views.figure, f"?regime=calendar&period=2012&boundaries={NOW}", JOBS.code).content.decode()
    second = split.units[1]
    link = (
        f"?regime=calendar&amp;period=2012&amp;size=8&amp;boundaries={NOW}&amp;unit={second}&amp;class=done"
    )
    assert f'{link}">3</a>' in page

    found = visit(views.rows_page, link.replace("&amp;", "&"), JOBS.code).content.decode()
    assert "Không khớp" not in found
    assert "Khớp" in found
    assert "theo tổ chức từ 06/03/2012" in found
    assert found.count("#act-") == 5
    assert found.count(">0,5</td>") == 4
    file = visit(views.rows_page, link.replace("&amp;", "&") + "&export=xlsx", JOBS.code)
    sheet = load_workbook(BytesIO(b"".join(file))).worksheets[0]
    file.close()
    assert sorted(row[-1] for row in sheet.iter_rows(values_only=True) if row[3] == "Đã xong") == [
        0.5
    ] * 4 + [1]


def test_of_some_units_a_figure_counts_them_in_those_boundaries(split):
    second = str(split.units[1])

    assert lines_of({"boundaries": NOW, "unit": second}) == {"Sở B": {"Đã xong": 3, "Quá hạn": 1}}


def test_counts_of_a_cut_month_are_kept_apart_from_those_of_the_whole(split, django_assert_num_queries):
    split.count("done", unit=2, at=moment(2, 4))
    split.seal(moment(2, 4))
    march = chosen({"regime": "calendar", "period": "2012-03"}).question
    by_unit(JOBS, march)
    cut = Cut(JOBS, march, UnitsOfDay(SPLIT))
    fresh = cut.held(EVERYTHING)
    kept = Kept.objects.get(facts=cut.over.facts_hash)

    assert (kept.start, kept.end) == (march.period.start, march.period.end)
    assert kept.facts != JOBS.facts_hash
    assert Cut(JOBS, march, UnitsOfDay(SPLIT)).held(EVERYTHING) == fresh
    kept.counts = [[*group, {"done": 70}] for *group, _classes in kept.counts]
    kept.save()
    assert Cut(JOBS, march, UnitsOfDay(SPLIT)).held(EVERYTHING) != fresh  # they are read where they hold
    split.count("done", unit=0, at=moment(2))  # its place in the ledger comes late
    later = replace(march, as_of=split.seal(moment(3, 4)))
    counted = Cut(JOBS, later, UnitsOfDay(SPLIT)).held(EVERYTHING)
    assert counted[split.units[1]].counts == {"done": Fraction(7, 2), "late": 1}
    assert whole(JOBS, {key: cut.figure(held) for key, held in counted.items()}) == whole(
        JOBS, by_unit(JOBS, later)
    )


def test_statements_do_not_grow_with_units_nor_with_what_lies_outside_the_period(
    split, django_assert_num_queries
):
    question = chosen(PERIOD).question
    counts_of(JOBS, [question])
    with django_assert_num_queries(
        5
    ):  # what passed; what is kept; one scan; to keep it; whose it is since the cut
        Cut(JOBS, question, UnitsOfDay(SPLIT)).held(EVERYTHING)
    others = [cast.a_unit(f"X{number}").pk for number in range(9)]
    for number, unit in enumerate(others):
        passes(unit, split.units[2], "1", SPLIT, SuccessionKind.MERGER)
        split.count("done", at=moment(3))
        passes(split.units[2], unit, "0.1", date(2014, 1, 1 + number))
    head = replace(question, as_of=split.seal(moment(9)))
    Kept.objects.all().delete()
    with django_assert_num_queries(
        6
    ):  # and whose it is since the last day, for what was counted after the cut
        Cut(JOBS, head, UnitsOfDay(date(2014, 12, 31))).held(EVERYTHING)


def test_in_the_boundaries_of_later_figures_are_those_of_the_successors_and_the_sum_stays(ledger, visit):
    first, second, heir = ledger.units
    units = [Unit.objects.get(pk=key) for key in ledger.units]
    ledger.count("done", unit=0, at=moment(5))
    ledger.count("late", unit=0, at=moment(5))
    ledger.count("done", unit=1, at=moment(6))
    merge_units(units[:2], into=units[2], on=date(2012, 7, 1), by=SYSTEM, at=moment(9))
    ledger.seal(moment(10))
    question = chosen(PERIOD).question
    cut = Cut(JOBS, question, UnitsOfDay(date(2012, 7, 1)))

    then = by_unit(JOBS, question)
    now = cut.held(EVERYTHING)

    assert set(now) == {heir}
    assert cut.figure(now[heir]) == Figure(JOBS, {"done": 2, "late": 1}) == whole(JOBS, then)
    assert now[heir].units == tuple(sorted([first, second]))
    page = visit(
        views.figure, "?regime=calendar&period=2012&boundaries=2012-07-01", JOBS.code
    ).content.decode()
    assert "Sở C" in page
    assert "Sở A" not in page.split("Theo đơn vị")[1]


def test_a_ratio_stays_between_its_parts(ledger):
    """A third of all that was done and of all that was late: the ratio of each part is that of the whole."""
    unit, other, _third = ledger.units
    passes(unit, other, "0.25", SPLIT)
    passes(unit, unit, "0.75", SPLIT)
    for name, times in (("done", 4), ("late", 2)):
        for _time in range(times):
            ledger.count(name, unit=0, at=moment(2))
    ledger.seal(moment(3))
    cut = Cut(JOBS, chosen(PERIOD).question, UnitsOfDay(SPLIT))
    figures = {key: cut.figure(held) for key, held in cut.held(EVERYTHING).items()}

    assert figures[other].counts == {"done": 1, "late": Fraction(1, 2)}
    assert figures[unit].value == figures[other].value == Fraction(2, 3)


def test_a_day_that_is_none_is_refused(ledger, visit):
    ledger.count("done", at=moment(5))
    ledger.seal(moment(6))
    with pytest.raises(Invalid, match="Ngày phải viết"):
        visit(views.figure, "?boundaries=sometime", JOBS.code)
