"""Where each begins: the public front page, the inbox, the plan, a plain page."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from lienthong.kernel.acts.models import Installation
from lienthong.parties.tests.cast import a_citizen
from lienthong.web import home
from lienthong.web.tests.conftest import BACKEND, an_account


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_nobody_reads_what_this_is_and_how_to_try_it(db: None, client: Client) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert reverse("account_login") in text(page)
    assert reverse("ledger") in text(page)
    assert "Dữ liệu mô phỏng" in text(page)
    assert "lien-thong-2012" in text(page)


def test_the_demo_says_how_a_citizen_comes_in(db: None, client: Client, settings: LazySettings) -> None:
    provider = {"issuer": "http://127.0.0.1:9", "client_id": "c", "secret": "s", "simulated": True}
    settings.IDENTITY = settings.IDENTITY | provider

    assert "Đăng nhập bằng VNeID (mô phỏng)" in text(client.get("/"))


def test_a_real_installation_shows_no_password(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Installation(name="Tỉnh thật", origin="o", simulated=False)
    monkeypatch.setattr(home.Installation.objects, "filter", lambda **_named: Installation.objects.none())
    monkeypatch.setattr("lienthong.web.shell._installation", lambda: real)

    page = client.get("/")

    assert "lien-thong-2012" not in text(page)
    assert "mô phỏng" not in text(page)


@pytest.mark.parametrize("profile", ["specialist", "head", "follower"])
def test_an_official_begins_where_the_work_is(signed_in_as: Callable[[str], Client], profile: str) -> None:
    page = signed_in_as(profile).get("/")

    assert page.status_code == 302
    assert page["Location"] == (_plan() if profile == "follower" else reverse("casework:inbox"))


def test_who_keeps_the_system_begins_with_its_health(signed_in_as: Callable[[str], Client]) -> None:
    assert signed_in_as("admin").get("/")["Location"] == reverse("health")


@pytest.mark.parametrize("profile", ["chair", "vice_chair", "office_chief"])
def test_a_leader_begins_with_the_plan_where_there_is_one(
    signed_in_as: Callable[[str], Client], profile: str
) -> None:
    assert signed_in_as(profile).get("/")["Location"] == _plan()


def test_somebody_without_a_post_is_told_so(signed_in_as: Callable[[str], Client]) -> None:
    page = signed_in_as("").get("/")

    assert page.status_code == 200
    assert "không giữ chức vụ nào" in text(page)


def test_a_citizen_begins_with_what_is_theirs(db: None, client: Client) -> None:
    account = an_account("khach")
    account.party = a_citizen("Lê Thị Dân")
    account.save()
    client.force_login(account, backend=BACKEND)
    page = text(client.get("/"))

    assert "Xin chào, Lê Thị Dân" in page
    assert reverse("access:seen") in page
    assert reverse("access:mine") in page
    for of_officials in ("casework:inbox", "tasks:list"):
        assert f'href="{reverse(of_officials)}"' not in page
    assert 'role="search"' not in page


def _plan() -> str:
    try:
        return reverse("plans:overview")
    except NoReverseMatch:
        return reverse("casework:inbox")
