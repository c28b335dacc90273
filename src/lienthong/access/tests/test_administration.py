import re
from uuid import UUID

import pytest
from django.test import Client

from lienthong.access.accounts import deactivate, open_account, reset_password
from lienthong.access.actors import actor_of
from lienthong.access.models import Account
from lienthong.access.passwords import a_first_password, change_password
from lienthong.access.selectors import suggested_username
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.directory.models import Person
from lienthong.directory.tests.cast import a_person
from lienthong.kernel.acts.actor import Actor
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.keys import new_key
from lienthong.kernel.refusals import AlreadyDone, Invalid, Missing, NotAllowed, Refused, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def admin(office: Office) -> Actor:
    return actor_of(office.admin, at=AT)


@pytest.fixture
def new_one(office: Office) -> Person:
    return a_person("Đặng Văn Mới")


def verbs() -> list[str]:
    return list(
        Act.objects.exclude(verb__startswith="access.set_")
        .exclude(verb="access.step_up")
        .order_by("id")
        .values_list("verb", flat=True)
    )


def test_an_account_is_opened_with_a_password_that_must_be_changed(new_one: Person, admin: Actor) -> None:
    account, password = open_account(new_one.pk, username=" Moi.DV ", by=admin, at=AT)

    assert (account.username, account.must_change_password) == ("moi.dv", True)
    assert account.check_password(password)
    act = Act.objects.get(verb="access.open_account")
    assert (act.subject_id, act.detail) == (account.pk, {})
    assert password not in str(Personal.objects.get(act_id=act.id).payload)


@pytest.mark.parametrize(
    ("username", "refusal", "why"),
    [
        ("giam", Invalid, "đã có người dùng"),
        ("GIAM", Invalid, "đã có người dùng"),
        ("có dấu", Invalid, "không dấu"),
        ("", Invalid, "không dấu"),
    ],
)
def test_a_name_that_will_not_do(
    new_one: Person, admin: Actor, username: str, refusal: type[Refused], why: str
) -> None:
    with pytest.raises(refusal, match=why):
        open_account(new_one.pk, username=username, by=admin, at=AT)
    assert not Account.objects.filter(person=new_one).exists()
    assert verbs() == []


def test_nobody_unknown_gets_an_account(admin: Actor) -> None:
    with pytest.raises(Invalid, match="Không có người này"):
        open_account(new_key(), username="ai.do", by=admin, at=AT)
    assert verbs() == []


def test_nobody_gets_a_second_account(office: Office, admin: Actor) -> None:
    with pytest.raises(WrongState, match="đã có tài khoản"):
        open_account(office.chief.person_id, username="giam2", by=admin, at=AT)
    assert verbs() == []


def test_the_same_form_sent_twice_opens_one(new_one: Person, admin: Actor) -> None:
    key = new_key()
    open_account(new_one.pk, username="moi", by=admin, at=AT, key=key)

    with pytest.raises(AlreadyDone):
        open_account(new_one.pk, username="moi", by=admin, at=AT, key=key)
    assert verbs() == ["access.open_account"]


@pytest.mark.parametrize("who", ["chief", "former"])
def test_only_administrators_manage(office: Office, new_one: Person, who: str) -> None:
    by = actor_of(getattr(office, who), at=AT)
    for act in (
        lambda: open_account(new_one.pk, username="moi", by=by, at=AT),
        lambda: deactivate(office.admin.pk, reason="thử", by=by, at=AT),
        lambda: reset_password(office.admin.pk, by=by, at=AT),
    ):
        with pytest.raises(NotAllowed, match=r"quyền|chức vụ"):
            act()
    assert verbs() == []
    assert Account.objects.get(pk=office.admin.pk).check_password(PASSWORD)


def test_a_locked_account_loses_sessions_and_password_at_once(
    office: Office, admin: Actor, browser: Browser
) -> None:
    client = browser.of(office.chief)
    assert client.get("/room/").status_code == 200

    deactivate(office.chief.pk, reason="Nghỉ hưu", by=admin, at=AT)

    assert client.get("/room/").status_code == 302
    assert not Account.objects.get(pk=office.chief.pk).has_usable_password()
    act = Act.objects.get(verb="access.deactivate")
    assert Personal.objects.get(act_id=act.id).payload == {"reason": "Nghỉ hưu"}


def test_the_old_session_stays_dead_when_the_account_is_opened_again(
    office: Office, admin: Actor, browser: Browser
) -> None:
    client = browser.of(office.chief)
    deactivate(office.chief.pk, reason="Nghi lộ mật khẩu", by=admin, at=AT)
    account, password = reset_password(office.chief.pk, by=admin, at=AT)

    assert account.is_active
    assert account.must_change_password
    assert account.check_password(password)
    assert client.get("/room/").status_code == 302


def test_no_administrator_locks_the_own_account_or_prints_its_password(office: Office, admin: Actor) -> None:
    with pytest.raises(NotAllowed, match="tự khóa"):
        deactivate(office.admin.pk, reason="thử", by=admin, at=AT)
    with pytest.raises(WrongState, match="Tài khoản của tôi"):
        reset_password(office.admin.pk, by=admin, at=AT)
    assert verbs() == []


