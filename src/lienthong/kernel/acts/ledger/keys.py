"""The key that signs heads. It lies in the folder of keys, for the owner's eyes only."""

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


def make_key() -> Path:
    """Make the key of this installation (PKCS #8 PEM, mode 0600) unless it is there. Return its file."""
    path = key_file()
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


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs heads.

    Raises `FileNotFoundError` before `make_key`, `TypeError` for a key of another kind.
    """
    key = load_pem_private_key(key_file().read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{key_file()} holds no Ed25519 key")
    return key
