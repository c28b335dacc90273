"""Whoever administers an agency: whom they reach, what they may do there, what stays the province's."""

from datetime import date

import pytest

from lienthong.access.accounts import deactivate, invite, open_account, open_accounts, reset_password
from lienthong.access.models import Account, ProfileCapability
from lienthong.access.policies import reach_of
from lienthong.access.tests.agency import Agency
from lienthong.access.tests.office import AT
from lienthong.directory import actions
from lienthong.directory.models import Appointment, Person
from lienthong.directory.reach import Reach
from lienthong.directory.tests import cast
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import Invalid, Missing, NotAllowed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
TODAY = date(2012, 3, 5)
LATER = date(2012, 6, 1)


def reached(agency: Agency, who: str = "co") -> set[str]:
    return set(Reach.of(agency.by(who), TODAY).people().values_list("code", flat=True))


def recorded() -> list[str]:
    return sorted(Act.objects.exclude(verb="access.set_capabilities").values_list("verb", flat=True))


# Whom they reach


def test_an_administrator_reaches_the_agency_and_all_below_it_and_nobody_next_door(agency: Agency) -> None:
    assert reached(agency) == {"giam", "thu", "chuyen", "ke", "co", "tinh"}
    assert reached(agency, "tinh") == {*agency.people}
    assert reached(agency, "chuyen") == set()


@pytest.mark.parametrize(
    ("unit", "dates", "where"),
    [
        ("SO", {"until": TODAY}, "here"),
        ("SO2", {"until": TODAY}, "elsewhere"),
        ("SO.P1", {"since": LATER}, "here"),
        ("SO2", {"since": LATER}, "elsewhere"),
        ("", {}, "elsewhere"),
    ],
    ids=["left from here", "left from next door", "comes later", "comes next door", "nobody's"],
)
def test_who_comes_and_who_left_is_reached_from_where_they_belong(
    agency: Agency, unit: str, dates: dict[str, date], where: str
) -> None:
    agency.enter("moi", "Đặng Văn Mới", unit, **dates)

    assert ("moi" in reached(agency)) == (where == "here")


def test_who_left_here_for_another_agency_is_no_longer_reached(agency: Agency) -> None:
    moved = agency.enter("moi", "Đặng Văn Mới", "SO", until=TODAY)
    cast.appointed(moved, cast.a_post(agency.units["SO2"], code="kia"), since=TODAY)

    assert "moi" not in reached(agency)


def test_whom_an_administrator_enters_is_theirs_until_somebody_else_appoints_them(agency: Agency) -> None:
    person = actions.register_person("M1", full_name="Đặng Văn Mới", by=agency.by(), at=AT)
    assert "M1" in reached(agency)
    assert person.entered_by == agency.units["SO"]

    cast.appointed(person, cast.a_post(agency.units["SO2"], code="kia"))
    assert "M1" not in reached(agency)


def test_the_provinces_administrator_enters_people_for_nobody_in_particular(agency: Agency) -> None:
    assert actions.register_person("M1", full_name="A", by=agency.by("tinh"), at=AT).entered_by is None


def test_a_list_of_people_costs_the_same_for_5_and_50(agency: Agency, django_assert_num_queries) -> None:
    reach = reach_of(agency.by(), AT)
    for number in range(5):
        agency.enter(f"N{number}", f"Người {number}", "SO")
    counted = []
    for more in (0, 45):
        for number in range(100, 100 + more):
            agency.enter(f"N{number}", f"Người {number}", "SO.P1")
        with django_assert_num_queries(5):
            found = list(reach.people().values_list("pk", flat=True))
            counted.append(len(reach.may_keep(found)))
    assert counted == [11, 56]


# Appointing


def test_they_appoint_to_an_ordinary_post_and_end_it(agency: Agency) -> None:
    new = actions.register_person("M1", full_name="Đặng Văn Mới", by=agency.by(), at=AT)
    post = cast.a_post(agency.units["SO.P1"], code="trong")

    row = actions.appoint(new, post, on=TODAY, by=agency.by(), at=AT)
    actions.end_appointment(row, on=LATER, by=agency.by(), at=AT)

    assert Appointment.objects.believed().get(person=new).during.upper == LATER
    assert recorded() == ["directory.appoint", "directory.end_appointment", "directory.register_person"]