def test_locking_needs_a_reason_and_an_open_account(office: Office, admin: Actor) -> None:
    with pytest.raises(Invalid, match="lý do"):
        deactivate(office.chief.pk, reason="  ", by=admin, at=AT)
    deactivate(office.chief.pk, reason="Chuyển công tác", by=admin, at=AT)
    with pytest.raises(WrongState, match="đã khóa"):
        deactivate(office.chief.pk, reason="Chuyển công tác", by=admin, at=AT)
    with pytest.raises(Missing):
        deactivate(new_key(), reason="x", by=admin, at=AT)
    assert verbs() == ["access.deactivate"]


def test_nobody_changes_a_password_for_somebody_else(office: Office, admin: Actor) -> None:
    with pytest.raises(NotAllowed, match="tự đổi"):
        change_password(office.chief, old=PASSWORD, new="một câu khác hẳn", by=admin, at=AT)
    assert verbs() == []


def test_first_passwords_are_long_plain_and_different() -> None:
    made = {a_first_password() for _ in range(50)}

    assert len(made) == 50
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", password) for password in made)


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("Trần Thị Lan Anh", "anh.ttl"), ("Đỗ Đức", "duc.d"), ("Y", "y"), ("", ""), ("李", "")],
)
def test_a_name_is_suggested(name: str, suggested: str) -> None:
    assert suggested_username(name) == suggested


# Pages


@pytest.fixture
def keeper(office: Office, browser: Browser) -> Client:
    return browser.strong_of(office.admin)


def address(person_id: UUID | None, act: str = "") -> str:
    return f"/quan-tri/tai-khoan/{person_id}/{act}"


def test_the_list_shows_people_with_and_without_account(keeper: Client, new_one: Person) -> None:
    page = keeper.get("/quan-tri/tai-khoan/").content.decode()

    assert "Trần Thị Giám" in page
    assert "Đặng Văn Mới" in page
    locked = keeper.get("/quan-tri/tai-khoan/?state=none").content.decode()
    assert "Đặng Văn Mới" in locked
    assert "Trần Thị Giám" not in locked
    assert keeper.get("/quan-tri/tai-khoan/?state=bay").status_code == 422


def test_an_account_is_opened_and_its_password_shown_this_once(keeper: Client, new_one: Person) -> None:
    assert 'value="moi.dv"' in keeper.get(address(new_one.pk, "mo/")).content.decode()
    form = {"username": "moi.dv", "way": "print", "key": str(new_key())}
    answer = keeper.post(address(new_one.pk, "mo/"), form)
    password = re.search(r"<code>((?:\w{4}-){3}\w{4})</code>", answer.content.decode())

    assert password
    assert answer["Cache-Control"] == "private, no-store"
    account = Account.objects.get(person=new_one)
    assert account.check_password(password[1])
    again = keeper.post(address(new_one.pk, "mo/"), form)
    assert password[1] not in again.content.decode()
    assert verbs() == ["access.open_account"]


def test_locking_and_printing_anew_from_the_page_of_the_person(office: Office, keeper: Client) -> None:
    chief = office.chief.person_id
    assert keeper.get(address(chief)).status_code == 200
    assert keeper.get(address(chief, "khoa/")).status_code == 200
    assert keeper.post(address(chief, "khoa/"), {"reason": ""}).status_code == 422
    assert keeper.post(address(chief, "khoa/"), {"reason": "Nghỉ hưu"}).status_code == 302
    assert "Đã khóa" in keeper.get(address(chief)).content.decode()
    assert "Phiếu mật khẩu ban đầu" in keeper.post(address(chief, "mat-khau/")).content.decode()
    assert verbs() == ["access.deactivate", "access.reset_password"]


def test_the_own_page_shows_the_reason_beside_the_button(office: Office, keeper: Client) -> None:
    page = keeper.get(address(office.admin.person_id)).content.decode()

    assert "Không ai tự khóa tài khoản của mình." in page
    assert "Cấp lại" not in page
    assert keeper.get(address(office.admin.person_id, "khoa/")).status_code == 403


@pytest.mark.parametrize("act", ["", "mo/", "khoa/"])
def test_a_forged_person_is_not_there(keeper: Client, act: str) -> None:
    assert keeper.get(address(new_key(), act)).status_code == 404


def test_a_person_without_account_has_nothing_to_lock(keeper: Client, new_one: Person) -> None:
    assert keeper.get(address(new_one.pk)).status_code == 200
    assert keeper.get(address(new_one.pk, "khoa/")).status_code == 404
    assert keeper.post(address(new_one.pk, "mat-khau/")).status_code == 404


@pytest.mark.parametrize("act", ["", "mo/", "khoa/"])
def test_who_does_not_manage_sees_no_account(office: Office, browser: Browser, act: str) -> None:
    answer = browser.of(office.chief).get(address(office.former.person_id, act))

    assert answer.status_code == 403
    assert "quản lý cán bộ và tài khoản" in answer.content.decode()


def test_the_page_of_one_person_costs_few_statements(
    office: Office, keeper: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(15):
        keeper.get(address(office.chief.person_id))
    with django_assert_max_num_queries(10):
        keeper.get("/quan-tri/tai-khoan/")
