"""The twin keeps the protocol: what a real provider refuses, it refuses too; and it says that it is simulated."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from lienthong.access.tests.elsewhere import BACK, ENTERPRISE, KNOWN, key_in
from lienthong.access.twins.granting import CLIENT, SECRET
from lienthong.access.twins.identity import IdentityTwin
from lienthong.parties.rules.identifiers import is_personal_number, is_tax_code

VERIFIER = secrets.token_urlsafe(48)
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Asking:
    """A client that is not ours: asks the twin as it likes."""

    twin: IdentityTwin
    later: list[float] = field(default_factory=list)

    def question(self, **changed: str) -> dict[str, str]:
        plain = {
            "client_id": CLIENT,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid",
            "state": "s",
            "nonce": "n",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "acr_values": "2",
        }
        return {name: value for name, value in (plain | changed).items() if value}

    def authorize(self, **changed: str) -> Any:
        address = f"{self.twin.issuer}/authorize"
        return requests.get(address, self.question(**changed), timeout=5, allow_redirects=False)

    def code(self, sub: str = KNOWN) -> str:
        sent = {"request": key_in(self.authorize().text), "sub": sub, "level": "2", "answer": "yes"}
        back = requests.post(f"{self.twin.issuer}/consent", sent, timeout=5, allow_redirects=False)
        return parse_qs(urlsplit(back.headers["Location"]).query)["code"][0]

    def token(self, code: str, *, auth: tuple[str, str] | None = None, **changed: str) -> Any:
        plain = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
        }
        client = {} if auth else {"client_id": CLIENT, "client_secret": SECRET}
        return requests.post(f"{self.twin.issuer}/token", plain | client | changed, auth=auth, timeout=5)

    def userinfo(self, token: str) -> Any:
        head = {"Authorization": f"Bearer {token}"}
        return requests.get(f"{self.twin.issuer}/userinfo", headers=head, timeout=5)


@pytest.fixture
def asking(twin: IdentityTwin) -> Asking:
    asking = Asking(twin)
    clock = twin.clock
    twin.clock = twin.memory.clock = lambda: clock() + sum(asking.later)
    return asking


def test_it_publishes_what_it_is(twin: IdentityTwin) -> None:
    said = requests.get(f"{twin.issuer}/.well-known/openid-configuration", timeout=5).json()

    assert said["issuer"] == twin.issuer
    assert said["simulated"] is True
    assert requests.get(said["jwks_uri"], timeout=5).json()["keys"][0]["kty"] == "RSA"


def test_its_pages_say_that_they_are_simulated_and_run_nothing(asking: Asking) -> None:
    page = asking.authorize()

    assert "nó không phải VNeID" in page.text
    assert "it is not VNeID" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert page.headers["Cache-Control"] == "no-store"


def test_a_code_becomes_tokens_and_claims(asking: Asking) -> None:
    told = asking.token(asking.code()).json()
    key = jwt.PyJWKSet.from_dict(requests.get(f"{asking.twin.issuer}/jwks", timeout=5).json()).keys[0]
    claims = jwt.decode(
        told["id_token"], key, algorithms=["RS256"], audience=CLIENT, issuer=asking.twin.issuer
    )

    assert (claims["sub"], claims["nonce"], claims["acr"]) == (KNOWN, "n", "2")
    told_of = asking.userinfo(told["access_token"]).json()
    assert (told_of["sub"], told_of["HoVaTen"], told_of["LoaiTaiKhoan"]) == (KNOWN, "Bùi Diệu Sương", "1")


def test_the_client_may_show_its_secret_in_the_head(asking: Asking) -> None:
    assert asking.token(asking.code(), auth=(CLIENT, SECRET)).status_code == 200
    assert asking.token(asking.code(), auth=(CLIENT, "sai")).status_code == 401


@pytest.mark.parametrize(
    "changed",
    [{"redirect_uri": "https://evil.example/"}, {"redirect_uri": BACK + "x"}, {"client_id": "khac"}],
)
def test_a_stranger_is_not_answered_elsewhere(asking: Asking, changed: dict[str, str]) -> None:
    assert asking.authorize(**changed).status_code == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"nonce": ""},
    ],
)
def test_a_question_that_binds_nothing_is_refused(asking: Asking, changed: dict[str, str]) -> None:
    answer = asking.authorize(**changed)

    assert answer.status_code == 303
    assert "error=invalid_request" in answer.headers["Location"]


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "khac" * 12},
        {"redirect_uri": "http://testserver/khac/"},
        {"grant_type": "password"},
    ],
)
def test_a_code_is_bound_to_who_asked_for_it(asking: Asking, changed: dict[str, str]) -> None:
    code = asking.code()
    answer = asking.token(code, **changed)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


def test_a_wrong_secret_gets_nothing(asking: Asking) -> None:
    assert asking.token(asking.code(), client_secret="sai").status_code == 401


def test_a_code_lasts_a_minute(asking: Asking) -> None:
    code = asking.code()
    asking.later.append(61)

    assert asking.token(code).status_code == 400


def test_a_code_that_comes_twice_takes_back_what_it_gave(asking: Asking) -> None:
    code = asking.code()
    token = asking.token(code).json()["access_token"]
    assert asking.userinfo(token).status_code == 200

    assert asking.token(code).status_code == 400
    assert asking.userinfo(token).status_code == 401


def test_a_token_ends(asking: Asking) -> None:
    token = asking.token(asking.code()).json()["access_token"]
    asking.later.append(301)

    assert asking.userinfo(token).status_code == 401
    assert asking.userinfo("bịa".encode().hex()).status_code == 401


def test_too_much_is_not_read(twin: IdentityTwin) -> None:
    assert requests.post(f"{twin.issuer}/token", "x" * 30_000, timeout=5).status_code == 413


def test_what_is_not_there_is_said(twin: IdentityTwin) -> None:
    assert requests.get(f"{twin.issuer}/khong-co", timeout=5).status_code == 404
    assert requests.post(f"{twin.issuer}/consent", {"request": "x"}, timeout=5).status_code == 400
    assert "Đã đăng xuất" in requests.get(f"{twin.issuer}/end_session", timeout=5).text


def test_its_people_are_invented_and_told_apart(twin: IdentityTwin) -> None:
    for one in twin.people.values():
        number, code = one.claims.get("SoDinhDanh", ""), one.claims.get("MaSoThue", "")
        assert number.startswith("999") or code.startswith("999")  # no place has this code
        assert is_personal_number(number) or is_tax_code(code)
    assert twin.people[ENTERPRISE].name == "Công ty Bưu chính Gió Biển"
    assert "999000000001" not in json.dumps(twin.discovery())


def test_a_code_that_nobody_gave_is_none(asking: Asking) -> None:
    assert asking.token("khong-co").json() == {"error": "invalid_grant"}
