from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthong.access.actors import actor_of, posts_of
from lienthong.access.models import Account
from lienthong.access.tests.office import AT, Office, an_account
from lienthong.kernel.acts.actor import ActorKind
from lienthong.parties.models import Party


def test_the_holder_comes_before_a_second_post(office: Office) -> None:
    by = actor_of(office.chief, at=AT)

    assert (by.kind, by.name, by.post, by.unit) == (
        ActorKind.OFFICIAL,
        "Trần Thị Giám",
        "Giám đốc Sở",
        "Sở Thông tin",
    )
    assert by.person_id == office.chief.person_id
    assert (by.account_id, by.post_id, by.unit_id) == (office.chief.pk, office.head.pk, office.unit.pk)


def test_a_chosen_post_is_taken(office: Office) -> None:
    by = actor_of(office.chief, at=AT, post_id=office.center.pk)

    assert (by.post, by.unit) == ("Giám đốc Trung tâm", "Trung tâm")
    assert not by.can("tasks_assign")


def test_a_post_of_somebody_else_is_passed_over(office: Office) -> None:
    assert actor_of(office.chief, at=AT, post_id=office.specialist.pk).post == "Giám đốc Sở"


def test_the_power_of_an_appointment_ends_on_its_day_in_vietnam(office: Office) -> None:
    last_minute = AT.replace(day=4, hour=16, minute=59)  # 23:59 of the 4th in Vietnam

    assert actor_of(office.former, at=last_minute).can("tasks_work")
    by = actor_of(office.former, at=last_minute + timedelta(minutes=1))

    assert (by.kind, by.name, by.post) == (ActorKind.PARTY, "Lê Văn Thôi", "")
    assert by.person_id == office.former.person_id
    assert not by.capabilities


def test_an_actor_costs_one_statement(office: Office) -> None:
    with CaptureQueriesContext(connection) as said:
        actor_of(Account(pk=office.chief.pk, person_id=office.chief.person_id), at=AT)

    assert len(said) == 1


def test_every_capacity_of_the_day_can_be_chosen(office: Office) -> None:
    assert [by.post for by in posts_of(office.chief, at=AT)] == ["Giám đốc Sở", "Giám đốc Trung tâm"]
    assert posts_of(office.former, at=AT) == []


def test_an_enterprise_acts_for_itself(office: Office) -> None:
    party = Party.objects.create(
        code="DN1",
        kind="enterprise",
        name="Công ty Hải Âu",
        identifier_kind="tax_code",
        identifier="1",
        since=AT,
    )
    by = actor_of(Account.objects.make("haiau", party=party), at=AT)

    assert (by.kind, by.name, by.capabilities) == (ActorKind.PARTY, "Công ty Hải Âu", frozenset())


def test_a_service_has_no_power_of_its_own(office: Office) -> None:
    by = actor_of(an_account("truc"), at=AT)

    assert (by.kind, by.name, by.capabilities) == (ActorKind.PEER, "truc", frozenset())
