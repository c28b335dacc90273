"""Powers that ask for a second factor: refused without, given after it, and nothing sent on the way is lost."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from lienthong.access import assurance
from lienthong.access.actors import actor_of
from lienthong.access.assurance import Shown, assured, needs_strong, read
from lienthong.access.capabilities import Capability
from lienthong.access.policies import needs
from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.factor import a_telephone, code_of, step_up
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Invalid, StepUp

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
STEP, VAULT, FIRST = "/tai-khoan/xac-thuc/", "/vault/", "/tai-khoan/buoc-hai/"
DAY = date(2012, 3, 5)
SIGNING = {"ballots_conclude", "tasks_assign", "tasks_decide"}
ADMINISTERING = ("directory_edit", "accounts_manage", "agency_manage", "powers_manage", "calendar_edit")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    from lienthong.access import doors

    later: list[timedelta] = []
    monkeypatch.setattr(doors, "now", lambda: AT + sum(later, timedelta(0)))
    return later


@pytest.fixture
def admin(office: Office, browser: Browser) -> Client:
    return browser.of(office.admin)


def test_signing_and_administering_ask_for_it_and_reading_does_not() -> None:
    asking = {power for power in Capability.values if needs_strong(power, DAY)}

    assert asking == {*ADMINISTERING, *SIGNING}


@pytest.mark.parametrize("power", ADMINISTERING)
def test_without_a_second_factor_nobody_administers(office: Office, power: str) -> None:
    by = assured(actor_of(office.admin, at=AT), Shown(), at=AT)

    assert by.can(power)
    assert not by.strong
    with pytest.raises(StepUp, match="cần xác thực bước hai"):
        needs(power)(by).or_raise()


def test_what_acts_without_a_door_is_trusted(office: Office) -> None:
    by = actor_of(office.admin, at=AT)

    assert by.strong
    assert all(needs(power)(by) for power in ADMINISTERING)


def test_who_lacks_the_power_hears_that_and_not_of_a_second_factor(office: Office, browser: Browser) -> None:
    answer = browser.of(office.chief).get(VAULT)

    assert answer.status_code == 403
    assert "chưa được giao quyền" in answer.content.decode()


def test_without_a_factor_one_is_led_to_register_one_and_told_why(admin: Client) -> None:
    answer = admin.get(VAULT, follow=True)

    assert answer.redirect_chain == [(f"{FIRST}?next=%2Fvault%2F", 302)]
    page = answer.content.decode()
    assert "Quyền này cần xác thực bước hai: quản lý tài khoản" in page
    assert "ung-dung/?next=%2Fvault%2F" in page


def test_with_a_factor_one_shows_it_and_comes_back(
    office: Office, admin: Client, clock: list[timedelta]
) -> None:
    telephone = a_telephone(office.admin)
    answer = admin.get("/vault/?a=1")
    assert answer["Location"] == f"{STEP}?next=%2Fvault%2F%3Fa%3D1"
    assert admin.get(answer["Location"]).status_code == 200

    before = admin.cookies["sessionid"].value
    answer = admin.post(STEP, {"code": code_of(telephone), "next": "/vault/?a=1"})

    assert (answer.status_code, answer["Location"]) == (302, "/vault/?a=1")
    assert admin.get(VAULT).content == b"gold"
    assert admin.cookies["sessionid"].value != before
    assert Act.objects.get(verb="access.step_up").detail == {"factor": "totp"}
    clock.append(timedelta(minutes=60))
    assert admin.get(VAULT).status_code == 302


def test_what_was_sent_is_kept_and_sent_again_with_one_press(office: Office, admin: Client) -> None:
    telephone = a_telephone(office.admin)
    answer = admin.post(VAULT, {"name": "Nguyễn <b>", "many": ["1", "2"], "csrfmiddlewaretoken": "x"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "chưa được ghi, và được giữ lại" in page
    sent = answer.context["sent"]
    assert "csrfmiddlewaretoken" not in sent

    wrong = admin.post(STEP, {"code": "000000", "next": VAULT, "sent": sent})
    assert (wrong.status_code, wrong.context["sent"]) == (422, sent)
    answer = admin.post(STEP, {"code": code_of(telephone), "next": VAULT, "sent": sent})
    page = answer.content.decode()
    assert 'action="/vault/"' in page
    assert 'value="Nguyễn &lt;b&gt;"' in page
    assert page.count('name="many"') == 2
    assert admin.post(VAULT, {"name": "Nguyễn <b>"}).content == b"put: Nguyen".replace(
        b"Nguyen", "Nguyễn <b>".encode()
    )


def test_a_program_hears_the_reason(admin: Client) -> None:
    answer = admin.get(VAULT, headers={"accept": "application/json"})

    assert answer.status_code == 403
    assert answer.json()["kind"] == "StepUp"
    assert "cần xác thực bước hai" in answer.json()["title"]


def test_a_part_of_a_page_leads_the_whole_page_there(office: Office, admin: Client) -> None:
    a_telephone(office.admin)
    htmx = {"hx-request": "true", "hx-current-url": "http://testserver/vault/"}

    assert admin.get(VAULT, headers=htmx)["HX-Redirect"] == f"{STEP}?next=%2Fvault%2F"
    assert admin.post(VAULT, headers=htmx).status_code == 403


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "vault/",
        "\t//x.y",
    ],
)
def test_it_leads_nowhere_else(office: Office, admin: Client, away: str) -> None:
    telephone = a_telephone(office.admin)
    assert admin.get(STEP, {"next": away}).context["next"] == "/tai-khoan/"

    assert admin.post(STEP, {"code": code_of(telephone), "next": away})["Location"] == "/tai-khoan/"


def test_a_wrong_code_is_recorded_as_an_act_of_who_is_signed_in(office: Office, admin: Client) -> None:
    a_telephone(office.admin)
    answer = admin.post(STEP, {"code": "000000"})

    assert answer.status_code == 422
    act = Act.objects.get(verb="access.factor_refused")
    assert (act.subject_id, act.actor_name, act.detail) == (office.admin.pk, "Võ Thị Quản", {})
    assert admin.get(VAULT).status_code == 302


def test_a_power_that_came_with_the_session_ends_with_the_factor(office: Office, admin: Client) -> None:
    step_up(admin, office.admin)
    assert admin.get(VAULT).status_code == 200
    factor = Authenticator.objects.get(user=office.admin)

    assert admin.post(f"{FIRST}{factor.pk}/go/").status_code == 302
    assert admin.get(VAULT).status_code == 302


def test_what_somebody_else_showed_in_this_browser_does_not_count(office: Office, browser: Browser) -> None:
    client = browser.strong_of(office.admin)
    session = client.session
    session["shown"] = {**session["shown"], "account": str(office.chief.pk)}
    session.save()

    assert client.get(VAULT).status_code == 302


def test_where_there_is_no_factor_the_password_is_asked_again(office: Office, admin: Client) -> None:
    assert admin.get(f"{FIRST}ung-dung/")["Location"] == f"{STEP}?next=%2Ftai-khoan%2Fbuoc-hai%2Fung-dung%2F"
    assert 'name="password"' in admin.get(STEP).content.decode()
    assert admin.post(STEP, {"password": "sai"}).status_code == 422
    assert admin.post(STEP, {"password": PASSWORD, "next": f"{FIRST}ung-dung/"}).status_code == 302
    assert admin.get(f"{FIRST}ung-dung/").status_code == 200
    assert admin.get(VAULT).status_code == 302, "a password is no second factor"


def test_where_there_is_a_factor_the_password_is_not_enough(office: Office, admin: Client) -> None:
    a_telephone(office.admin)

    assert admin.post(STEP, {"password": PASSWORD}).status_code == 422
    assert admin.get(f"{FIRST}ung-dung/").status_code == 302


@pytest.mark.parametrize(
    "line",
    [
        "fly,60,2011-01-01,,x",
        "directory_edit,0,2011-01-01,,x",
        "directory_edit,x,2011-01-01,,x",
        "directory_edit,60,,,x",
        "directory_edit,60,2011-01-01,2010-01-01,x",
        "directory_edit,60,2011-01-01,,",
    ],
)
def test_a_table_that_cannot_be_is_refused(tmp_path: Path, line: str) -> None:
    table = tmp_path / "assurance.csv"
    table.write_text(f"capability,minutes,from,to,source\n{line}\n", encoding="utf-8")

    with pytest.raises(Invalid, match="dòng 2"):
        read(table)


def test_a_row_holds_from_its_day_until_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    row = assurance.Row("ledger_see", 5, date(2012, 1, 1), date(2012, 2, 1))
    monkeypatch.setattr(assurance, "_by_power", lambda: {"ledger_see": [row]})

    days = [date(2011, 12, 31), date(2012, 1, 1), date(2012, 1, 31), date(2012, 2, 1)]
    assert [needs_strong("ledger_see", day) for day in days] == [False, True, True, False]
