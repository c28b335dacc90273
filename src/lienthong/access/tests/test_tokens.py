"""An ID token, looked at: what the twin's switch does not make is made here."""

import time
from typing import Any

import jwt
import pytest
from django.core.cache import caches
from pytest_django.fixtures import Settings

from lienthong.access.elsewhere.configuration import Provider, the_provider
from lienthong.access.elsewhere.refusals import Untrusted
from lienthong.access.elsewhere.tokens import LEEWAY, verify
from lienthong.access.tests.elsewhere import settings_for
from lienthong.access.twins.granting import CLIENT
from lienthong.access.twins.identity import IdentityTwin


@pytest.fixture
def provider(settings: Settings, twin: IdentityTwin) -> Provider:
    caches["local"].clear()
    settings.IDENTITY = settings_for(twin.issuer)
    found = the_provider()
    assert found is not None
    return found


def token(twin: IdentityTwin, **changed: Any) -> str:
    """Return a right token with some claims changed; None leaves one out."""
    now = int(time.time())
    plain: dict[str, Any] = {
        "iss": twin.issuer,
        "sub": "ai-do",
        "aud": CLIENT,
        "iat": now,
        "exp": now + 300,
        "nonce": "n",
        "acr": "2",
    }
    claims = {name: value for name, value in (plain | changed).items() if value is not None}
    return twin.mint._signed(claims, "")


def test_a_right_token_names_somebody(provider: Provider, twin: IdentityTwin) -> None:
    identity = verify(provider, token(twin), nonce="n")

    assert (identity.issuer, identity.subject, identity.level) == (twin.issuer, "ai-do", "2")


def test_clocks_may_differ_a_little(provider: Provider, twin: IdentityTwin) -> None:
    now = int(time.time())
    verify(provider, token(twin, iat=now + LEEWAY - 5, exp=now + 300), nonce="n")
    verify(provider, token(twin, exp=now - LEEWAY + 5), nonce="n")
    with pytest.raises(Untrusted, match="đã hết hạn"):
        verify(provider, token(twin, exp=now - LEEWAY - 5), nonce="n")


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "exp", "iat", "nonce", "acr"])
def test_what_is_needed_is_there(provider: Provider, twin: IdentityTwin, name: str) -> None:
    with pytest.raises(Untrusted):
        verify(provider, token(twin, **{name: None}), nonce="n")


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": ""},
        {"sub": "x" * 300},
        {"sub": "a\x00b"},
        {"sub": 7},
        {"nonce": 7},
        {"acr": 2},
        {"acr": ["2"]},
        {"acr": "urn:khong-biet"},
        {"aud": []},
        {"aud": [CLIENT, "khac"]},
        {"azp": "khac"},
        {"exp": "mai"},
    ],
    ids=str,
)
def test_what_is_there_has_the_right_shape(
    provider: Provider, twin: IdentityTwin, changed: dict[str, Any]
) -> None:
    with pytest.raises(Untrusted):
        verify(provider, token(twin, **changed), nonce="n")


def test_several_audiences_name_us_as_who_asked(provider: Provider, twin: IdentityTwin) -> None:
    assert verify(provider, token(twin, aud=[CLIENT, "khac"], azp=CLIENT), nonce="n").subject == "ai-do"


@pytest.mark.parametrize("rubbish", [None, "", "a", "a.b.c", 7, {"a": 1}, "é" * 40])
def test_what_is_no_token_is_refused(provider: Provider, rubbish: object) -> None:
    with pytest.raises(Untrusted, match="không đọc được"):
        verify(provider, rubbish, nonce="n")


def test_another_algorithm_of_the_right_key_is_refused(provider: Provider, twin: IdentityTwin) -> None:
    """The algorithm is the configured one, also when the key would do for another."""
    now = int(time.time())
    claims = {
        "iss": twin.issuer,
        "sub": "a",
        "aud": CLIENT,
        "iat": now,
        "exp": now + 60,
        "nonce": "n",
        "acr": "2",
    }
    signed = jwt.encode(claims, twin.mint._key, algorithm="RS512", headers={"kid": twin.mint.kid})

    with pytest.raises(Untrusted, match="cách ký"):
        verify(provider, signed, nonce="n")