@pytest.mark.parametrize("profile", ["plan_office", "agency_admin", "admin", "follower"])
def test_no_power_that_reaches_further_is_given_or_taken(agency: Agency, profile: str) -> None:
    """A friend who is made administrator could make one of oneself."""
    post = cast.a_post(agency.units["SO.P1"], profile=profile, code="trong")
    held = Appointment.objects.believed().get(person=agency.people["ke"])

    with pytest.raises(NotAllowed, match="quyền quản trị hoặc quyền ngoài phạm vi"):
        actions.appoint(agency.people["chuyen"], post, on=TODAY, by=agency.by(), at=AT)
    with pytest.raises(NotAllowed, match="quyền ngoài phạm vi"):
        actions.end_appointment(held, on=LATER, by=agency.by(), at=AT)
    assert recorded() == []


def test_a_post_that_will_reach_further_one_day_is_not_ordinary_today(agency: Agency) -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    ProfileCapability.objects.create(
        profile="clerk", tier="", capability="directory_edit", during=DateRange(LATER, None), known_from=AT
    )

    with pytest.raises(NotAllowed):
        actions.appoint(
            agency.people["chuyen"],
            cast.a_post(agency.units["SO"], profile="clerk", code="trong"),
            on=TODAY,
            by=agency.by(),
            at=AT,
        )


def test_nobody_writes_their_own_post(agency: Agency) -> None:
    post = cast.a_post(agency.units["SO"], code="trong")

    with pytest.raises(NotAllowed, match="của chính mình"):
        actions.appoint(agency.people["co"], post, on=TODAY, by=agency.by(), at=AT)
    assert recorded() == []


def test_people_and_posts_next_door_are_not_there(agency: Agency) -> None:
    here, there = (cast.a_post(agency.units[unit], code=unit) for unit in ("SO", "SO2"))
    held = Appointment.objects.believed().get(person=agency.people["lang"])
    by = agency.by()

    for act in (
        lambda: actions.appoint(agency.people["lang"], here, on=TODAY, by=by, at=AT),
        lambda: actions.appoint(agency.people["chuyen"], there, on=TODAY, by=by, at=AT),
        lambda: actions.end_appointment(held, on=LATER, by=by, at=AT),
        lambda: actions.correct_person(agency.people["lang"], reason="x", phone="1", by=by, at=AT),
        lambda: reset_password(agency.accounts["lang"].pk, by=by, at=AT),
        lambda: deactivate(agency.accounts["lang"].pk, reason="x", by=by, at=AT),
    ):
        with pytest.raises(Missing):
            act()
    assert recorded() == []


def test_the_directory_itself_stays_the_provinces(agency: Agency) -> None:
    by = agency.by()
    for act in (
        lambda: actions.create_post(
            "X", unit=agency.units["SO"], title="A", profile="clerk", on=TODAY, by=by, at=AT
        ),
        lambda: actions.change_post(agency.posts["thu"], profile="admin", on=TODAY, by=by, at=AT),
        lambda: actions.rename_unit(agency.units["SO"], name="Sở Khác", on=TODAY, by=by, at=AT),
    ):
        with pytest.raises(NotAllowed, match="cập nhật danh bạ"):
            act()
    assert recorded() == []


# Accounts


def test_they_manage_accounts_of_people_who_only_work_here(agency: Agency) -> None:
    new = agency.enter("moi", "Đặng Văn Mới", "SO.P1")

    account, password = open_account(new.pk, username="moi", by=agency.by(), at=AT)
    deactivate(account.pk, reason="Nghỉ", by=agency.by(), at=AT)
    reset_password(account.pk, by=agency.by(), at=AT)

    assert password
    assert recorded() == ["access.deactivate", "access.open_account", "access.reset_password"]


