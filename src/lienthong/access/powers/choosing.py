"""In which capacity one is about to sign: shown before the button, and chosen where several fit."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from lienthong.access.models import Capacity
from lienthong.access.powers.authority import Matter, capacities
from lienthong.access.powers.printing import Called, printed
from lienthong.kernel.acts.actor import Actor, Grant
from lienthong.kernel.clock.moments import local_day

SENT_AS = "signs_as"


def signing(by: Actor, matters: Iterable[Matter], *, at: datetime) -> list[tuple[str, str]]:
    """Return the capacities that fit, as code and as printed, the one that is taken first; each once."""
    found: dict[str, Grant] = {}
    for matter in matters:
        for grant in capacities(by, matter, at=at):
            found.setdefault(grant.capacity, grant)
    day = local_day(at)
    called = Called.by(by, found.values(), day)
    return [(code, printed(by, grant, day, called)) for code, grant in found.items()]


def as_chosen(by: Actor, sent: Mapping[str, str]) -> Actor:
    """Return the actor with the capacity that was chosen on the page; another word than ours chooses nothing."""
    chosen = sent.get(SENT_AS, "")
    return replace(by, signs_as=chosen) if chosen in Capacity.values else by
