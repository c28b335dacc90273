"""A link to set a password: it reaches, it works once, and nothing of it is left when anything has changed."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from lienthong.access import invitations, throttle
from lienthong.access.accounts import deactivate, invite, open_accounts, reset_password
from lienthong.access.actors import actor_of
from lienthong.access.invitations import LinkEnded, account_for, read, token_of
from lienthong.access.models import Account
from lienthong.access.tests.agency import Agency
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, PASSWORD
from lienthong.directory.models import Person
from lienthong.kernel.acts.models import Act
from lienthong.kernel.keys import new_key
from lienthong.kernel.notices.channels import Message
from lienthong.kernel.refusals import Missing, NotAllowed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
ADDRESS = "http://testserver/dat-mat-khau/"
NEW = "một câu dài của riêng tôi"
LATER = AT + timedelta(days=3)


class Post:
    """A channel that keeps what it was given."""

    name = "email"

    def __init__(self) -> None:
        self.sent: list[Message] = []

    def send(self, message: Message) -> bool:
        self.sent.append(message)
        return True

    def is_twin(self) -> bool:
        return True


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    way = Post()
    monkeypatch.setattr(invitations, "channels", lambda: [way])
    return way


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put in the queue is done when the test asks for it."""
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    waiting: list[dict[str, Any]] = []
    monkeypatch.setattr(invitations, "defer", lambda _name, **values: waiting.append(values))
    return waiting


@pytest.fixture
def clerk(agency: Agency) -> Account:
    Person.objects.filter(code="thu").update(email="thu@so.example")
    return Account.objects.select_related("person").get(username="thu")


def delivered(waiting: list[dict[str, Any]]) -> None:
    from lienthong.access.jobs import send_invitation

    for values in waiting:
        send_invitation(**values)


def a_link(account: Account) -> str:
    return token_of(account, until=AT + timedelta(days=7))


def recorded() -> list[str]:
    return sorted(Act.objects.exclude(verb="access.set_capabilities").values_list("verb", flat=True))


def test_a_link_comes_by_mail_and_sets_the_password_once(
    agency: Agency, clerk: Account, post: Post, queue: list[dict[str, Any]], client: Client
) -> None:
    invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
    delivered(queue)
    (letter,) = post.sent
    assert letter.to == "thu@so.example"
    (link,) = re.findall(r"http://testserver(/\S+)", letter.text)

    page = client.get(link)
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    assert Account.objects.get(pk=clerk.pk).check_password(PASSWORD)  # opening it changes nothing
    weak = client.post(link, {"new": "12345", "again": "12345"})
    assert weak.status_code == 422
    form = {"new": NEW, "again": NEW, "key": str(new_key()), "next": "/dang-nhap/"}
    assert client.post(link, form).status_code == 302
    assert Account.objects.get(pk=clerk.pk).check_password(NEW)

    again = client.get(link)
    assert again.status_code == 410
    for _ in range(50):
        throttle.reserve([throttle.passwords_from_anywhere("thu")], at=AT)
    assert signing_in(Client(), NEW).status_code == 429
    assert signing_in(client, NEW).status_code == 302  # the letter has made this browser known
    assert recorded() == ["access.accept_invitation", "access.invite", "access.refuse_link", "access.sign_in"]


def test_an_account_is_opened_by_a_letter_alone(
    agency: Agency, post: Post, queue: list[dict[str, Any]]
) -> None:
    new = agency.enter("moi", "Đặng Văn Mới", "SO")
    Person.objects.filter(pk=new.pk).update(email="moi@so.example")

    (opened,) = open_accounts({new.pk: "moi"}, invite=ADDRESS, by=agency.by(), at=AT)
    delivered(queue)

    assert opened.password == ""
    assert not opened.account.has_usable_password()
    assert "moi" in post.sent[0].text
    assert recorded() == ["access.invite", "access.open_account"]


@pytest.mark.parametrize("change", ["password", "locked", "email", "signed in", "renamed"])
def test_a_link_is_nothing_once_the_account_has_changed(agency: Agency, clerk: Account, change: str) -> None:
    link = read(a_link(clerk))
    match change:
        case "password":
            reset_password(clerk.pk, by=agency.by(), at=AT)
        case "locked":
            Account.objects.filter(pk=clerk.pk).update(is_active=False)
        case "email":
            Person.objects.filter(code="thu").update(email="khac@x.example")
        case "signed in":
            Account.objects.filter(pk=clerk.pk).update(signed_in_at=AT)
        case "renamed":
            Account.objects.filter(pk=clerk.pk).update(username="thu2")

    with pytest.raises(LinkEnded, match="không còn dùng được"):
        account_for(link, at=AT)
    with pytest.raises(LinkEnded):
        invitations.accept(link, new=NEW, by=actor_of(clerk, at=AT), at=AT)


def test_a_link_ends_with_its_days(clerk: Account) -> None:
    link = read(token_of(clerk, until=LATER))

    assert account_for(link, at=LATER - timedelta(seconds=1)) == clerk
    with pytest.raises(LinkEnded):
        account_for(link, at=LATER)


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "."])
def test_a_link_that_nobody_signed_is_not_there(clerk: Account, client: Client, token: str) -> None:
    with pytest.raises(Missing):
        read(token)
    assert client.get(f"/dat-mat-khau/{token}/").status_code == 404
    forged = f"{a_link(clerk)[:-2]}zz"
    assert client.get(f"/dat-mat-khau/{forged}/").status_code == 404


