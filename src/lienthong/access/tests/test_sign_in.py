from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lienthong.access import throttle
from lienthong.access.models import Attempt
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act, Personal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """The clock on the wall: tests put it forward by adding to the list."""
    from lienthong.access import doors

    later: list[timedelta] = []
    monkeypatch.setattr(doors, "now", lambda: AT + sum(later, timedelta(0)))
    return later


def enter(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    address = more.pop("address", "203.0.113.7")
    data = {"login": name, "password": password, **more}
    return client.post("/dang-nhap/", data, REMOTE_ADDR=address)


def verbs() -> list[str]:
    return list(
        Act.objects.exclude(verb__startswith="access.set_").order_by("id").values_list("verb", flat=True)
    )


def test_a_right_password_opens_and_is_recorded(office: Office, client: Client) -> None:
    answer = enter(client, "GIAM", next="/room/")

    assert (answer.status_code, answer["Location"]) == (302, "/room/")
    assert client.get("/room/").content.startswith("Giám đốc Sở".encode())
    act = Act.objects.get(verb="access.sign_in")
    assert (act.subject_id, act.actor_name, act.actor_post) == (
        office.chief.pk,
        "Trần Thị Giám",
        "Giám đốc Sở",
    )
    assert act.detail == {}
    assert Personal.objects.get(act_id=act.id).payload == {"address": "203.0.113.7"}
    assert not Attempt.objects.filter(failures__gt=0).exists()


def test_signing_in_costs_at_most_twelve_statements(office: Office, client: Client) -> None:
    with CaptureQueriesContext(connection) as said:
        enter(client, "giam")

    asked = [query["sql"] for query in said if not query["sql"].startswith(CONTROL)]
    assert len(asked) <= 12, "\n".join(asked)


@pytest.mark.parametrize("name", ["giam", "khong-co-ai"])
def test_a_wrong_password_says_no_more_than_that(office: Office, client: Client, name: str) -> None:
    answer = enter(client, name, "sai mật khẩu")

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert client.get("/room/").status_code == 302
    assert verbs() == ["access.sign_in_failed"]
    act = Act.objects.get(verb="access.sign_in_failed")
    assert (act.actor_kind, act.detail) == ("system", {})
    assert (act.subject_id == office.chief.pk) is (name == "giam")


def test_what_was_typed_is_recorded_nowhere(office: Office, client: Client) -> None:
    enter(client, "matkhau-trong-o-ten", "sai mật khẩu")

    assert [row.payload for row in Personal.objects.all()] == [{"address": "203.0.113.7"}]


def test_five_wrong_ones_wait_even_with_the_right_one(
    office: Office, client: Client, clock: list[timedelta]
) -> None:
    for _ in range(5):
        enter(client, "giam", "sai")
    answer = enter(client, "giam")

    assert answer.status_code == 429
    assert "sau 1 phút" in answer.content.decode()
    assert verbs() == ["access.sign_in_failed"] * 5 + ["access.lock_out"]
    clock.append(timedelta(minutes=1))
    assert enter(client, "giam").status_code == 302


def test_guesses_from_elsewhere_do_not_lock_the_owner_out(office: Office, client: Client) -> None:
    for _ in range(8):
        enter(client, "giam", "sai", address="198.51.100.9")

    assert enter(client, "giam").status_code == 302


def guessed_everywhere() -> None:
    """Fifty wrong guesses at one name, each from a network of its own."""
    for _ in range(50):
        throttle.reserve([throttle.passwords_from_anywhere("giam")], at=AT)


def test_guesses_from_many_networks_are_slowed_but_not_in_a_known_browser(
    office: Office, client: Client, clock: list[timedelta]
) -> None:
    enter(client, "giam")
    client.post("/dang-xuat/")
    guessed_everywhere()

    slowed = enter(Client(), "giam", address="198.51.100.9")
    assert slowed.status_code == 429
    assert "trình duyệt đã từng đăng nhập" in slowed.content.decode()
    assert enter(Client(), "thoi", address="198.51.100.9").status_code == 302
    assert enter(client, "giam").status_code == 302
    clock.append(timedelta(minutes=1))
    assert enter(Client(), "giam", address="198.51.100.9").status_code == 302


def test_guesses_of_a_colleague_do_not_lock_a_known_browser_out(office: Office, client: Client) -> None:
    enter(client, "giam")
    client.post("/dang-xuat/")
    colleague = Client()
    for _ in range(8):
        enter(colleague, "giam", "sai")

    assert enter(colleague, "giam").status_code == 429
    assert enter(client, "giam").status_code == 302


def test_a_forged_browser_is_no_known_browser(office: Office, client: Client) -> None:
    client.cookies["browser"] = signing.dumps({"id": "x", "marks": ["y"]}, key="forged", salt="forged")
    for _ in range(5):
        enter(client, "giam", "sai")

    assert enter(client, "giam").status_code == 429


@pytest.mark.parametrize("cookie", ["", "rác", "a:b:c"])
def test_a_broken_browser_cookie_does_no_harm(office: Office, client: Client, cookie: str) -> None:
    client.cookies["browser"] = cookie.encode("ascii", "ignore").decode()

    assert enter(client, "giam").status_code == 302


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(office: Office, client: Client, away: str) -> None:
    assert enter(client, "giam", next=away)["Location"] == "/"


def test_signing_out_is_recorded_and_ends_the_session(office: Office, browser: Browser) -> None:
    client = browser.of(office.chief)
    assert client.get("/dang-xuat/").status_code == 200
    assert client.get("/room/").status_code == 200

    client.post("/dang-xuat/")

    assert verbs() == ["access.sign_out"]
    assert client.get("/room/").status_code == 302


def test_a_locked_account_cannot_sign_in(office: Office, client: Client) -> None:
    office.chief.is_active = False
    office.chief.save()
    answer = enter(client, "giam")

    assert answer.status_code == 302
    assert "đã khóa" in client.get("/dang-nhap/").content.decode()
    assert client.get("/room/").status_code == 302
    assert "access.sign_in" not in verbs()


def test_an_address_of_ipv6_is_its_customer() -> None:
    from lienthong.access.browsers import network_of

    assert network_of("2001:db8:1:2:3::4") == "2001:db8:1:2::/64"
    assert network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("không rõ") == "không rõ"
