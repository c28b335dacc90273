import pytest

from lienthong.kernel.refusals import Invalid, Missing
from lienthong.measures.choosing import chosen, narrowing_of, offered_heads, offered_periods
from lienthong.measures.regimes import ADMINISTRATIVE
from lienthong.measures.tests.conftest import JOBS, moment


def test_before_the_first_head_there_is_nothing_to_choose(ledger):
    assert chosen({}) is None


def test_what_is_left_out_is_this_year_as_of_the_last_head(ledger):
    ledger.count("done", at=moment(1))
    ledger.seal(moment(1))
    last = ledger.seal(moment(20, 12)) if ledger.count("late", at=moment(20, 12)) else None

    found = chosen({})

    assert found is not None
    assert found.question.as_of == last
    assert (found.regime.code, found.period, found.latest) == ("administrative", "2013", True)


def test_a_moment_means_the_last_head_at_or_before(ledger):
    ledger.count("done", at=moment(1))
    early = ledger.seal(moment(1))
    ledger.count("done", at=moment(5))
    ledger.seal(moment(5))

    for said in ("04/03/2012 10:00", "01/03/2012 09:00", "2012-03-02T08:00", "04/03/2012"):
        found = chosen({"moment": said})
        assert found is not None
        assert found.question.as_of == early
        assert not found.latest


def test_a_moment_before_the_first_head_is_refused_and_says_the_first(ledger):
    ledger.count("done", at=moment(1))
    ledger.seal(moment(1))

    with pytest.raises(Invalid, match="sớm nhất tính được là lúc 01/03/2012 09:00") as refused:
        chosen({"moment": "28/02/2012 17:00"})
    assert refused.value.field == "moment"


@pytest.mark.parametrize("said", ["hôm qua", "31/02/2012", "14/12/2012 25:00", "14/12/2012" * 9])
def test_a_moment_that_cannot_be_read_is_refused(ledger, said):
    ledger.count("done", at=moment(1))
    ledger.seal(moment(1))

    with pytest.raises(Invalid, match="phải viết như 14/12/2012 17:00"):
        chosen({"moment": said})


@pytest.mark.parametrize("size", ["99", "0", "-1", "1.0", "９", "9" * 40])
def test_a_size_that_no_head_has_is_not_there(ledger, size):
    ledger.count("done", at=moment(1))
    ledger.seal(moment(1))

    with pytest.raises(Missing, match="Không có lần chốt"):
        chosen({"size": size})


def test_links_name_the_very_head_and_what_narrows(ledger):
    ledger.count("done", at=moment(1))
    ledger.seal(moment(1))
    found = chosen({"period": "2012", "colour": "red", "unit": ""}, carried=("colour", "unit"))

    assert found is not None
    assert found.query(page="x") == "?regime=administrative&period=2012&size=1&colour=red&page=x"
    assert found.newest_query == "?regime=administrative&period=2012&colour=red"
    assert found.whole_query == "?regime=administrative&period=2012&size=1"


def test_an_unreadable_unit_is_not_there():
    with pytest.raises(Missing):
        narrowing_of({"unit": "x"}, JOBS)


def test_periods_and_heads_offered_cover_what_was_recorded(ledger):
    ledger.count("done", at=moment(1))
    early = ledger.seal(moment(1))
    ledger.count("done", at=moment(2))
    late = ledger.seal(moment(2))

    assert [year for year, _periods in offered_periods(ADMINISTRATIVE, moment(1, 6, 2013))][:2] == [
        "2013",
        "2012",
    ]
    assert offered_heads() == [late, early]


def test_periods_without_figures_are_offered_last(ledger):
    ledger.count("done", at=moment(1))
    ledger.seal(moment(1))  # 1 March 2012, in the second reporting quarter's month

    offered = dict(offered_periods(ADMINISTRATIVE, moment(1, 6, 2012)))
    begun, coming = ([code for code, _words in offered[name]] for name in ("2012", "Kỳ chưa đến"))

    assert begun == [
        "2012",
        "2012-H1",
        "2012-9M",
        "2012-Q1",
        "2012-Q2",
        "2012-03",
        "2012-04",
        "2012-05",
        "2012-06",
    ]
    assert coming[0] == "2013"
    assert not set(begun) & set(coming)
    assert "2012-01" not in begun + coming