def test_an_old_link_does_not_fill_the_log(agency: Agency, clerk: Account, client: Client) -> None:
    address = f"/dat-mat-khau/{a_link(clerk)}/"
    Account.objects.filter(pk=clerk.pk).update(signed_in_at=AT)

    assert {client.get(address).status_code for _time in range(12)} == {410}
    assert len(recorded()) <= 6


def test_a_letter_is_not_sent_for_an_account_that_changed_meanwhile(
    agency: Agency, clerk: Account, post: Post, queue: list[dict[str, Any]]
) -> None:
    invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
    reset_password(clerk.pk, by=agency.by(), at=AT)
    delivered(queue)

    assert post.sent == []


def test_where_no_letter_can_be_sent_it_is_said(agency: Agency, clerk: Account, settings: Settings) -> None:
    with pytest.raises(WrongState, match="chưa bật thư điện tử"):
        invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
    settings.NOTICES_SMTP = "127.0.0.1:1"
    with pytest.raises(WrongState, match="Chưa ghi thư công vụ"):
        invite(agency.accounts["chuyen"].pk, address=ADDRESS, by=agency.by(), at=AT)
    assert recorded() == []


def sent_link(waiting: list[dict[str, Any]]) -> invitations.Link:
    """Return what the last letter would carry."""
    values = waiting[-1]
    until = datetime.fromtimestamp(values["until"], UTC)
    return invitations.Link(UUID(values["account_id"]), until, values["mark"])


def use(link: invitations.Link, account: Account) -> Account:
    used: Account = invitations.accept(link, new=NEW, by=actor_of(account, at=AT), at=AT)
    return used


def test_a_locked_account_opens_when_the_link_is_used_and_not_before(
    agency: Agency, clerk: Account, post: Post, queue: list[dict[str, Any]]
) -> None:
    deactivate(clerk.pk, reason="nghỉ lâu", by=agency.by(), at=AT)
    invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
    delivered(queue)

    assert len(post.sent) == 1
    assert not Account.objects.get(pk=clerk.pk).is_active

    use(sent_link(queue), clerk)
    opened = Account.objects.get(pk=clerk.pk)
    assert opened.is_active
    assert opened.check_password(NEW)
    assert Act.objects.get(verb="access.accept_invitation").detail == {"reopened": True}


def test_the_page_of_a_locked_account_says_that_the_link_opens_it(
    agency: Agency, clerk: Account, post: Post, queue: list[dict[str, Any]], browser: Browser
) -> None:
    deactivate(clerk.pk, reason="nghỉ lâu", by=agency.by(), at=AT)
    keeper = browser.strong_of(agency.accounts["co"])
    page = f"/quan-tri/tai-khoan/{clerk.person_id}/"
    assert f"{page}khoa/" not in keeper.get(page).content.decode()

    said = keeper.post(f"{page}lien-ket/", follow=True).content.decode()

    assert "còn khóa cho đến khi liên kết được dùng" in said
    assert f"{page}khoa/" in said


def test_who_locks_again_ends_the_link_that_would_open(
    agency: Agency, clerk: Account, post: Post, queue: list[dict[str, Any]]
) -> None:
    deactivate(clerk.pk, reason="nghỉ lâu", by=agency.by(), at=AT)
    invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
    deactivate(clerk.pk, reason="đang thanh tra", by=agency.by("tinh"), at=AT + timedelta(hours=1))

    with pytest.raises(LinkEnded):
        use(sent_link(queue), clerk)
    assert not Account.objects.get(pk=clerk.pk).is_active


@pytest.mark.parametrize("sent", ["before", "after"])
def test_what_was_locked_from_above_is_not_opened_by_a_link_from_below(
    agency: Agency, clerk: Account, post: Post, queue: list[dict[str, Any]], sent: str
) -> None:
    if sent == "before":
        invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
    above = replace(agency.by("tinh"), unit_id=agency.units["UBND"].pk)
    deactivate(clerk.pk, reason="đang thanh tra", by=above, at=AT)
    if sent == "after":
        with pytest.raises(NotAllowed, match="quản trị của tỉnh"):
            invite(clerk.pk, address=ADDRESS, by=agency.by(), at=AT)
        assert queue == []
    else:
        with pytest.raises(LinkEnded):
            use(sent_link(queue), clerk)
    assert not Account.objects.get(pk=clerk.pk).is_active


# First passwords


def signing_in(client: Client, password: str) -> Any:
    return client.post("/dang-nhap/", {"login": "thu", "password": password})


def test_a_first_password_that_nobody_used_ends(
    agency: Agency, clerk: Account, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lienthong.access import doors

    _account, password = reset_password(clerk.pk, by=agency.by(), at=AT)
    settings.FIRST_PASSWORD_DAYS = 3
    monkeypatch.setattr(doors, "now", lambda: LATER)
    late = signing_in(client, password)
    assert late.status_code == 422
    assert "đã hết hạn" in late.content.decode()
    assert recorded() == ["access.first_password_over", "access.reset_password"]

    monkeypatch.setattr(doors, "now", lambda: LATER - timedelta(seconds=1))
    assert signing_in(client, password).status_code == 302


def test_a_password_of_ones_own_does_not_end(
    agency: Agency, clerk: Account, client: Client, settings: Settings
) -> None:
    settings.FIRST_PASSWORD_DAYS = 0
    assert signing_in(client, PASSWORD).status_code == 302
