"""What changed since an older head: figures entered or put right, each with what stood before it and the reason."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from lienthong.directory.selectors import names
from lienthong.kernel.acts.models import Act
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.languages import either
from lienthong.measures.asking import AsOf
from lienthong.measures.entered import Entered, best
from lienthong.measures.periods import period_words
from lienthong.plans.figures_reading import entry_words
from lienthong.plans.models import Target
from lienthong.plans.standing import Standing


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is new, or in another's place; `before` is empty where none stood there."""

    target: Target
    wording: str
    period: str
    unit: str
    before: str
    after: str
    reason: str
    act: Act


def changed(found: Collection[Standing], since: int) -> dict[UUID, int]:
    """Return how many figures of each target came after the first `since` acts; unchanged ones are left out."""
    counted = {one.target.pk: sum(1 for _entry in _new(one, since)) for one in found}
    return {target: count for target, count in counted.items() if count}


def changes_of(found: Collection[Standing], since: int, as_of: AsOf) -> list[Change]:
    """Return every figure that came after the first `since` acts, the latest first; two queries."""
    pairs = [(one, entry) for one in found for entry in _new(one, since)]
    acts = Act.objects.in_bulk([entry.act_id for _one, entry in pairs])
    called = names({entry.unit_id for _one, entry in pairs}, local_day(as_of.moment))
    latest = sorted(pairs, key=lambda pair: -pair[1].position)
    return [_change(one, entry, called, acts[entry.act_id]) for one, entry in latest]


def _new(one: Standing, since: int) -> Iterator[Entered]:
    return (entry for entry in one.entries if entry.position >= since)


def _change(one: Standing, entry: Entered, called: dict[UUID, str], act: Act) -> Change:
    before = _before(one, entry)
    return Change(
        target=one.target,
        wording=either(one.target.wording, one.target.wording_en),
        period=period_words(entry.period),
        unit=called.get(entry.unit_id, ""),
        before=entry_words(one, before) if before else "",
        after=entry_words(one, entry),
        reason=either(entry.reason, entry.reason_en),
        act=act,
    )


def _before(one: Standing, entry: Entered) -> Entered | None:
    """Return the figure whose place this one took: the one it revises, else the one that counted before it."""
    if entry.revises_id is not None:
        return next((old for old in one.entries if old.id == entry.revises_id), None)
    same = [
        old
        for old in one.entries
        if (old.unit_id, old.period) == (entry.unit_id, entry.period) and old.position < entry.position
    ]
    return best(same)
