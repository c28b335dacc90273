"""One key of the ledger follows another, and trust with it: the first head after the change carries both signatures.

The change is an act of the ledger. From its leaf on, heads are the next key's; whatever breaks off in between, the
next head goes on from there, since the new key lies beside the old one until a head with both is kept.
"""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.ledger import keys, logs, notes
from lienthong.kernel.acts.ledger.lock import alone
from lienthong.kernel.acts.ledger.retired import retire, retired_keys
from lienthong.kernel.acts.models import Checkpoint
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.keys import new_key

KEY_CHANGED = "acts.change_key"
verbs.register(KEY_CHANGED, _("Đổi khóa ký nhật ký"))


class OtherKey(FileNotFoundError):  # noqa: N818 - what it is, not what went wrong in the program
    """The ledger went over to a key that does not lie here: nothing is signed until it is back."""


def change_key(*, at: datetime) -> bool:
    """Say in the ledger that a new key follows; the next head is signed by both. False while another has the lock.

    Raises `FileNotFoundError` where the present key does not lie.
    """
    with alone() as free:
        if not free:
            return False
        old, new = _public(keys.signing_key()), _public(keys.make_next_key())
        last = logs.last_act(KEY_CHANGED)
        if last is None or last.detail["new"] != new:
            detail = {"old": old, "new": new}
            logs.add(KEY_CHANGED, key=new_key(), at=at, detail=detail)
    return True


def is_under_way() -> bool:
    return keys.next_key_file().is_file()


def signers(size: int) -> list[Ed25519PrivateKey]:
    """Return the keys that sign a head of this size: one, or the new and the old when one follows the other.

    Raises `OtherKey` when the ledger names a key that is neither here nor retired.
    """
    present = keys.signing_key()
    change = logs.last_act(KEY_CHANGED, size)
    if change is None or change.detail["new"] == _public(present):
        return [present]
    following = keys.next_key()
    if following and change.detail["new"] == _public(following):
        return [following, present]
    if any(change.detail["new"] == notes.raw(one.key).hex() for one in retired_keys()):
        return [present]  # of a backup older than the last change
    raise OtherKey(f"the ledger is signed by the key {change.detail['new']}, which is not here")


def settle(head: Checkpoint) -> None:
    """Retire the old key once a head with both signatures is kept; safe to do twice."""
    following = keys.next_key()
    if following is None or not notes.is_signed(head.note, following.public_key()):
        return
    origin = notes.read(head.note).origin
    retire(keys.signing_key().public_key(), origin=origin, until=head.tree_size)
    keys.take_next_key()


def _public(key: Ed25519PrivateKey) -> str:
    return notes.raw(key.public_key()).hex()
