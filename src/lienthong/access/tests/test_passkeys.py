"""Passkeys with a device in software: made, used to sign in and to step up, and everything that is not one."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.utils import websafe_decode, websafe_encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.access.tests.conftest import Browser
from lienthong.access.tests.device import PRESENT, Device
from lienthong.access.tests.office import AT, PASSWORD, Office
from lienthong.kernel.acts.models import Act, Personal
from lienthong.kernel.refusals import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lienthong.access.tests.urls")]
HERE = {"HTTP_HOST": "localhost"}
ADD, SIGN_IN, STEP_UP = "/tai-khoan/buoc-hai/passkey/", "/dang-nhap/passkey/", "/tai-khoan/xac-thuc/"
WRONG = "Passkey này không dùng được ở đây"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    from lienthong.access import doors

    monkeypatch.setattr(doors, "now", lambda: AT)


@pytest.fixture
def chief(office: Office) -> Client:
    return entered("giam")


def entered(name: str) -> Client:
    client = Client(**HERE)
    client.post("/dang-nhap/", {"login": name, "password": PASSWORD})
    return client


def added(client: Client, device: Device, name: str = "Điện thoại") -> Any:
    answer = device.create(json.loads(client.get(ADD).context["options"]))
    return client.post(ADD, {"name": name, "credential": answer})


def challenge(client: Client) -> dict[str, Any]:
    return client.get(SIGN_IN, headers={"accept": "application/json"}).json()["options"]


def refused() -> int:
    return Act.objects.filter(verb="access.factor_refused").count()


def is_in(client: Client) -> bool:
    return client.get("/room/").status_code == 200


@pytest.fixture
def device(chief: Client) -> Device:
    device = Device()
    assert added(chief, device).status_code == 200
    return device


def test_a_passkey_is_made_named_and_recorded(chief: Client, device: Device) -> None:
    assert "Passkey “Điện thoại”" in chief.get("/tai-khoan/").content.decode()
    act = Act.objects.get(verb="access.add_factor")
    assert act.detail == {"factor": "webauthn"}
    assert Personal.objects.get(act_id=act.id).payload == {"name": "Điện thoại"}
    factor = Authenticator.objects.get(type="webauthn")
    assert chief.post(f"/tai-khoan/buoc-hai/{factor.pk}/doi-ten/", {"name": "Máy mới"}).status_code == 302
    assert "Passkey “Máy mới”" in chief.get("/tai-khoan/").content.decode()
    assert chief.post(f"/tai-khoan/buoc-hai/{factor.pk}/doi-ten/", {"name": " "}).status_code == 422


def test_it_signs_in_without_a_password_and_counts_as_the_second_step(office: Office, device: Device) -> None:
    client = Client(**HERE)
    answer = client.post(SIGN_IN, {"credential": device.get(challenge(client)), "next": "/room/"})

    assert (answer.status_code, answer["Location"]) == (302, "/room/")
    assert is_in(client)
    act = Act.objects.filter(verb="access.sign_in").latest("recorded_at", "id")
    assert (act.subject_id, act.detail) == (office.chief.pk, {"factor": "webauthn"})
    assert client.get(ADD).status_code == 200, "it is the factor that was asked for"


def test_it_is_the_second_step_after_a_password(device: Device) -> None:
    client = entered("giam")
    assert not is_in(client)
    options = json.loads(client.get("/dang-nhap/buoc-hai/").context["asked"].options)

    assert client.post("/dang-nhap/buoc-hai/", {"credential": device.get(options)}).status_code == 302
    assert is_in(client)


def test_it_steps_up(chief: Client, device: Device) -> None:
    options = json.loads(chief.get(STEP_UP).context["asked"].options)

    assert chief.post(STEP_UP, {"credential": device.get(options), "next": "/room/"})["Location"] == "/room/"


def of_another_device(device: Device) -> Device:
    return Device(owner=device.owner)


def of_another_account(device: Device) -> Device:
    other = Device()
    added(entered("quan"), other)
    return Device(key=other.key, id=other.id, owner=device.owner)


@pytest.mark.parametrize("another", [of_another_device, of_another_account])
def test_another_device_or_account_does_not_open(device: Device, another: Any) -> None:
    client, wrong = Client(**HERE), another(device)
    answer = client.post(SIGN_IN, {"credential": wrong.get(challenge(client))})

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert not is_in(client)
    assert refused() == 1


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "http://127.0.0.1", "", "null"]
)
def test_an_answer_from_another_origin_does_not_open(device: Device, origin: str) -> None:
    client = Client(**HERE)
    answer = client.post(
        SIGN_IN, {"credential": device.get(challenge(client), origin=origin or "about:blank")}
    )

    assert answer.status_code == 422
    assert not is_in(client)
    assert refused() == 1


def test_an_answer_that_was_played_before_does_not_open(device: Device) -> None:
    client = Client(**HERE)
    played = device.get(challenge(client))
    client.post(SIGN_IN, {"credential": played})
    client.post("/dang-xuat/")

    assert client.post(SIGN_IN, {"credential": played}).status_code == 422
    challenge(client)
    assert client.post(SIGN_IN, {"credential": played}).status_code == 422
    assert not is_in(client)
    assert refused() == 2


def test_a_challenge_is_good_for_one_answer_right_or_wrong(device: Device) -> None:
    client = Client(**HERE)
    asked = challenge(client)
    client.post(SIGN_IN, {"credential": of_another_device(device).get(asked)})

    assert client.post(SIGN_IN, {"credential": device.get(asked)}).status_code == 422
    assert not is_in(client)


def test_without_finger_or_pin_it_does_not_open(device: Device) -> None:
    client = Client(**HERE)

    assert (
        client.post(SIGN_IN, {"credential": device.get(challenge(client), flags=PRESENT)}).status_code == 422
    )
    assert not is_in(client)


def test_a_passkey_that_was_removed_does_not_open(chief: Client, device: Device) -> None:
    factor = Authenticator.objects.get(type="webauthn")
    chief.post(f"/tai-khoan/buoc-hai/{factor.pk}/go/")
    client = Client(**HERE)

    assert client.post(SIGN_IN, {"credential": device.get(challenge(client))}).status_code == 422


def test_an_account_that_is_locked_stays_out(office: Office, device: Device) -> None:
    office.chief.is_active = False
    office.chief.save()
    client = Client(**HERE)
    answer = client.post(SIGN_IN, {"credential": device.get(challenge(client))})

    assert answer["Location"] == "/dang-nhap/"
    assert not is_in(client)


@pytest.mark.parametrize("broken", ["", "rác", "[]", "null", "{}", '{"rawId": 1}', "9" * 30_000, "{" * 5000])
def test_what_is_no_answer_changes_nothing(chief: Client, device: Device, broken: str) -> None:
    client = Client(**HERE)
    challenge(client)
    before = refused()
    assert client.post(SIGN_IN, {"credential": broken}).status_code == 422
    assert chief.post(STEP_UP, {"credential": broken}).status_code == 422
    chief.get(ADD)
    assert chief.post(ADD, {"name": "x", "credential": broken}).status_code == 422
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    assert refused() == before + 3


def test_a_passkey_for_another_challenge_or_origin_is_not_kept(chief: Client) -> None:
    options = json.loads(chief.get(ADD).context["options"])
    elsewhere = Device(origin="https://evil.example").create(options)
    assert chief.post(ADD, {"name": "x", "credential": elsewhere}).status_code == 422
    assert chief.post(ADD, {"name": "x", "credential": Device().create(options)}).status_code == 422

    assert not Authenticator.objects.exists()
    assert refused() == 2


def test_a_device_is_kept_for_one_account(device: Device) -> None:
    other = entered("quan")
    copied = Device(key=device.key, id=device.id)

    assert added(other, copied).status_code == 422
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_guessing_at_an_account_waits_and_its_owner_does_not(
    office: Office, chief: Client, device: Device
) -> None:
    thief = Client(REMOTE_ADDR="198.51.100.9", **HERE)
    answers = [
        thief.post(SIGN_IN, {"credential": of_another_device(device).get(challenge(thief))}).status_code
        for _ in range(6)
    ]
    assert answers == [422] * 5 + [429]

    owner = Client(**HERE)
    assert owner.post(SIGN_IN, {"credential": device.get(challenge(owner))}).status_code == 302


def test_at_a_bare_number_passkeys_are_not_offered(office: Office, browser: Browser) -> None:
    client = Client(HTTP_HOST="127.0.0.1:8000")
    client.post("/dang-nhap/", {"login": "giam", "password": PASSWORD})
    page = client.get(ADD)

    assert page.status_code == 200
    assert not page.context["possible"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 2000), instead=st.binary(max_size=4), part=st.integers(0, 2))
def test_a_spoilt_answer_is_refused_whatever_was_spoilt(rf: Any, at: int, instead: bytes, part: int) -> None:
    from allauth.core import context

    from lienthong.access.factors import passkeys
    from lienthong.access.models import Account

    request = rf.get("/", HTTP_HOST="localhost")
    request.session = {}
    account = Account(username="giam")
    with context.request_context(request):
        answer = json.loads(Device().create(json.loads(passkeys.begin_adding(account))))
        name = ["attestationObject", "clientDataJSON"][part % 2]
        plain = websafe_decode(answer["response"][name])
        place = at % len(plain)
        answer["response"][name] = websafe_encode(plain[:place] + instead + plain[place + 1 :])
        try:
            kept = passkeys.new_credential(json.dumps(answer))
        except Invalid:
            kept = {}
    assert kept in ({}, answer)
