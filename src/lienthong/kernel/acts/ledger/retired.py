"""Public keys that signed heads once: a file beside the key, one line each, the oldest first.

A line is the verifier key in the name of the log (C2SP signed-note), then the first and the last size of the tree
that it may have signed. It is the anchor of verification: the database alone cannot name a key.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lienthong.kernel.acts.ledger.keys import key_file
from lienthong.kernel.acts.ledger.notes import BadNote, raw, read_verifier_key, verifier_key


@dataclass(frozen=True, slots=True)
class Retired:
    """A key that signed until the tree had `until` leaves in the log `origin`; that head carries the next one too."""

    origin: str
    key: Ed25519PublicKey
    since: int
    until: int

    @property
    def verifier_key(self) -> str:
        return verifier_key(self.origin, self.key)


def retired_file() -> Path:
    return key_file().with_name("ledger.retired")


def retired_keys() -> list[Retired]:
    """Return the keys that sign no more, the oldest first. Raises `BadNote` when the file cannot be read as such."""
    path = retired_file()
    if not path.is_file():
        return []
    return [_read(line) for line in path.read_text(encoding="utf-8").splitlines()]


def retire(key: Ed25519PublicKey, *, origin: str, until: int) -> None:
    """Write the key down as retired; said again, the later head counts."""
    kept = [one for one in retired_keys() if raw(one.key) != raw(key)]
    since = kept[-1].until if kept else 0
    lines = [_line(one) for one in [*kept, Retired(origin, key, since, until)]]
    draft = retired_file().with_suffix(".draft")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(retired_file())


def _line(one: Retired) -> str:
    return f"{one.verifier_key} {one.since} {one.until}\n"


def _read(line: str) -> Retired:
    try:
        written, since, until = line.rsplit(" ", 2)
        origin, key = read_verifier_key(written)
        return Retired(origin, key, int(since), int(until))
    except ValueError as error:
        raise BadNote("a retired key is a verifier key and two sizes") from error
