from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienthong.access.models import Absence
from lienthong.ballots import concluding, counting, opening, voting
from lienthong.ballots.counting import tally_of
from lienthong.ballots.models import Ballot, Paper, Vote
from lienthong.ballots.policies import opens_for
from lienthong.ballots.rules import Answer, Outcome
from lienthong.ballots.selectors import visible_ballots
from lienthong.ballots.tests.conftest import AFTER, MEMBERS, MONDAY, TUESDAY, give, question
from lienthong.casework.models import Case
from lienthong.casework.selectors import boxes
from lienthong.directory.models import BodySeat
from lienthong.directory.revision import bump
from lienthong.directory.tests.cast import during
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.models import Weight
from lienthong.kernel.notices.recipients import recipients
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Stale, WrongState

YES, NO, ELSE = Answer.AGREE, Answer.DISAGREE, Answer.OTHER


def refuses(act, reason, kind=NotAllowed):
    """The act is refused for the reason, and nothing is recorded."""
    before = Act.objects.count()
    with pytest.raises(kind, match=reason or None):
        act()
    assert Act.objects.count() == before


def test_a_ballot_walks_from_the_office_to_the_chair(a_ballot, province):
    ballot = a_ballot()
    for role in MEMBERS:
        give(province, ballot, role, NO if role == "vice_land" else YES)
    assert counting.settle(ballot.pk, by=SYSTEM, at=TUESDAY)
    concluding.conclude(ballot.pk, words="Ban hành", by=province.actor("chair"), at=AFTER)

    ballot = Ballot.objects.get(pk=ballot.pk)
    closed, concluded = (
        Act.objects.get(case_id=ballot.pk, verb=f"ballots.{v}") for v in ("close", "conclude")
    )
    assert (ballot.outcome, ballot.case.state, ballot.case.number) == (
        Outcome.ADOPTED,
        "concluded",
        "01/PLYK-UBND",
    )
    assert closed.detail["agreed"] == 4
    assert closed.detail["needed"] == 3
    assert concluded.actor_post == "TM. Ủy ban nhân dân tỉnh, Chủ tịch UBND tỉnh"


def test_each_member_has_a_paper_in_the_inbox_until_they_answer(a_ballot, province):
    ballot = a_ballot()
    waiting = {role: boxes(province.actor(role), MONDAY).mine.count() for role in [*MEMBERS, "office_chief"]}
    assert waiting == dict.fromkeys(MEMBERS, 1) | {"office_chief": 0}

    give(province, ballot, "member", YES)
    assert boxes(province.actor("member"), TUESDAY).mine.count() == 0
    assert boxes(province.actor("chair"), TUESDAY).mine.count() == 1


def test_a_later_answer_revokes_the_former(a_ballot, province):
    ballot = a_ballot(votes={"member": YES})
    give(province, ballot, "member", ELSE)

    first, second = Act.objects.filter(verb="ballots.vote").order_by("recorded_at", "id")
    assert second.revokes == first.id
    assert Vote.objects.get(until__isnull=True).answer == ELSE
    assert tally_of(ballot).answered == 1


def test_another_opinion_needs_words(a_ballot, province):
    ballot = a_ballot()
    by = province.actor("member")
    refuses(lambda: voting.vote(ballot.pk, answer=ELSE, words=" ", by=by, at=TUESDAY), "phải ghi", Invalid)


@pytest.mark.parametrize("role", ["office_chief", "follower", "director"])
def test_who_is_no_member_does_not_vote(a_ballot, province, role):
    ballot = a_ballot()
    refuses(lambda: give(province, ballot, role, YES), "Chỉ thành viên")


@pytest.mark.parametrize("role", ["stranger", "commune_specialist"])
def test_to_a_stranger_it_is_not_there(a_ballot, province, role):
    ballot = a_ballot()
    assert not visible_ballots(province.actor(role), MONDAY).exists()
    refuses(lambda: give(province, ballot, role, YES), "", Missing)


def test_nobody_votes_for_a_member_who_is_away(a_ballot, province):
    ballot = a_ballot()
    Absence.objects.create(
        person=province.accounts["chair"].person,
        post=province.posts["chair"],
        substitute=province.accounts["vice_culture"].person,
        during=during(date(2012, 3, 1), date(2012, 4, 1)),
        act_id=new_key(),
    )
    give(province, ballot, "vice_culture", NO)

    assert Vote.objects.count() == 1
    assert Vote.objects.get().paper.called == "Phó Chủ tịch UBND tỉnh"


def test_a_substitute_who_is_no_member_sees_that_it_waits_and_is_told_why_not(a_ballot, province):
    ballot = a_ballot()
    outsider = replace(
        province.actor("stranger"), stands_in=frozenset({province.accounts["member"].person_id})
    )
    assert visible_ballots(outsider, TUESDAY).exists()
    refuses(lambda: voting.vote(ballot.pk, answer=YES, by=outsider, at=TUESDAY), "người thay")


