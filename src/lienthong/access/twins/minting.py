"""The twin's key and its ID tokens: right ones, and on request every kind of wrong one, for tests."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALGORITHM = "RS256"
LASTS = 300  # seconds
SPOILT = {
    "": ("đúng", "right"),
    "signature": ("chữ ký của khóa khác", "signed by another key"),
    "kid": ("ký bằng khóa không công bố", "signed by a key that is not published"),
    "none": ("không ký (thuật toán none)", "not signed (algorithm none)"),
    "hs256": ("ký HS256 bằng khóa công khai", "HS256 with the public key"),
    "issuer": ("ghi nơi cấp khác", "another issuer"),
    "audience": ("cấp cho hệ thống khác", "for another system"),
    "party": ("cấp cho nhiều hệ thống, bên yêu cầu là hệ thống khác", "for several, asked by another"),
    "expired": ("đã hết hạn", "expired"),
    "early": ("ghi thời điểm trong tương lai", "issued in the future"),
    "nonce": ("trả lời cho lần đăng nhập khác", "the answer to another sign-in"),
    "level": ("mức độ thấp hơn yêu cầu", "a lower level than asked"),
    "subject": ("thông tin của người khác", "claims of somebody else"),
}


class Mint:
    """One key pair, made when the twin starts; another start has another."""

    def __init__(self, issuer: str, audience: str) -> None:
        self.issuer, self.audience = issuer, audience
        self.kid = secrets.token_hex(8)
        self._key = _a_key()

    @cached_property
    def _other(self) -> rsa.RSAPrivateKey:
        """A key of nobody, made when a token is to be wrong by it."""
        return _a_key()

    def keys(self) -> dict[str, Any]:
        """Return the public key as the twin publishes it (RFC 7517)."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": ALGORITHM}]}

    def id_token(self, *, subject: str, nonce: str, level: str, at: float, spoilt: str = "") -> str:
        """Return a token of somebody who signed in `at` (seconds of the epoch), wrong as `spoilt` says."""
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": subject,
            "aud": self.audience,
            "iat": int(at),
            "exp": int(at) + LASTS,
            "nonce": nonce,
            "acr": level,
        }
        return self._signed(claims | self._wrong(spoilt, int(at)), spoilt)

    def _wrong(self, spoilt: str, at: int) -> dict[str, Any]:
        wrong: dict[str, dict[str, Any]] = {
            "issuer": {"iss": "https://noi-khac.example"},
            "audience": {"aud": "he-thong-khac"},
            "party": {"aud": [self.audience, "he-thong-khac"], "azp": "he-thong-khac"},
            "expired": {"iat": at - 2 * 3600, "exp": at - 3600},
            "early": {"iat": at + 3600, "exp": at + 2 * 3600},
            "nonce": {"nonce": "cua-lan-truoc"},
            "level": {"acr": "0"},
        }
        return wrong.get(spoilt, {})

    def _signed(self, claims: Mapping[str, Any], spoilt: str) -> str:
        if spoilt in {"none", "hs256"}:
            return self._by_hand(claims, "none" if spoilt == "none" else "HS256")
        key = self._other if spoilt in {"signature", "kid"} else self._key
        kid = "khong-cong-bo" if spoilt == "kid" else self.kid
        return jwt.encode(dict(claims), key, algorithm=ALGORITHM, headers={"kid": kid})

    def _by_hand(self, claims: Mapping[str, Any], algorithm: str) -> str:
        """Write what no library writes: a token without signature, or signed with what everybody knows."""
        head = {"typ": "JWT", "alg": algorithm, "kid": self.kid}
        body = b".".join(_coded(json.dumps(part).encode()) for part in (head, claims))
        public = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        seal = hmac.digest(public, body, hashlib.sha256) if algorithm == "HS256" else b""
        return f"{body.decode()}.{_coded(seal).decode()}"


def _a_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _coded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")
