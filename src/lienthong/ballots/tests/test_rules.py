"""The rule: one row per example, its reason as the id; and what must hold whatever the votes are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.ballots.rules import (
    Answer,
    Base,
    Because,
    Outcome,
    Rule,
    Share,
    Tally,
    count,
    decide,
)
from lienthong.ballots.ruling import charter_of, charters

COMMITTEE = Rule(Share.read(">=2/3"), Share.read(">1/2"), Base.MEMBERS, tie_by_chair=True)
BODY = Rule(Share.read(">1/2"), Share.read(">1/2"), Base.ANSWERED, tie_by_chair=True)
PLAIN = Rule(Share.read(">1/2"), Share.read(">=2/3"), Base.ANSWERED, tie_by_chair=False)
YES, NO, ELSE = Answer.AGREE, Answer.DISAGREE, Answer.OTHER
ADOPTED, REJECTED = Outcome.ADOPTED, Outcome.NOT_ADOPTED

EXAMPLES = [
    pytest.param(COMMITTEE, Tally(9, 5, 4), ADOPTED, Because.MAJORITY, id="quá nửa của 9 là 5"),
    pytest.param(
        COMMITTEE, Tally(9, 4, 3, 2), REJECTED, Because.SHORT, id="4 của 9 chưa quá nửa, dù nhiều hơn 3"
    ),
    pytest.param(COMMITTEE, Tally(9, 5), REJECTED, Because.QUORUM, id="5 của 9 trả lời, chưa đủ hai phần ba"),
    pytest.param(COMMITTEE, Tally(9, 5, 1), ADOPTED, Because.MAJORITY, id="6 của 9 là vừa hai phần ba"),
    pytest.param(COMMITTEE, Tally(8, 4, 4, chair=YES), ADOPTED, Because.TIE, id="4-4, Chủ tịch đồng ý"),
    pytest.param(COMMITTEE, Tally(8, 4, 4, chair=NO), REJECTED, Because.TIE, id="4-4, Chủ tịch không đồng ý"),
    pytest.param(COMMITTEE, Tally(8, 4, 4), REJECTED, Because.TIE_OPEN, id="4-4, khuyết Chủ tịch"),
    pytest.param(
        COMMITTEE, Tally(8, 3, 3, 2, YES), REJECTED, Because.SHORT, id="3-3-2: không phải một nửa tổng số"
    ),
    pytest.param(COMMITTEE, Tally(1, 1, chair=YES), ADOPTED, Because.MAJORITY, id="một thành viên"),
    pytest.param(COMMITTEE, Tally(0), REJECTED, Because.QUORUM, id="không còn thành viên nào"),
    pytest.param(BODY, Tally(9, 3, 2), ADOPTED, Because.MAJORITY, id="quá nửa số trả lời"),
    pytest.param(BODY, Tally(9, 4), REJECTED, Because.QUORUM, id="4 của 9 trả lời, chưa quá nửa"),
    pytest.param(BODY, Tally(9, 3, 3, chair=NO), REJECTED, Because.TIE, id="3-3 của số trả lời"),
    pytest.param(PLAIN, Tally(9, 6, 3), ADOPTED, Because.MAJORITY, id="vừa hai phần ba"),
    pytest.param(PLAIN, Tally(8, 4, 4, chair=YES), REJECTED, Because.SHORT, id="không theo người đứng đầu"),
]


@pytest.mark.parametrize(("rule", "tally", "outcome", "because"), EXAMPLES)
def test_an_example_comes_out_as_the_rule_says(rule, tally, outcome, because):
    result = decide(rule, tally)

    assert (result.outcome, result.because) == (outcome, because)


ROLLS = st.integers(0, 12)
ANSWERS = st.sampled_from(list(Answer))
VOTES = st.lists(st.tuples(st.integers(0, 14), ANSWERS), max_size=30)
RULES = st.builds(
    Rule,
    st.sampled_from([Share.read(">1/2"), Share.read(">=2/3"), Share.read(">=1/2")]),
    st.sampled_from([Share.read(">1/2"), Share.read(">=2/3"), Share.read(">=3/5")]),
    st.sampled_from(list(Base)),
    st.booleans(),
)
OPPOSITE = {YES: NO, NO: YES, ELSE: ELSE}


@given(ROLLS, st.dictionaries(st.integers(0, 14), ANSWERS), st.randoms(), RULES)
def test_the_order_of_votes_does_not_matter(size, votes, dice, rule):
    shuffled = list(votes.items())
    dice.shuffle(shuffled)

    assert decide(rule, count(range(size), shuffled, 0)) == decide(rule, count(range(size), votes.items(), 0))


@given(ROLLS, VOTES, RULES)
def test_a_later_vote_replaces_and_a_stranger_does_not_count(size, votes, rule):
    last = {member: answer for member, answer in votes if member < size}

    assert count(range(size), votes, 0) == count(range(size), last.items(), 0)
    assert count(range(size), votes, 0).answered == len(last) <= size


@given(ROLLS, VOTES, RULES)
def test_never_both_adopted_and_rejected(size, votes, rule):
    """If a question is adopted, its opposite, answered by the same members in the same mind, is not."""
    opposite = [(member, OPPOSITE[answer]) for member, answer in votes]
    both = [decide(rule, count(range(size), given_, 0)).outcome for given_ in (votes, opposite)]

    assert both != [ADOPTED, ADOPTED]


@given(ROLLS, VOTES, RULES, st.integers(0, 11))
def test_one_more_in_favour_never_undoes_an_adoption(size, votes, rule, member):
    before = decide(rule, count(range(size), votes, 0)).outcome
    after = decide(rule, count(range(size), [*votes, (member, YES)], 0)).outcome

    assert not (
        before == ADOPTED and after == REJECTED and member < size and rule.majority_of == Base.MEMBERS
    )


@given(st.integers(0, 500))
def test_more_than_a_half_is_the_least_number_that_is(whole):
    needed = Share(Fraction(1, 2), more=True).of(whole)

    assert needed * 2 > whole
    assert (needed - 1) * 2 <= whole


@pytest.mark.parametrize("written", ["1/2", "=1/2", ">3/2", ">x", ">=-1/2", ""])
def test_a_share_that_cannot_be_read_is_refused(written):
    with pytest.raises(ValueError):
        Share.read(written)


def test_half_is_no_majority():
    with pytest.raises(ValueError, match="more than a half"):
        Rule(Share.read(">=1/2"), Share.read(">=1/2"), Base.MEMBERS, tie_by_chair=False)


def test_every_rule_of_the_table_says_where_it_comes_from():
    assert all(charter.source and charter.kinds and charter.members for charter in charters())


def test_the_law_of_the_day_decides():
    from datetime import date

    before, since = (charter_of("province_committee", date(*day)) for day in ((2015, 12, 31), (2016, 1, 1)))

    assert before is not None
    assert since is not None
    assert ("2003" in before.source, "2015" in since.source) == (True, True)
    assert charter_of("department", date(2012, 1, 1)) is None
