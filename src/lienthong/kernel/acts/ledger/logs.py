"""The name of the log, and how a new one begins when the old cannot be continued.

A published head is a promise. A database that cannot keep it (restored from a backup, it is shorter; or it
says something else) never goes on under the same name: the next log begins with an act that names the lost
head.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.leaves import LEAF_VERSION, leaf_of
from lienthong.kernel.acts.ledger.notes import Head
from lienthong.kernel.acts.ledger.sequencer import place
from lienthong.kernel.acts.models import Act, Entry, Installation
from lienthong.kernel.acts.verbs import verbs
from lienthong.kernel.acts.writing import Leaf, write
from lienthong.kernel.keys import new_key

LOG_BEGUN = "acts.begin_log"
LOG = "acts.log"
verbs.register(LOG_BEGUN, _("Mở nhật ký mới"))


def first_origin() -> str:
    """Return the origin of the first log; a simulated world says so in every head. Raises before `init`."""
    installation = Installation.objects.get()
    return installation.origin + ("/simulated" if installation.simulated else "")


def origin_at(size: int) -> str:
    """Return the origin under which a tree of this size is signed: its own leaves say so."""
    act = last_begun(size)
    return str(act.detail["origin"]) if act else first_origin()


def origins() -> list[str]:
    """Return the names of all logs known here, in the order in which they began; those that were lost among them."""
    found = [first_origin()]
    for act in Act.objects.filter(verb=LOG_BEGUN).order_by("recorded_at", "id"):
        found += [name for name in (act.detail["lost_origin"], act.detail["origin"]) if name not in found]
    return found


def last_begun(size: int) -> Act | None:
    """Return the last act among the first `size` leaves that began a log; none in the first."""
    return last_act(LOG_BEGUN, size)


def last_act(verb: str, size: int | None = None) -> Act | None:
    """Return the last act of this verb in the ledger, among its first `size` leaves; none without one.

    For verbs of the ledger itself, which are few: asked for each head, and in one statement a ledger without such
    an act would be walked from its end to its beginning.
    """
    known = list(Act.objects.filter(verb=verb).values_list("id", flat=True))
    if not known:
        return None
    entries = Entry.objects.filter(act_id__in=known)
    if size is not None:
        entries = entries.filter(position__lt=size)
    entry = entries.order_by("-position").first()
    return Act.objects.get(id=entry.act_id) if entry else None


def begin(lost: Head, *, kept: int, at: datetime) -> None:
    """Begin the next log, by an act: which head cannot be kept, and how many leaves go on."""
    key = new_key()
    number = Act.objects.filter(verb=LOG_BEGUN).count() + 2
    detail = {
        "origin": f"{first_origin()}/{number}-{key.hex[-12:]}",
        "kept": kept,
        "lost_origin": lost.origin,
        "lost_size": lost.size,
        "lost_root": lost.root.hex(),
    }
    add(LOG_BEGUN, key=key, at=at, detail=detail)


def add(verb: str, *, key: UUID, at: datetime, detail: dict[str, Any]) -> None:
    """Add an act of the ledger itself, about itself, as its very next leaf. The caller holds the lock."""
    act = Act(
        id=key,
        verb=verb,
        subject_kind=LOG,
        subject_id=key,
        actor_kind=str(SYSTEM.kind),
        actor_name=SYSTEM.name,
        actor_post="",
        actor_unit="",
        at=at,
        recorded_at=at,
        detail=detail,
        leaf_version=LEAF_VERSION,
    )
    write([Leaf(act, leaf_of(act), b"", None)])
    place(act.id)


def names(act: Act | None, lost: Head) -> bool:
    """Return whether the act already names this head as the one that cannot be kept."""
    return act is not None and (
        act.detail["lost_origin"],
        act.detail["lost_size"],
        act.detail["lost_root"],
    ) == (
        lost.origin,
        lost.size,
        lost.root.hex(),
    )
