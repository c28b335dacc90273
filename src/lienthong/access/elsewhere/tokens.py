"""Whether an ID token is from them, for us, now and about this sign-in (OpenID Connect Core 1.0, 3.1.3.7).

Stricter than the library: the signature is always looked at, also of a token that we fetched ourselves, and by
the one algorithm that is configured, whatever the token says of itself.
"""

import hmac
from dataclasses import dataclass
from typing import Any, Final

import jwt
from jwt import exceptions

from lienthong.access.elsewhere import refusals
from lienthong.access.elsewhere.configuration import Provider
from lienthong.access.elsewhere.published import key_of
from lienthong.access.elsewhere.refusals import Untrusted
from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import type_of_reason

LEEWAY: Final = 30  # seconds that the clocks of two machines may differ
LONGEST_SUBJECT: Final = 191  # characters; the column in which links keep it
NEEDED: Final = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# The first that fits is said: what is more special stands before what it derives from.
WHY: Final[tuple[tuple[type[Exception], type_of_reason], ...]] = (
    (exceptions.InvalidSignatureError, refusals.SIGNATURE),
    (exceptions.ExpiredSignatureError, refusals.EXPIRED),
    (exceptions.InvalidAudienceError, refusals.AUDIENCE),
    (exceptions.InvalidIssuerError, refusals.ISSUER),
    (exceptions.ImmatureSignatureError, refusals.EARLY),
    (exceptions.InvalidIssuedAtError, refusals.EARLY),
    (exceptions.InvalidAlgorithmError, refusals.ALGORITHM),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says has signed in there, and how surely: (issuer, subject) names them for ever."""

    issuer: str
    subject: str
    level: str


def verify(provider: Provider, token: object, *, nonce: str) -> Identity:
    """Return whom the token is about. Raises `Untrusted` with the reason, `Unreachable` without keys.

    `exp` and `iat` are compared with this machine's clock, not with the time of a simulated installation.
    """
    claims = _claims(provider, token if isinstance(token, str) else "")
    _for_us(provider, claims)
    subject, level = claims["sub"], claims.get("acr")
    if not isinstance(claims["nonce"], str) or not hmac.compare_digest(
        claims["nonce"].encode(), nonce.encode()
    ):
        raise Untrusted(refusals.NONCE)
    if not 0 < len(subject) <= LONGEST_SUBJECT or not can_be_kept(subject):
        raise Untrusted(refusals.UNREADABLE)
    if not isinstance(level, str) or not provider.reaches(level):
        raise Untrusted(refusals.LEVEL)
    return Identity(provider.issuer, subject, level)


def _claims(provider: Provider, token: str) -> dict[str, Any]:
    try:
        head = jwt.get_unverified_header(token)
        if head.get("alg") != provider.algorithm:
            raise Untrusted(refusals.ALGORITHM)
        return jwt.decode(
            token,
            key_of(provider, head.get("kid")),
            algorithms=[provider.algorithm],
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except exceptions.PyJWTError as wrong:
        why = next((words for kind, words in WHY if isinstance(wrong, kind)), refusals.UNREADABLE)
        raise Untrusted(why) from wrong


def _for_us(provider: Provider, claims: dict[str, Any]) -> None:
    """Refuse a token for several systems that another one asked for (azp)."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise Untrusted(refusals.AUDIENCE)
