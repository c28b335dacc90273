"""What the provider publishes of itself: its addresses (OpenID Connect Discovery 1.0) and its keys (RFC 7517)."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.cache import caches
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from lienthong.access.elsewhere.configuration import Provider
from lienthong.access.elsewhere.refusals import UNKNOWN_KEY, Unreachable, Untrusted
from lienthong.access.elsewhere.wire import Declined, ask

FOR_AN_HOUR: Final = 3600  # seconds
WELL_KNOWN: Final = "/.well-known/openid-configuration"
ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Published:
    """The addresses of a provider, all of the issuer's own origin; `basic`: its client signs in by HTTP Basic."""

    authorization: str
    token: str
    userinfo: str
    keys: str
    basic: bool
    simulated: bool


def published(provider: Provider) -> Published:
    """Return the addresses, at most an hour old. Raises `Unreachable`, also when they cannot be right."""
    known: Published | None = caches["local"].get(_key("addresses", provider))
    if known is None:
        known = look(provider)
        caches["local"].set(_key("addresses", provider), known, FOR_AN_HOUR)
    return known


def look(provider: Provider) -> Published:
    """Ask the provider for its addresses now.

    An address elsewhere is refused: form-action in our pages names the issuer's origin alone, and who wrote a
    document there gets neither our secret nor anybody's code.
    """
    told = _told(provider, provider.issuer.rstrip("/") + WELL_KNOWN)
    authorization, token, userinfo, keys = addresses = [str(told.get(name, "")) for name in ADDRESSES]
    if told.get("issuer") != provider.issuer or any(_origin(one) != provider.origin for one in addresses):
        raise Unreachable
    methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    basic, simulated = "client_secret_post" not in methods, told.get("simulated") is True
    return Published(authorization, token, userinfo, keys, basic=basic, simulated=simulated)


def key_of(provider: Provider, kid: str | None) -> Any:
    """Return the public key of the name; the list is asked for once more when it does not know it.

    Raises `Untrusted` for a key that is not published.
    """
    for fresh in (False, True):
        found = [key for key in _keys(provider, fresh=fresh) if kid in {None, key.get("kid")}]
        if len(found) == 1:
            return _read(found[0], provider.algorithm)
    raise Untrusted(UNKNOWN_KEY)


def _keys(provider: Provider, *, fresh: bool) -> list[dict[str, Any]]:
    local, key = caches["local"], _key("keys", provider)
    told = None if fresh else local.get(key)
    if told is None:
        told = _told(provider, published(provider).keys)
        local.set(key, told, FOR_AN_HOUR)
    listed = told.get("keys")
    if not isinstance(listed, list):
        raise Unreachable
    return [one for one in listed if isinstance(one, dict) and one.get("use", "sig") == "sig"]


def _read(key: dict[str, Any], algorithm: str) -> Any:
    try:
        return PyJWK(key, algorithm=algorithm).key
    except PyJWTError as unfit:
        raise Untrusted(UNKNOWN_KEY) from unfit


def _told(provider: Provider, address: str) -> dict[str, Any]:
    try:
        return ask(provider, address)
    except Declined as declined:
        raise Unreachable from declined


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _key(what: str, provider: Provider) -> str:
    return f"identity-{what}-{provider.issuer}"
