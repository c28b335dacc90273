"""What the installation says of its provider, what the provider publishes, and how its words read here."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from lienthong.access.elsewhere import published, wire
from lienthong.access.elsewhere.claims import Claimed, claimed
from lienthong.access.elsewhere.configuration import SHIPPED, Provider, the_provider
from lienthong.access.elsewhere.refusals import Unreachable, Untrusted
from lienthong.access.tests.elsewhere import settings_for
from lienthong.access.twins.identity import IdentityTwin

PERSON = {
    "LoaiTaiKhoan": "1",
    "HoVaTen": " Lê  Thị Dân ",
    "SoDinhDanh": "999 000 000 777",
    "SoCMND": "999000777",
}
COMPANY = {"LoaiTaiKhoan": 2, "TenDoanhNghiep": "Công ty Thử", "MaSoThue": "9999999009", "HoVaTen": "Ai Đó"}


@pytest.fixture(autouse=True)
def fresh() -> None:
    caches["local"].clear()


def provider_of(settings: Settings, issuer: str = "https://sso.example", **other: Any) -> Provider:
    settings.IDENTITY = settings_for(issuer, **other)
    provider = the_provider()
    assert provider is not None
    return provider


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://sso.example"},
        {"issuer": "sso.example"},
        {"issuer": "https://sso.example/?x=1"},
        {"client_id": ""},
        {"secret": ""},
        {"algorithm": "none"},
        {"algorithm": "HS256"},
        {"level": "9"},
    ],
    ids=str,
)
def test_a_configuration_that_is_not_safe_does_not_start(settings: Settings, wrong: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="LIENTHONG_IDENTITY"):
        provider_of(settings, **wrong)


def test_without_an_issuer_it_is_off(settings: Settings) -> None:
    settings.IDENTITY = settings_for("")

    assert the_provider() is None


@pytest.mark.parametrize(
    ("level", "enough"), [("1", False), ("2", True), ("3", True), ("0", False), ("", False)]
)
def test_a_level_counts_from_the_one_that_is_asked(settings: Settings, level: str, enough: object) -> None:
    assert provider_of(settings, levels=["1", "2", "3"]).reaches(level) is enough


def test_claims_become_a_party() -> None:
    assert claimed(PERSON, SHIPPED) == Claimed(
        "citizen", "Lê Thị Dân", "personal_number", ("999000000777", "999000777")
    )
    assert claimed(COMPANY, SHIPPED) == Claimed("enterprise", "Công ty Thử", "tax_code", ("9999999009",))


@pytest.mark.parametrize(
    "changed",
    [
        {"SoDinhDanh": "12", "SoCMND": ""},
        {"SoDinhDanh": None, "SoCMND": None},
        {"HoVaTen": ""},
        {"HoVaTen": "x" * 400},
        {"HoVaTen": "a\x00b"},
        {"HoVaTen": ["a"]},
        {"LoaiTaiKhoan": "7"},
        {"LoaiTaiKhoan": None},
    ],
    ids=str,
)
def test_who_has_no_name_or_number_is_not_registered(changed: dict[str, Any]) -> None:
    with pytest.raises(Untrusted, match="thiếu họ tên hoặc số định danh"):
        claimed(PERSON | changed, SHIPPED)


def test_another_provider_names_its_claims_otherwise(tmp_path: Path) -> None:
    lines = SHIPPED.read_text(encoding="utf-8").replace("HoVaTen", "name").replace("1=citizen", "P=citizen")
    other = tmp_path / "claims.csv"
    other.write_text(lines, encoding="utf-8")

    told = {"name": "Lê Thị Dân", "LoaiTaiKhoan": "P", "SoDinhDanh": "999000000777"}
    assert claimed(told, other).name == "Lê Thị Dân"


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://noi-khac.example"},
        {"token_endpoint": "https://noi-khac.example/token"},
        {"jwks_uri": "http://127.0.0.1:1/jwks"},
        {"authorization_endpoint": None},
    ],
    ids=str,
)
def test_addresses_elsewhere_are_not_believed(
    settings: Settings, twin: IdentityTwin, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]
) -> None:
    said = twin.discovery() | wrong
    monkeypatch.setattr(twin, "discovery", lambda: said)

    with pytest.raises(Unreachable):
        published.published(provider_of(settings, twin.issuer))


def test_addresses_and_keys_are_asked_for_once_an_hour(
    settings: Settings, twin: IdentityTwin, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = provider_of(settings, twin.issuer)
    asked: list[str] = []
    ask = wire.ask
    monkeypatch.setattr(published, "ask", lambda who, where: asked.append(where) or ask(who, where))
    for _ in range(3):
        published.key_of(provider, twin.mint.kid)
    assert len(asked) == 2
    with pytest.raises(Untrusted, match="không công bố"):
        published.key_of(provider, "la")

    assert len(asked) == 3  # a name it does not know: once more


@pytest.mark.parametrize(
    "keys", [{}, {"keys": "x"}, {"keys": []}, {"keys": [{"kid": "k", "kty": "oct", "k": "AA"}]}], ids=str
)
def test_keys_that_cannot_be_used_are_no_keys(
    settings: Settings, twin: IdentityTwin, monkeypatch: pytest.MonkeyPatch, keys: dict[str, Any]
) -> None:
    monkeypatch.setattr(twin.mint, "keys", lambda: keys)

    with pytest.raises((Untrusted, Unreachable)):
        published.key_of(provider_of(settings, twin.issuer), "k")


@pytest.mark.parametrize(
    "said", ["[]", "rác", '{"a": ' + '"' + "x" * 300_000 + '"}'], ids=["list", "words", "large"]
)
def test_an_answer_that_is_none_is_said_plainly(
    settings: Settings, twin: IdentityTwin, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    from lienthong.access.twins.identity import Conversation

    def answer(conversation: Conversation, *_told: object, **_more: object) -> None:
        conversation._send(200, "application/json", said.encode())

    monkeypatch.setattr(Conversation, "_json", answer)

    with pytest.raises(Unreachable):
        published.published(provider_of(settings, twin.issuer))


def test_a_redirect_is_not_followed(
    settings: Settings, twin: IdentityTwin, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lienthong.access.twins.identity import Conversation

    def answer(conversation: Conversation, *_told: object, **_more: object) -> None:
        conversation.send_response(302)
        conversation.send_header("Location", "http://127.0.0.1:1/")
        conversation.send_header("Content-Length", "0")
        conversation.end_headers()

    monkeypatch.setattr(Conversation, "_json", answer)

    with pytest.raises(Unreachable):
        published.published(provider_of(settings, twin.issuer))