def test_a_member_votes_by_the_post_that_makes_them_one(province):
    ballot = opening.open_ballot(
        question(province, body_id=province.id_of("BCD")), by=province.actor("office_chief"), at=MONDAY
    )
    give(province, ballot, "director", YES)

    assert [paper.called for paper in ballot.papers.all()] == ["Trưởng ban", "Phó Trưởng ban", "Ủy viên"]
    assert Act.objects.get(verb="ballots.vote").actor_post == "Giám đốc Sở"


def test_the_head_of_a_coordinating_body_concludes_on_its_behalf_and_nobody_else(province):
    ballot = opening.open_ballot(
        question(province, body_id=province.id_of("BCD")), by=province.actor("office_chief"), at=MONDAY
    )
    for role in ("vice_culture", "director"):
        give(province, ballot, role, YES)
    counting.settle(ballot.pk, by=SYSTEM, at=AFTER)
    refuses(
        lambda: concluding.conclude(ballot.pk, words="X", by=province.actor("director", AFTER), at=AFTER),
        "người đứng đầu",
    )
    concluding.conclude(ballot.pk, words="Thống nhất", by=province.actor("vice_culture", AFTER), at=AFTER)

    printed = Act.objects.get(verb="ballots.conclude").actor_post
    assert printed == "TM. Ban Chỉ đạo công nghệ thông tin, Trưởng ban"


def test_who_no_longer_sits_on_the_body_is_not_waited_for(province):
    ballot = opening.open_ballot(
        question(province, body_id=province.id_of("BCD")), by=province.actor("office_chief"), at=MONDAY
    )
    BodySeat.objects.get(role="Ủy viên").cut(TUESDAY.date(), at=MONDAY)
    bump()
    refuses(lambda: give(province, ballot, "office_chief", YES), "không còn giữ chức vụ")
    counting.settle(ballot.pk, by=SYSTEM, at=TUESDAY)

    assert tally_of(ballot).members == 2


def test_a_deputy_concludes_in_their_field_and_it_is_printed(a_ballot, province):
    ballot = a_ballot("counted")
    other = province.actor("vice_economy", AFTER)
    refuses(lambda: concluding.conclude(ballot.pk, words="X", by=other, at=AFTER), "lĩnh vực")
    concluding.conclude(ballot.pk, words="Ban hành", by=province.actor("vice_culture", AFTER), at=AFTER)

    printed = Act.objects.get(verb="ballots.conclude").actor_post
    assert printed == "TM. Ủy ban nhân dân tỉnh, KT. Chủ tịch UBND tỉnh, Phó Chủ tịch UBND tỉnh"


@pytest.mark.parametrize("role", ["office_chief", "member", "follower"])
def test_nobody_else_concludes(a_ballot, province, role):
    ballot = a_ballot("counted")
    by = province.actor(role, AFTER)
    refuses(lambda: concluding.conclude(ballot.pk, words="X", by=by, at=AFTER), "chưa được giao quyền")


def test_a_member_who_left_neither_votes_nor_counts(a_ballot, province):
    ballot = a_ballot(votes={"chair": YES})
    province.leaves("member")

    assert not visible_ballots(province.actor("member", TUESDAY), TUESDAY).exists()
    refuses(lambda: give(province, ballot, "member", YES), "", Missing)
    counting.settle(ballot.pk, by=SYSTEM, at=TUESDAY)
    assert tally_of(ballot).members == 4
    assert Paper.objects.get(person__code="member").case.state == "left"
    assert Act.objects.filter(verb="ballots.leave").count() == 1


def test_a_vote_given_as_a_member_stands(a_ballot, province):
    ballot = a_ballot(votes={"member": YES})
    province.leaves("member", on=date(2012, 3, 7))
    counting.settle(ballot.pk, by=SYSTEM, at=AFTER)

    assert (tally_of(ballot).members, tally_of(ballot).agreed) == (5, 1)


def test_the_paper_of_one_who_leaves_does_not_go_to_the_unit(a_ballot, province):
    from lienthong.directory.participants import Departure, departures

    ballot = a_ballot()
    person, post = province.accounts["member"].person_id, province.posts["member"].pk
    change = Departure(person, post, province.id_of("UBND"), TUESDAY.date())
    departures.carry_out(change, by=SYSTEM, at=MONDAY)

    assert Paper.objects.get(ballot=ballot, person=person).case.turn_person_id == person


def test_it_is_counted_when_the_time_is_over_and_not_before(a_ballot, province):
    ballot = a_ballot(votes=dict.fromkeys(MEMBERS[:4], YES))
    assert not counting.settle(ballot.pk, by=SYSTEM, at=TUESDAY)
    assert counting.settle(ballot.pk, by=SYSTEM, at=AFTER)
    assert not counting.settle(ballot.pk, by=SYSTEM, at=AFTER)

    assert Act.objects.filter(verb="ballots.close").count() == 1
    assert Act.objects.filter(verb="ballots.end").count() == 1
    assert Case.objects.get(pk=ballot.pk).turn_person == province.accounts["chair"].person


