"""The second step of signing in: right, wrong, played again, guessed, with a recovery code, and never without."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lienthong.access import throttle
from lienthong.access.tests.factor import a_telephone, code_of
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act, Installation, Personal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
STEP = "/dang-nhap/buoc-hai/"
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    from lienthong.access import doors

    later: list[timedelta] = []
    monkeypatch.setattr(doors, "now", lambda: AT + sum(later, timedelta(0)))
    return later


@pytest.fixture
def telephone(office: Office) -> Authenticator:
    return a_telephone(office.chief)


def password(client: Client, **more: str) -> Any:
    return client.post("/dang-nhap/", {"login": "giam", "password": PASSWORD, **more})


def verbs() -> list[str]:
    acts = Act.objects.exclude(verb__startswith="access.set_").order_by("recorded_at", "id")
    return list(acts.values_list("verb", flat=True))


def is_in(client: Client) -> bool:
    return client.get("/room/").status_code == 200


def test_the_password_alone_does_not_open(telephone: Authenticator, client: Client) -> None:
    answer = password(client)

    assert (answer.status_code, answer["Location"]) == (302, STEP)
    assert not is_in(client)
    assert verbs() == []


def test_the_code_opens_leads_on_and_is_recorded(telephone: Authenticator, client: Client) -> None:
    password(client, next="/room/?tab=2")
    answer = client.post(STEP, {"code": code_of(telephone)})

    assert (answer.status_code, answer["Location"]) == (302, "/room/?tab=2")
    assert is_in(client)
    act = Act.objects.get(verb="access.sign_in")
    assert (act.actor_name, act.detail) == ("Trần Thị Giám", {"factor": "totp"})
    assert verbs() == ["access.sign_in"]


def test_the_key_of_the_session_is_another_after_signing_in(telephone: Authenticator, client: Client) -> None:
    password(client)
    before = client.cookies["sessionid"].value
    client.post(STEP, {"code": code_of(telephone)})

    assert client.cookies["sessionid"].value != before


def test_without_the_password_there_is_no_second_step(telephone: Authenticator, client: Client) -> None:
    assert client.get(STEP)["Location"] == "/dang-nhap/"
    assert client.post(STEP, {"code": code_of(telephone)})["Location"] == "/dang-nhap/"
    assert not is_in(client)


def test_a_code_counts_once_and_no_earlier_one_after_it(
    telephone: Authenticator, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allauth.mfa.totp.internal import auth

    monkeypatch.setattr(auth.time, "time", lambda: 1_000_000_000.0)
    password(client)
    code = code_of(telephone)
    client.post(STEP, {"code": code})
    other = Client()
    password(other)
    again = other.post(STEP, {"code": code})

    assert again.status_code == 422
    assert "đã dùng rồi" in again.content.decode()
    monkeypatch.setattr(auth.time, "time", lambda: 1_000_000_031.0)  # the library's memory is one period long
    assert other.post(STEP, {"code": code}).status_code == 422
    assert not is_in(other)
    assert verbs().count("access.factor_refused") == 2
    assert other.post(STEP, {"code": code_of(telephone)}).status_code == 302


@pytest.mark.parametrize(
    "typed", ["000000", "", "abc", "1" * 40, "1" * 41, "\x00", "１２３４５６", "12345678"]
)
def test_a_wrong_code_is_refused_and_leaves_nothing_of_what_was_typed(
    telephone: Authenticator, client: Client, typed: str
) -> None:
    password(client)
    before = Authenticator.objects.get().data
    answer = client.post(STEP, {"code": typed})

    assert answer.status_code == 422
    assert not is_in(client)
    assert Authenticator.objects.get().data == before
    assert all(set(row.payload) == {"address"} for row in Personal.objects.all())
    assert "access.sign_in" not in verbs()


def test_guessing_waits_and_the_owner_does_not(
    telephone: Authenticator, client: Client, clock: list[timedelta]
) -> None:
    password(client)
    client.post(STEP, {"code": code_of(telephone)})  # a browser that the account knows
    client.post("/dang-xuat/")
    thief = Client(REMOTE_ADDR="198.51.100.9")
    password(thief)
    answers = [thief.post(STEP, {"code": "000000"}).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert thief.post(STEP, {"code": code_of(telephone)}).status_code == 429
    assert verbs().count("access.lock_out") == 1
    password(client)
    assert client.post(STEP, {"code": code_of(telephone)}).status_code == 302
    clock.append(timedelta(minutes=1))
    assert thief.post(STEP, {"code": "000000"}).status_code == 422


def test_a_recovery_code_opens_once_and_its_owner_is_told(
    office: Office, telephone: Authenticator, client: Client
) -> None:
    codes = RecoveryCodes.activate(office.chief).get_unused_codes()
    password(client)
    assert client.post(STEP, {"code": f"{codes[3][:4]} {codes[3][4:]}"}).status_code == 302
    page = client.get("/tai-khoan/").content.decode()

    assert "Dùng một mã dự phòng" in page
    assert "Còn 9 mã dự phòng" in page
    assert Act.objects.get(verb="access.use_recovery_code").detail == {"left": 9}
    client.post("/dang-xuat/")
    password(client)
    assert client.post(STEP, {"code": codes[3]}).status_code == 422


def test_one_may_turn_back(telephone: Authenticator, client: Client) -> None:
    password(client)

    assert client.post(STEP, {"cancel": "1"})["Location"] == "/dang-nhap/"
    assert client.get(STEP)["Location"] == "/dang-nhap/"


def test_an_account_that_was_locked_in_between_stays_out(
    office: Office, telephone: Authenticator, client: Client
) -> None:
    password(client)
    office.chief.is_active = False
    office.chief.save()

    assert client.post(STEP, {"code": code_of(telephone)})["Location"] == "/dang-nhap/"
    assert not is_in(client)
    assert "access.sign_in" not in verbs()


def test_a_password_that_was_given_anew_in_between_keeps_the_old_one_out(
    office: Office, telephone: Authenticator, client: Client
) -> None:
    password(client)
    office.chief.set_password("một mật khẩu khác hẳn")
    office.chief.save()

    assert client.post(STEP, {"code": code_of(telephone)})["Location"] == "/dang-nhap/"
    assert not is_in(client)


def test_a_simulated_world_shows_the_code_and_a_real_one_never(
    telephone: Authenticator, client: Client
) -> None:
    password(client)
    shown = client.get(STEP).content.decode()
    assert "dòng này thay cho điện thoại" in shown
    assert code_of(telephone) in shown

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE acts_installation DISABLE TRIGGER USER")
    Installation.objects.update(simulated=False)
    shown = client.get(STEP).content.decode()
    assert "dòng này thay cho điện thoại" not in shown
    assert code_of(telephone) not in shown


def test_codes_from_many_networks_are_slowed_but_not_in_a_known_browser(
    telephone: Authenticator, client: Client
) -> None:
    password(client)
    client.post(STEP, {"code": code_of(telephone)})
    client.post("/dang-xuat/")
    for _ in range(20):
        throttle.reserve([throttle.codes_from_anywhere("giam")], at=AT)
    strange = Client()
    password(strange)
    slowed = strange.post(STEP, {"code": code_of(telephone)})

    assert slowed.status_code == 429
    assert "trình duyệt đã từng đăng nhập" in slowed.content.decode()
    assert not is_in(strange)
    password(client)
    assert client.post(STEP, {"code": code_of(telephone)}).status_code == 302
    assert is_in(client)


def test_the_secret_is_not_kept_in_the_clear(telephone: Authenticator) -> None:
    from allauth.mfa.utils import decrypt

    kept = telephone.data["secret"]

    assert decrypt(kept) not in kept
    assert len(decrypt(kept)) == 32


def test_with_another_key_of_the_installation_codes_are_refused_in_words(
    telephone: Authenticator, client: Client, settings: Any
) -> None:
    Authenticator.objects.update(data={"secret": "khác"})
    password(client)
    answer = client.post(STEP, {"code": "123456"})

    assert answer.status_code == 409
    assert "Khóa của hệ thống đã đổi" in answer.content.decode()


def test_the_second_step_costs_few_statements(telephone: Authenticator, client: Client) -> None:
    password(client)
    code = code_of(telephone)
    with CaptureQueriesContext(connection) as said:
        client.post(STEP, {"code": code})

    asked = [query["sql"] for query in said if not query["sql"].startswith(CONTROL)]
    assert len(asked) <= 12, "\n".join(asked)
