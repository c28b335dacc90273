"""Who lets whom in, on which days, and when it ends; what is then read, and what is not."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lienthong.access.assisting import end_assistance, has_noted, note_reading
from lienthong.access.assisting_reading import assisted, who_could_assist
from lienthong.access.models import Assistance
from lienthong.access.powers.delegating import Holder
from lienthong.casework.models import Case, Role
from lienthong.casework.reading_for import NOT_ASSISTING, leader_among, readable_case
from lienthong.casework.selectors import boxes, visible_case
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.leading import a_committee, a_given_case
from lienthong.directory.models import Appointment
from lienthong.directory.tests.cast import a_person, appointed
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, WrongState

TODAY = local_day(MONDAY)
TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture(scope="module")
def kept_committee(keep):
    return keep(a_committee)


@pytest.fixture
def committee(db, kept_committee):
    return deepcopy(kept_committee)


def test_a_leader_lets_an_assistant_in_from_a_day(committee):
    committee.assist(on=local_day(TOMORROW))

    assert assisted(committee["secretary"], MONDAY) == []
    (leader,) = assisted(committee["secretary"], TOMORROW)
    assert (leader.name, leader.post, leader.account_id) == ("Hoàng Văn Chủ", "Chủ tịch UBND tỉnh", None)
    act = Act.objects.get(verb="access.begin_assistance")
    assert act.subject_id == committee.seats["chair"].person_id
    assert act.detail["basis"] == "12/QĐ-VPUB"


def test_whom_one_assists_is_read_in_one_statement(committee, django_assert_num_queries):
    committee.assist(leader="chair")
    committee.assist(leader="vice_chair")
    by = committee["secretary"]

    with django_assert_num_queries(1):
        assert len(assisted(by, MONDAY)) == 2


@pytest.mark.parametrize(
    ("by", "allowed"),
    [
        ("chair", True),
        ("administrator", True),
        ("vice_chair", False),
        ("secretary", False),
        ("director", False),
        ("colleague", False),
    ],
)
def test_only_that_leader_or_who_manages_accounts_lets_in(committee, by, allowed):
    if allowed:
        committee.assist(by=committee[by])
        assert Assistance.objects.count() == 1
        return
    with pytest.raises(NotAllowed, match="Chỉ chính lãnh đạo"):
        committee.assist(by=committee[by])
    assert not Act.objects.filter(verb="access.begin_assistance").exists()


def test_nobody_makes_themselves_an_assistant(committee):
    with pytest.raises(NotAllowed, match="Không ai tự cử mình"):
        committee.assist("administrator", by=committee["administrator"])


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"assistant": "specialist"}, "phải thuộc cơ quan"),
        ({"assistant": "stranger"}, "phải thuộc cơ quan"),
        (
            {"leader": "specialist", "assistant": "director", "as_": "administrator"},
            "không cho ý kiến chỉ đạo",
        ),
        ({"on": TODAY - timedelta(days=1)}, "Không lùi ngày"),
        ({"until": TODAY}, "Ngày thôi phải sau"),
        ({"basis": "  "}, "căn cứ"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(committee, differs, why):
    differs = dict(differs)
    if by := differs.pop("as_", None):
        differs["by"] = committee[by]

    with pytest.raises(Invalid, match=why):
        committee.assist(**differs)

    assert not Assistance.objects.exists()
    assert not Act.objects.filter(verb="access.begin_assistance").exists()


def test_a_department_lets_in_its_own_people(committee):
    committee.assist("specialist", "director")

    assert [one.name for one in assisted(committee["specialist"], MONDAY)] == ["Trần Văn Giám"]


def test_an_assistant_has_no_assistant(committee):
    committee.assist("vice_chair", "chair")

    with pytest.raises(WrongState, match="đang giúp việc lãnh đạo khác"):
        committee.assist("secretary", "vice_chair")
    with pytest.raises(WrongState, match="đang giúp việc lãnh đạo khác"):
        committee.assist("chair", "vice_chair", by=committee["administrator"])


def test_twice_at_a_time_is_refused_in_words_and_by_the_database(committee):
    row = committee.assist()

    with pytest.raises(WrongState, match="đã được cử"):
        committee.assist(on=local_day(TOMORROW))
    with pytest.raises(IntegrityError, match="assistance_once"), transaction.atomic():
        Assistance.objects.create(
            person_id=row.person_id,
            post_id=row.post_id,
            leader_id=row.leader_id,
            leader_post_id=row.leader_post_id,
            during=DateRange(date(2012, 6, 1), None),
            known_from=MONDAY,
        )
    with pytest.raises(IntegrityError, match="assistance_of_somebody_else"), transaction.atomic():
        Assistance.objects.filter(pk=row.pk).update(person_id=row.leader_id)


def test_it_ends_at_once_and_can_begin_again(committee):
    row = committee.assist()

    end_assistance(row.pk, on=TODAY, by=committee["chair"], at=MONDAY)

    assert assisted(committee["secretary"], MONDAY) == []
    with pytest.raises(Missing):
        end_assistance(row.pk, on=TODAY, by=committee["chair"], at=MONDAY)
    committee.assist()
    assert len(assisted(committee["secretary"], MONDAY)) == 1


def test_its_days_end_it_without_anybody(committee):
    committee.assist(until=local_day(TOMORROW))

    assert assisted(committee["secretary"], MONDAY)
    assert assisted(committee["secretary"], TOMORROW) == []


@pytest.mark.parametrize("by", ["secretary", "director", "vice_chair"])
def test_others_do_not_end_it(committee, by):
    row = committee.assist()

    with pytest.raises(NotAllowed):
        end_assistance(row.pk, on=TODAY, by=committee[by], at=MONDAY)


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_it_ends_with_either_appointment(committee, who):
    committee.assist()
    by = committee["secretary"]
    held = Appointment.objects.believed().get(person=committee.seats[who].person_id)

    held.cut(TODAY, at=MONDAY)

    assert assisted(by, MONDAY) == []


def test_the_next_holder_of_the_post_has_not_let_anybody_in(committee):
    committee.assist()
    seat = committee.seats["chair"]
    Appointment.objects.believed().get(person=seat.person_id).cut(TODAY, at=MONDAY)
    post = committee.units["UBND"].posts.get(pk=seat.post_id)
    appointed(a_person("Người Kế Nhiệm", code="next"), post, since=TODAY)

    assert assisted(committee["secretary"], MONDAY) == []


def test_it_is_tied_to_the_post_in_which_one_assists(committee):
    committee.assist()
    colleague, secretary = committee.seats["colleague"], committee.seats["secretary"]
    other = Holder(secretary.person_id, colleague.post_id)

    assert Assistance.objects.filter(person=other.person_id, post=other.post_id).count() == 0
    assert [key for key, _words in who_could_assist(committee["director"], TODAY)] == [
        f"{committee.seats['specialist'].person_id}:{committee.seats['specialist'].post_id}"
    ]


def test_the_assistant_reads_the_leaders_case_and_the_colleague_does_not(committee, kind):
    case = a_given_case(kind, committee)
    committee.assist()

    assert readable_case(case.pk, committee["secretary"], MONDAY) == case
    for role in ("colleague", "stranger"):
        with pytest.raises(Missing):
            readable_case(case.pk, committee[role], MONDAY)
    with pytest.raises(Missing):  # what the acts take: only what one sees oneself
        visible_case(case.pk, committee["secretary"], MONDAY)


def test_what_the_leader_sees_by_a_power_alone_stays_the_leaders(committee, kind):
    case = a_given_case(kind, committee)
    case.involvements.filter(role=Role.ASSIGNER).delete()
    committee.assist()

    with pytest.raises(Missing):
        readable_case(case.pk, committee["secretary"], MONDAY)


def test_the_box_of_the_leader_is_what_the_leader_finds(committee, kind):
    gave = a_given_case(kind, committee)
    waits = a_given_case(kind, committee, title="Chờ", turn_unit=committee.units["UBND"])
    committee.assist()
    (leader,) = assisted(committee["secretary"], MONDAY)

    read, own = boxes(leader, MONDAY), boxes(committee["chair"], MONDAY)

    assert list(read.mine) == list(own.mine) == [waits]
    assert list(read.delegated) == list(own.delegated) == [gave]
    assert Case.objects.count() == 2


def test_a_box_that_is_no_longer_ones_to_read_is_refused_with_its_reason(committee):
    with pytest.raises(NotAllowed, match=str(NOT_ASSISTING)):
        leader_among(assisted(committee["secretary"], MONDAY), str(committee.post("chair")))


def test_the_opening_of_a_box_is_on_record_once_a_day(committee):
    committee.assist()
    by, leader = committee["secretary"], committee["chair"]

    assert not has_noted(leader, by=by, at=MONDAY)
    note_reading(leader, by=by, at=MONDAY)

    assert has_noted(leader, by=by, at=MONDAY)
    assert not has_noted(leader, by=by, at=TOMORROW)
    assert not has_noted(leader, by=committee["colleague"], at=MONDAY)
