"""What is told of the last look: since when, how much changed, and on asking, which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lienthong.access.doors import Request
from lienthong.kernel.refusals import Missing
from lienthong.kernel.ui.looks import look
from lienthong.measures.asking import as_of_size
from lienthong.measures.choosing import Chosen
from lienthong.plans.changes import Change, changed, changes_of
from lienthong.plans.models import Plan
from lienthong.plans.standing import Standing

LARGEST = 18


@dataclass(frozen=True, slots=True)
class News:
    """Changes since a moment: how many figures of how many targets; `changes` only where these are looked at."""

    since: datetime
    figures: int
    targets: int
    url: str
    changes: list[Change] | None = None


def news_of(request: Request, plan: Plan, found: Collection[Standing], asked: Chosen) -> News | None:
    """Return what changed since the reader's last look, or since the head that the address names."""
    as_of = asked.question.as_of
    if said := asked.others.get("since"):
        since = as_of_size(int(said)) if said.isdecimal() and len(said) < LARGEST else None
        if since is None or since.size > as_of.size:
            raise Missing
        count = changed(found, since.size)
        changes = changes_of(found, since.size, as_of)
        return News(since.moment, sum(count.values()), len(count), asked.query(since=""), changes)
    if not asked.latest:
        return None
    seen = look(request.actor.account_id, f"plans.targets.{plan.code}", as_of.size, at=request.at)
    if seen is None:
        return None
    count = changed(found, seen.size)
    return News(seen.at, sum(count.values()), len(count), asked.query(since=str(seen.size), light=""))
