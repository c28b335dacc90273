"""The key that signs heads, and the one that is to follow: in the folder of keys, for the owner's eyes only."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings


def key_file() -> Path:
    return Path(settings.KEYS_ROOT) / "ledger.key"


def next_key_file() -> Path:
    return key_file().with_name("ledger.key.next")


def make_key() -> Path:
    """Make the key of this installation (PKCS #8 PEM, mode 0600) unless it is there. Return its file."""
    return _make(key_file())


def make_next_key() -> Ed25519PrivateKey:
    """Make the key that is to follow, unless it is there."""
    return _read(_make(next_key_file()))


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs heads.

    Raises `FileNotFoundError` before `make_key`, `TypeError` for a key of another kind.
    """
    return _read(key_file())


def next_key() -> Ed25519PrivateKey | None:
    """Return the key that is to follow; none when no change is under way."""
    try:
        return _read(next_key_file())
    except FileNotFoundError:
        return None


def take_next_key() -> None:
    """Let the key that is to follow take the place of the present one, which is gone then."""
    next_key_file().replace(key_file())


def _make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return path


def _read(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key
