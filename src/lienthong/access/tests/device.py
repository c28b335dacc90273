"""A device with passkeys, in software: keys, attestation "none", and answers as a browser sends them (WebAuthn, 6)."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, WITH_CREDENTIAL = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One passkey on one device, at one origin."""

    origin: str = "http://localhost"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    owner: str = ""
    count: int = 0

    def create(self, options: dict[str, Any], **differs: str) -> str:
        """Answer a request to make a passkey."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        told = self._data(asked["rp"]["id"], PRESENT | VERIFIED | WITH_CREDENTIAL) + credential
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", asked["challenge"], **differs)
        return self._answer(clientDataJSON=client, attestationObject=attested)

    def get(self, options: dict[str, Any], *, flags: int = PRESENT | VERIFIED, **differs: str) -> str:
        """Answer a request to show it."""
        asked = options["publicKey"]
        self.count += 1
        told = self._data(asked["rpId"], flags)
        client = self._client("webauthn.get", asked["challenge"], **differs)
        signature = self.key.sign(told + sha256(client).digest(), ec.ECDSA(SHA256()))
        owner = websafe_decode(self.owner)
        return self._answer(
            clientDataJSON=client, authenticatorData=told, signature=signature, userHandle=owner
        )

    def _data(self, host: str, flags: int) -> bytes:
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str, *, origin: str = "") -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": origin or self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes) -> str:
        name = websafe_encode(self.id)
        coded = {part: websafe_encode(value) for part, value in response.items()}
        extensions = {"credProps": {"rk": True}}
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": coded,
                "clientExtensionResults": extensions,
            }
        )
