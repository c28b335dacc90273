"""Signed notes and heads of the tree, after C2SP (c2sp.org/signed-note, c2sp.org/tlog-checkpoint)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lienthong.kernel.acts.ledger.merkle import WIDTH

ED25519 = b"\x01"
KEY_HASH = 4
SIGNATURE = "— "


class BadNote(Exception):  # noqa: N818 - what it is, not what went wrong in the program
    """The text is no note of ours, or its signature does not hold."""


@dataclass(frozen=True, slots=True)
class Head:
    """The log named `origin` has `size` leaves under `root`."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encode(self.root)}\n"


def sign(head: Head, *keys: Ed25519PrivateKey) -> str:
    """Return the head as a note signed in the name of its origin, by each of the keys."""
    body = head.body()
    signatures = [key_hash(head.origin, key.public_key()) + key.sign(body.encode()) for key in keys]
    return f"{body}\n" + "".join(f"{SIGNATURE}{head.origin} {_encode(one)}\n" for one in signatures)


def read(note: str) -> Head:
    """Return the head a note speaks of, whoever signed it. Raises `BadNote`."""
    body, _, _signatures = note.partition("\n\n")
    try:
        origin, size, root = body.split("\n")[:3]
        head = Head(origin, int(size), _decode(root))
    except ValueError as error:
        raise BadNote("a head has an origin, a size and a root") from error
    if not origin or size != str(head.size) or head.size < 0 or len(head.root) != WIDTH:
        raise BadNote("a head has an origin, a size and a root")
    return head


def verify(note: str, key: Ed25519PublicKey) -> Head:
    """Return the head of a note that this key signed in the name of the origin. Raises `BadNote`."""
    head = read(note)
    body, _, signatures = note.partition("\n\n")
    expected = f"{SIGNATURE}{head.origin} "
    for line in signatures.splitlines():
        if line.startswith(expected) and _holds(body + "\n", line.removeprefix(expected), head.origin, key):
            return head
    raise BadNote(f"no signature of {head.origin} by this key")


def is_signed(note: str, key: Ed25519PublicKey) -> bool:
    """Return whether this key signed the note in the name of its origin."""
    try:
        verify(note, key)
    except BadNote:
        return False
    return True


def key_hash(name: str, key: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + raw(key)).digest()[:KEY_HASH]


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """Return the line by which others check our heads: name, hash and public key (vkey)."""
    return f"{name}+{key_hash(name, key).hex()}+{_encode(ED25519 + raw(key))}"


def read_verifier_key(line: str) -> tuple[str, Ed25519PublicKey]:
    """Return name and public key of a vkey. Raises `BadNote`."""
    try:
        name, hashed, data = line.strip().split("+", 2)
        material = _decode(data)
        key = Ed25519PublicKey.from_public_bytes(material[1:])
    except ValueError as error:
        raise BadNote("a verifier key is name+hash+key") from error
    if material[:1] != ED25519 or key_hash(name, key).hex() != hashed:
        raise BadNote("the verifier key does not fit its name")
    return name, key


def raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _holds(body: str, signature: str, name: str, key: Ed25519PublicKey) -> bool:
    try:
        data = _decode(signature)
        if data[:KEY_HASH] != key_hash(name, key):
            return False
        key.verify(data[KEY_HASH:], body.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
