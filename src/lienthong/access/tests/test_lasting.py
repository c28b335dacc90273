"""The last administrator cannot be lost, and nobody gives a post to themselves."""

from datetime import date

import pytest

from lienthong.access.accounts import deactivate
from lienthong.access.actors import actor_of
from lienthong.access.models import Account
from lienthong.access.tests.office import AT, Office, an_account
from lienthong.directory import actions
from lienthong.directory.models import Appointment, PostVersion
from lienthong.directory.participants import Reorganisation, reorganisations
from lienthong.directory.tests import cast
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import NotAllowed, WrongState

pytestmark = pytest.mark.django_db
ON = date(2012, 3, 12)
NOBODY_LEFT = "không còn ai quản lý tài khoản"


@pytest.fixture
def admin(office: Office) -> Actor:
    return actor_of(office.admin, at=AT)


def appointment(account: object) -> Appointment:
    return Appointment.objects.get(person=account.person)  # type: ignore[attr-defined]


def of_the_directory() -> list[str]:
    return list(Act.objects.filter(verb__startswith="directory.").values_list("verb", flat=True))


def test_the_last_administrator_does_not_leave(office: Office) -> None:
    with pytest.raises(WrongState, match=NOBODY_LEFT):
        actions.end_appointment(appointment(office.admin), on=ON, by=cast.EDITOR, at=AT)
    assert of_the_directory() == []
    assert appointment(office.admin).during.upper is None


def test_one_of_two_may_leave(office: Office) -> None:
    another_administrator(office)
    actions.end_appointment(appointment(office.admin), on=ON, by=cast.EDITOR, at=AT)

    assert of_the_directory() == ["directory.end_appointment"]


def test_one_whose_account_is_locked_does_not_count(office: Office) -> None:
    another_administrator(office, is_active=False)
    with pytest.raises(WrongState, match=NOBODY_LEFT):
        actions.end_appointment(appointment(office.admin), on=ON, by=cast.EDITOR, at=AT)


def test_the_unit_of_the_last_administrator_does_not_end(office: Office) -> None:
    heir = cast.a_unit("SO2")
    change = Reorganisation(office.unit.pk, {heir.pk: 1}, ON)  # type: ignore[dict-item]
    assert any(NOBODY_LEFT in line for line in reorganisations.preview(change))

    with pytest.raises(WrongState, match=NOBODY_LEFT):
        actions.merge_units([office.unit], into=heir, on=ON, by=cast.EDITOR, at=AT)
    assert of_the_directory() == []


def test_nobody_appoints_themselves(office: Office, admin: Actor) -> None:
    chair = cast.a_post(office.unit, "Chủ tịch", profile="chair")
    with pytest.raises(NotAllowed, match="chính mình"):
        actions.appoint(office.admin.person, chair, on=ON, by=admin, at=AT)
    assert of_the_directory() == []


def test_nobody_ends_or_changes_their_own_post(office: Office, admin: Actor) -> None:
    own = appointment(office.admin)
    shape = PostVersion.objects.get(post=own.post)
    for act in (
        lambda: actions.end_appointment(own, on=ON, by=admin, at=AT),
        lambda: actions.change_post(own.post, profile="chair", on=ON, by=admin, at=AT),
        lambda: actions.correct_fact(shape, profile="chair", reason="Ghi nhầm", by=admin, at=AT),
        lambda: actions.withdraw_fact(own, reason="Ghi nhầm", by=admin, at=AT),
    ):
        with pytest.raises(NotAllowed, match="chính mình"):
            act()
    assert of_the_directory() == []


def test_an_administrator_places_others(office: Office, admin: Actor) -> None:
    post = cast.a_post(office.unit, "Chuyên viên")
    actions.appoint(cast.a_person("Đặng Văn Mới"), post, on=ON, by=admin, at=AT)

    assert of_the_directory() == ["directory.appoint"]


def another_administrator(office: Office, **account: bool) -> Account:
    person = cast.a_person("Hồ Thị Hai")
    cast.appointed(person, cast.a_post(office.unit, "Quản trị hệ thống", profile="admin"))
    made = an_account("hai", person)
    for name, value in account.items():
        setattr(made, name, value)
    made.save()
    return made


def test_of_two_who_lock_each_other_one_stays(office: Office, admin: Actor) -> None:
    other = actor_of(another_administrator(office), at=AT)
    deactivate(other.account_id, reason="Nghi lộ mật khẩu", by=admin, at=AT)

    with pytest.raises(WrongState, match=NOBODY_LEFT):
        deactivate(office.admin.pk, reason="Nghi lộ mật khẩu", by=other, at=AT)
    assert Account.objects.get(pk=office.admin.pk).is_active
    assert Act.objects.filter(verb="access.deactivate").count() == 1