def test_no_vote_after_the_deadline_nor_after_counting(a_ballot, province):
    ballot = a_ballot()
    refuses(lambda: give(province, ballot, "member", YES, at=AFTER), "hết thời hạn", WrongState)
    counted = a_ballot("counted")
    refuses(lambda: give(province, counted, "member", NO), "Đã kiểm phiếu", WrongState)


def test_what_was_counted_is_not_withdrawn(a_ballot, province):
    ballot = a_ballot("counted")
    by = province.actor("office_chief", AFTER)
    refuses(lambda: concluding.withdraw(ballot.pk, reason="Thôi", by=by, at=AFTER), "", WrongState)


def test_counting_by_hand_needs_a_reason_and_the_keeper(a_ballot, province):
    ballot = a_ballot(votes=dict.fromkeys(MEMBERS[:4], YES))
    office, director = province.actor("office_chief"), province.actor("director")
    refuses(lambda: counting.close(ballot.pk, reason=" ", by=office, at=TUESDAY), "lý do", Invalid)
    refuses(lambda: counting.close(ballot.pk, reason="X", by=director, at=TUESDAY), "quyền")
    counting.close(ballot.pk, reason="Cần ban hành sớm", by=office, at=TUESDAY)

    assert Ballot.objects.get(pk=ballot.pk).outcome == Outcome.ADOPTED


def test_people_do_not_play_the_worker(a_ballot, province):
    ballot = a_ballot()
    refuses(lambda: counting.settle(ballot.pk, by=province.actor("chair"), at=AFTER), "hệ thống")


def test_a_form_sent_twice_counts_once(a_ballot, province):
    ballot, key, by = a_ballot(), new_key(), province.actor("member")
    voting.vote(ballot.pk, answer=YES, by=by, at=TUESDAY, key=key)

    refuses(
        lambda: voting.vote(ballot.pk, answer=YES, by=by, at=TUESDAY, key=key),
        "đã được ghi nhận",
        AlreadyDone,
    )
    assert Vote.objects.count() == 1


def test_a_form_older_than_ones_own_answer_is_stale_and_that_of_others_is_not(a_ballot, province):
    ballot = a_ballot()
    seen = ballot.papers.get(person__code="member").case.revision
    give(province, ballot, "chair", YES)
    by = province.actor("member")
    voting.vote(ballot.pk, answer=YES, by=by, at=TUESDAY, seen=seen)

    refuses(lambda: voting.vote(ballot.pk, answer=NO, by=by, at=TUESDAY, seen=seen), "", Stale)


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"title": " "}, "trích yếu"),
        ({"question": ""}, "nội dung"),
        ({"term": ""}, "thời hạn"),
        ({"term": "khi nào xong"}, ""),
        ({"term": "chậm nhất ngày 01/03/2012"}, "ở sau"),
        ({"body_id": "SO"}, "chế độ tập thể"),
        ({"body_id": new_key()}, "chế độ tập thể"),
        ({"submitted_by": new_key()}, "Không có cơ quan"),
    ],
)
def test_bad_questions_are_refused(province, differs, reason):
    differs = {k: province.id_of(v) if v == "SO" else v for k, v in differs.items()}
    by = province.actor("office_chief")
    refuses(lambda: opening.open_ballot(question(province, **differs), by=by, at=MONDAY), reason, Invalid)


@pytest.mark.parametrize(("role", "body"), [("stranger", "UBND"), ("office_chief", "XA")])
def test_nobody_asks_the_members_of_another_body(province, role, body):
    asked, by = question(province, body_id=province.id_of(body)), province.actor(role)
    refuses(lambda: opening.open_ballot(asked, by=by, at=MONDAY), "cơ quan giữ phiếu")


def test_who_may_open_for_whom(province):
    found = {
        role: set(opens_for(province.actor(role), MONDAY)) for role in ("chair", "office_chief", "stranger")
    }
    both = {province.id_of("UBND"), province.id_of("BCD")}

    assert found == {"chair": both, "office_chief": both, "stranger": {province.id_of("XA")}}


def test_members_and_the_keeper_are_told_and_of_votes_nobody(a_ballot, province):
    a_ballot("concluded")
    acts = {act.verb: act for act in Act.objects.filter(verb__startswith="ballots.")}
    told = {verb: recipients.of(act) for verb, act in acts.items()}
    account = {role: made.pk for role, made in province.accounts.items()}

    assert told["ballots.open"] == {account[role]: Weight.TURN for role in MEMBERS}
    assert told["ballots.close"] == {account[role]: Weight.CHANGE for role in [*MEMBERS, "office_chief"]} | {
        account["chair"]: Weight.TURN
    }
    assert told["ballots.vote"] == {}
    assert account["chair"] not in told["ballots.conclude"]  # who did it


def test_a_ballot_takes_few_statements_whatever_the_size(a_ballot, province, django_assert_max_num_queries):
    ballot = a_ballot()
    by = province.actor("member")
    with django_assert_max_num_queries(20):
        voting.vote(ballot.pk, answer=YES, by=by, at=TUESDAY + timedelta(hours=1))