@pytest.mark.parametrize("who", ["tinh", "ke", "co"])
def test_nobody_takes_over_a_power_that_reaches_further(agency: Agency, who: str) -> None:
    """A new first password for the province's administrator would be the province's power."""
    other = agency.enter("co2", "Người Khác", "SO", profile="agency_admin")
    account = Account.objects.make("co2", person=other) if who == "co" else agency.accounts[who]

    with pytest.raises(NotAllowed, match="quyền ngoài phạm vi"):
        reset_password(account.pk, by=agency.by(), at=AT)
    with pytest.raises(NotAllowed, match="quyền ngoài phạm vi"):
        deactivate(account.pk, reason="x", by=agency.by(), at=AT)
    with pytest.raises(NotAllowed, match="quyền ngoài phạm vi"):
        actions.correct_person(account.person, reason="x", email="toi@x.example", by=agency.by(), at=AT)
    assert recorded() == []


def test_who_also_holds_a_post_elsewhere_is_the_provinces_matter(agency: Agency) -> None:
    both = agency.enter("hai", "Lê Văn Hai", "SO")
    cast.appointed(both, cast.a_post(agency.units["SO2"], code="kia"), kind="concurrent")

    with pytest.raises(NotAllowed, match="ở cơ quan khác"):
        open_account(both.pk, username="hai", by=agency.by(), at=AT)
    assert open_account(both.pk, username="hai", by=agency.by("tinh"), at=AT)


def test_the_own_account_is_nobodys_to_reset_or_lock(agency: Agency) -> None:
    with pytest.raises(NotAllowed, match="tự khóa"):
        deactivate(agency.accounts["co"].pk, reason="x", by=agency.by(), at=AT)
    with pytest.raises(WrongState, match="Tài khoản của tôi"):
        reset_password(agency.accounts["co"].pk, by=agency.by(), at=AT)


def test_accounts_of_others_than_people_are_the_provinces(agency: Agency) -> None:
    service = Account.objects.make("dich-vu")

    with pytest.raises(NotAllowed, match="quản lý tài khoản"):
        deactivate(service.pk, reason="x", by=agency.by(), at=AT)


def test_many_accounts_are_opened_together_or_not_at_all(agency: Agency) -> None:
    people = [agency.enter(f"M{n}", f"Đặng Văn {n}", "SO") for n in range(3)]
    taken = {people[0].pk: "m0", people[1].pk: "giam"}

    with pytest.raises(Invalid, match="đã có người dùng") as refused:
        open_accounts(taken, by=agency.by(), at=AT)
    assert refused.value.field == f"username-{people[1].pk}"
    assert recorded() == []

    opened = open_accounts({one.pk: f"m{n}" for n, one in enumerate(people)}, by=agency.by(), at=AT)
    assert [one.account.username for one in opened] == ["m0", "m1", "m2"]
    assert all(one.account.check_password(one.password) for one in opened)
    assert recorded() == ["access.open_account"] * 3


def test_the_same_name_twice_in_one_form_is_refused_beside_the_second(agency: Agency) -> None:
    people = [agency.enter(f"M{n}", f"Đặng Văn {n}", "SO") for n in range(2)]

    with pytest.raises(Invalid, match="đã có người dùng"):
        open_accounts({one.pk: "mot" for one in people}, by=agency.by(), at=AT)
    assert Account.objects.filter(username="mot").count() == 0


@pytest.mark.parametrize("who", ["chuyen", "giam", "lang"])
def test_who_administers_nothing_does_nothing_of_this(agency: Agency, who: str) -> None:
    new, by = agency.enter("moi", "Đặng Văn Mới", "SO.P1"), agency.by(who)
    for act in (
        lambda: open_accounts({new.pk: "moi"}, by=by, at=AT),
        lambda: invite(agency.accounts["thu"].pk, address="x", by=by, at=AT),
        lambda: actions.register_person("M9", full_name="A", by=by, at=AT),
        lambda: actions.appoint(new, agency.posts["thu"], on=TODAY, by=by, at=AT),
    ):
        with pytest.raises(NotAllowed, match="chưa được giao quyền"):
            act()
    assert recorded() == []


def test_nobody_unknown_is_opened_an_account(agency: Agency) -> None:
    with pytest.raises(Missing):
        open_accounts({new_key(): "ai"}, by=agency.by(), at=AT)
    assert not Person.objects.filter(code="ai").exists()
