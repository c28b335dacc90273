"""Which key signed a head: the present one, or the one that was valid for that size of that log."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lienthong.kernel.acts.ledger import logs, notes
from lienthong.kernel.acts.ledger.keys import signing_key
from lienthong.kernel.acts.ledger.notes import Head
from lienthong.kernel.acts.ledger.retired import Retired, retired_keys


@dataclass(frozen=True)
class Keyring:
    """The present key, the retired ones with the oldest first, and the logs in the order in which they began."""

    present: Ed25519PublicKey
    retired: tuple[Retired, ...]
    order: dict[str, int]

    @classmethod
    def read(cls) -> "Keyring | None":
        """Return the keys that lie here; none where the present one does not."""
        try:
            present = signing_key().public_key()
        except FileNotFoundError:
            return None
        order = {origin: place for place, origin in enumerate(logs.origins())}
        return cls(present, tuple(retired_keys()), order)

    def of(self, head: Head) -> list[Ed25519PublicKey]:
        """Return who signs this head: one key, and two for the head by which one passes on to the next."""
        at = (self.order.get(head.origin, len(self.order)), head.size)
        following = [*(one.key for one in self.retired), self.present][1:]
        for one, after in zip(self.retired, following, strict=True):
            end = (self.order.get(one.origin, -1), one.until)
            if at == end:
                return [one.key, after]
            if at < end:
                return [one.key]
        return [self.present]

    def signed(self, note: str) -> bool:
        """Return whether all signed that have to: so we keep it."""
        return all(notes.is_signed(note, key) for key in self.of(notes.read(note)))

    def holds(self, note: str) -> bool:
        """Return whether one signed that might: others may keep only the signature that they check."""
        return any(notes.is_signed(note, key) for key in self.of(notes.read(note)))
